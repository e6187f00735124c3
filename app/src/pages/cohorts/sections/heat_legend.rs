use clientele_contract::CohortGrain;
use leptos::prelude::*;

use super::{
    heat_scale::{HEAT_LEVELS, HeatScale},
    measure_words::intensity_text,
    words::{noun, nouns},
};
use crate::{format::with_capital, questions::CohortMeasure};

/// What colours, dashes and the row of means say.
#[component]
pub fn HeatLegend(
    scale: HeatScale,
    measure: CohortMeasure,
    grain: CohortGrain,
    currency_symbol: String,
) -> impl IntoView {
    let swatches = (1..=HEAT_LEVELS)
        .map(|level| view! { <span class=format!("legend-swatch rate-{level}")></span> })
        .collect_view();
    let noun = noun(grain);
    let size_min = scale.size_min;
    view! {
        <div class="legend">
            <p>
                <span class="legend-scale" aria-hidden="true">{swatches}</span>
                {colours_in_words(scale, measure, grain, &currency_symbol)}
            </p>
            <p>
                <span class="legend-swatch in-progress" aria-hidden="true"></span>
                {format!(
                    " In progress: the {noun} is not over at the data’s date, so the figure can still grow; it is \
                     left out of the mean."
                )}
            </p>
            <p>
                {format!(
                    "The mean is weighted by cohort size: the sum over the cohorts for which the {noun} is over, \
                     divided by all customers of these cohorts."
                )}
            </p>
            {(size_min > 0).then(|| view! {
                <p>
                    {format!("Cohorts of fewer than {size_min} customers are grey: a few people move their figures.")}
                </p>
            })}
        </div>
    }
}

fn colours_in_words(
    scale: HeatScale,
    measure: CohortMeasure,
    grain: CohortGrain,
    currency_symbol: &str,
) -> String {
    let text = |value| intensity_text(measure, value, currency_symbol);
    let (highest, noun, nouns) = (text(scale.highest), noun(grain), nouns(grain));
    let (first, nobody) = (format!("{} 0", with_capital(noun)), "– is nobody");
    match measure {
        CohortMeasure::Rate => format!(
            " Customers who bought again in that {noun}: from above 0 to {highest} or more; {nobody}. {first} is the \
             first order, always 100\u{a0}%, and has no colour."
        ),
        CohortMeasure::Customers => format!(
            " Colour: their share of the cohort, from above 0 to {highest} or more; {nobody}. {first} has no colour."
        ),
        CohortMeasure::Orders | CohortMeasure::Revenue => {
            format!(
                " Colour: from above 0 to {highest} of the cohort or more; {nobody}. {first} has no colour."
            )
        }
        CohortMeasure::LifetimeValue => format!(
            " All orders until then, per customer of the cohort, whether they came back or not: from {} to {highest}. \
             It grows over the {nouns}.",
            text(scale.lowest)
        ),
    }
}
