use clientele_contract::{CustomerRow, Measure, ScoreReason};
use leptos::prelude::*;

use super::neighbours_section::cell_link;
use crate::{
    components::{Card, ScrollRegion},
    format::{format_count, format_counted, format_money, format_percent_rounded},
};

/// The three scores and why they are what they are.
#[component]
pub fn ScoresSection(
    customer: CustomerRow,
    scores: Vec<ScoreReason>,
    currency_symbol: String,
) -> impl IntoView {
    let title = format!("Scores {}: {}", customer.scores.code(), customer.segment.name());
    let rows = scores
        .into_iter()
        .map(|reason| view! { <ScoreRow reason currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card id="scores-title" title term="rfm-score" subtitle="Each score from 1 to 5, 5 is best">
            <ScrollRegion label="Scores and why">
                <table class="table table-scores">
                    <thead>
                        <tr>
                            <th scope="col">"Measure"</th>
                            <th scope="col">"Score"</th>
                            <th scope="col">"Why"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
            <p class="card-foot">
                <a class="card-link" href=cell_link(&customer)>"Everyone with these scores"</a>
            </p>
        </Card>
    }
}

#[component]
fn ScoreRow(reason: ScoreReason, currency_symbol: String) -> impl IntoView {
    let ScoreReason { measure, score, value, band, share_below } = reason;
    let same_score = format!("Score {score} is {}", band_in_words(measure, band, &currency_symbol));
    view! {
        <tr>
            <th scope="row">{name_of(measure)}</th>
            <td>
                <span class="score">
                    <strong>{score}</strong>
                    <svg class="score-pips" viewBox="0 0 46 8" aria-hidden="true" focusable="false">
                        {(1..=5_u8).map(|pip| view! { <Pip pip score/> }).collect_view()}
                    </svg>
                </span>
            </td>
            <td>
                <p><strong>{value_in_words(measure, value, &currency_symbol)}</strong></p>
                <p class="muted">{comparison_in_words(measure, share_below)}</p>
                <p class="muted">{same_score}</p>
            </td>
        </tr>
    }
}

#[component]
fn Pip(pip: u8, score: u8) -> impl IntoView {
    let class = if pip <= score { "pip is-full" } else { "pip" };
    let x = u32::from(pip - 1) * 9 + 1;
    view! { <rect class=class x=x y="0.5" width="7" height="7" rx="1.5"></rect> }
}

fn name_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Recency => "Recency",
        Measure::Frequency => "Frequency",
        Measure::Monetary => "Monetary",
    }
}

fn value_in_words(measure: Measure, value: i64, currency_symbol: &str) -> String {
    let count = value.unsigned_abs();
    match measure {
        Measure::Recency => format!("{} since the last order", format_counted(count, "day", "days")),
        Measure::Frequency => format_counted(count, "order", "orders"),
        Measure::Monetary => format!("{} spent", format_money(value, currency_symbol)),
    }
}

fn band_in_words(measure: Measure, (least, greatest): (i64, i64), currency_symbol: &str) -> String {
    let text = |value: i64| match measure {
        Measure::Recency | Measure::Frequency => format_count(value.unsigned_abs()),
        Measure::Monetary => format_money(value, currency_symbol),
    };
    let range = if least == greatest { text(least) } else { format!("{}–{}", text(least), text(greatest)) };
    match (measure, least == greatest && least == 1) {
        (Measure::Recency, true) => format!("{range} day"),
        (Measure::Recency, false) => format!("{range} days"),
        (Measure::Frequency, true) => format!("{range} order"),
        (Measure::Frequency, false) => format!("{range} orders"),
        (Measure::Monetary, _) => range,
    }
}

fn comparison_in_words(measure: Measure, share_below: f64) -> String {
    let share = format_percent_rounded(share_below);
    match (measure, share_below > 0.0) {
        (Measure::Recency, true) => format!("More recent than {share} of customers"),
        (Measure::Recency, false) => "Nobody’s last order is longer ago".to_owned(),
        (Measure::Frequency, true) => format!("More orders than {share} of customers"),
        (Measure::Frequency, false) => "Nobody has fewer orders".to_owned(),
        (Measure::Monetary, true) => format!("Spent more than {share} of customers"),
        (Measure::Monetary, false) => "Nobody spent less".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_explained_in_words() {
        let words = |measure, share| comparison_in_words(measure, share);
        assert_eq!(words(Measure::Recency, 0.834), "More recent than 83\u{a0}% of customers");
        assert_eq!(words(Measure::Frequency, 0.0), "Nobody has fewer orders");
        assert_eq!(band_in_words(Measure::Recency, (0, 33), "R$"), "0–33 days");
        assert_eq!(band_in_words(Measure::Frequency, (1, 1), "R$"), "1 order");
        assert_eq!(band_in_words(Measure::Monetary, (100, 250), "R$"), "R$\u{a0}1.00–R$\u{a0}2.50");
    }
}
