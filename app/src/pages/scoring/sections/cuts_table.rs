use clientele_contract::Thresholds;
use leptos::prelude::*;

use crate::{
    components::ScrollRegion,
    format::{format_amount, format_count, format_counted},
};

/// The values of each score.
#[component]
pub fn CutsTable(thresholds: Thresholds, currency_symbol: String) -> impl IntoView {
    let rows = (1..=5_usize)
        .rev()
        .map(|score| {
            view! {
                <tr>
                    <th scope="row">{score_in_words(score)}</th>
                    // Few days are good: the bands of recency run the other way.
                    <td>{whole_band(thresholds.recency_days.map(i64::from), 6 - score, "day", "days")}</td>
                    <td>{whole_band(thresholds.orders.map(i64::from), score, "order", "orders")}</td>
                    <td>{amount_band(thresholds.spent_cents, score, &currency_symbol)}</td>
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

/// The whole numbers of one of the five bands between four rising thresholds, from 1: `under 30 days`, `2 orders`.
fn whole_band(thresholds: [i64; 4], band: usize, singular: &str, plural: &str) -> String {
    let count = |value: i64| format_count(u64::try_from(value).unwrap_or(0));
    let counted = |value: i64| format_counted(u64::try_from(value).unwrap_or(0), singular, plural);
    match band {
        1 if thresholds[0] == 2 => counted(1),
        1 => format!("under {}", counted(thresholds[0])),
        5 => format!("{} or more", counted(thresholds[3])),
        _ => match (thresholds[band - 2], thresholds[band - 1] - 1) {
            (least, greatest) if least == greatest => counted(least),
            (least, greatest) => format!("{}–{}", count(least), counted(greatest)),
        },
    }
}

/// The same for amounts: `R$ 50 to under 100`.
fn amount_band(thresholds: [i64; 4], band: usize, currency_symbol: &str) -> String {
    let amount = |cents: i64| format!("{currency_symbol}\u{a0}{}", format_amount(cents));
    match band {
        1 => format!("under {}", amount(thresholds[0])),
        5 => format!("{} or more", amount(thresholds[3])),
        _ => format!("{} to under {}", amount(thresholds[band - 2]), format_amount(thresholds[band - 1])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_whole_numbers_name_both_ends() {
        let days = |band| whole_band([30, 90, 180, 365], band, "day", "days").replace('\u{a0}', " ");
        assert_eq!(days(1), "under 30 days");
        assert_eq!(days(2), "30–89 days");
        assert_eq!(days(5), "365 days or more");
        let orders = |band| whole_band([2, 3, 4, 6], band, "order", "orders").replace('\u{a0}', " ");
        assert_eq!(orders(1), "1 order");
        assert_eq!(orders(3), "3 orders");
        assert_eq!(orders(4), "4–5 orders");
    }

    #[test]
    fn bands_of_amounts_meet_at_the_thresholds() {
        let spent = |band| amount_band([5_000, 10_050, 20_000, 40_000], band, "R$").replace('\u{a0}', " ");
        assert_eq!(spent(1), "under R$ 50.00");
        assert_eq!(spent(2), "R$ 50.00 to under 100.50");
        assert_eq!(spent(5), "R$ 400.00 or more");
    }
}
