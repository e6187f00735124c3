use clientele_contract::{Affinity, CustomerFilter};
use leptos::prelude::*;

use super::{PATH, bought_category, buyers, words::capital_category};
use crate::{
    components::{AffinityTable, Card, affinity_in_words},
    format::{format_category, format_count, with_capital},
    url_state::SegmentsUrl,
};

/// Rows until all are asked for.
const ROWS: usize = 15;

/// Which segments lean towards which categories.
#[component]
pub fn AffinitySection(affinity: Affinity, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let (title, subtitle) = affinity_in_words(&affinity, format_category);
    let is_comparable = affinity.segments.len() >= 2;
    let all = affinity.rows.len();
    let shows_all = url.choices.get("show") == Some("all");
    let rows_max = if shows_all { all } else { ROWS };
    let more = (all > ROWS).then(|| {
        let (words, href) = if shows_all {
            (format!("Show the {ROWS} categories with the most revenue"), url.with_choice("show", ""))
        } else {
            (format!("Show all {} categories", format_count(all as u64)), url.with_choice("show", "all"))
        };
        view! { <p><a id="affinity-more" class="card-link" href=href.link(PATH) data-noscroll="">{words}</a></p> }
    });
    let export = url.link("/export/affinity.csv");
    let actions = view! {
        <a class="card-link" rel="external" href=export download="">"Download as CSV"</a>
    }
    .into_any();
    let base = url.filter.without_segments_and_scores();
    view! {
        <Card id="affinity-title" title term="affinity-index" subtitle=with_capital(&subtitle) actions>
            {is_comparable.then(|| view! {
                <AffinityTable
                    affinity
                    rows_max
                    head="Category"
                    label="Index of each segment for each category"
                    name_of=capital_category
                    filter_of=Box::new(move |row| buyers_of(&base, &row.name))
                    currency_symbol
                />
                {more}
            })}
        </Card>
    }
}

fn buyers_of(filter: &CustomerFilter, category: &str) -> Option<CustomerFilter> {
    buyers(filter, bought_category(category))
}
