use clientele_contract::Thresholds;
use leptos::prelude::*;

use crate::{
    components::ScrollRegion,
    format::{format_amount_field, format_count},
};

/// The values of each score.
#[component]
pub fn CutsTable(thresholds: Thresholds, currency_symbol: String) -> impl IntoView {
    let days = thresholds.recency_days.map(|days| format_count(u64::try_from(days).unwrap_or(0)));
    let orders = thresholds.orders.map(|orders| format_count(u64::from(orders)));
    let spent =
        thresholds.spent_cents.map(|cents| format!("{currency_symbol}\u{a0}{}", format_amount_field(cents)));
    let rows = (1..=5_usize)
        .rev()
        .map(|score| {
            view! {
                <tr>
                    <th scope="row">{score_in_words(score)}</th>
                    // Few days are good: the bands of recency run the other way.
                    <td>{band(&days, 6 - score, "days")}</td>
                    <td>{band(&orders, score, "orders")}</td>
                    <td>{band(&spent, score, "")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label="Values of each score">
            <table class="table table-cuts">
                <thead>
                    <tr>
                        <th scope="col">"Score"</th>
                        <th scope="col">"Last order"</th>
                        <th scope="col">"Orders"</th>
                        <th scope="col">"Spent"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

fn score_in_words(score: usize) -> String {
    match score {
        5 => "5, best".to_owned(),
        score => score.to_string(),
    }
}

/// The values of one of the five bands between four rising thresholds, from 1: `under 30 days`.
fn band(thresholds: &[String; 4], band: usize, unit: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    match band {
        1 => format!("under {}{unit}", thresholds[0]),
        5 => format!("{}{unit} or more", thresholds[3]),
        _ => format!("{} to under {}{unit}", thresholds[band - 2], thresholds[band - 1]),
    }
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn bands_meet_at_the_thresholds() {
        let thresholds = [30, 90, 180, 365].map(|days| days.to_string());
        let words = |index| band(&thresholds, index, "days").replace('\u{a0}', " ");
        assert_eq!(words(1), "under 30 days");
        assert_eq!(words(2), "30 to under 90 days");
        assert_eq!(words(4), "180 to under 365 days");
        assert_eq!(words(5), "365 days or more");
    }
}
