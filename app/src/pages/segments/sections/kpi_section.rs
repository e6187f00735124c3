use clientele_contract::{CustomerFilter, Kpis};
use leptos::prelude::*;

use crate::{
    components::{Comparison, Direction, KpiTile, Verdict, customers_href, segment_class},
    format::{
        format_count, format_money, format_money_short, format_percent, format_points, format_score,
        format_times, or_dash,
    },
    url_state::SegmentsUrl,
};

/// Differences below these are not worth an arrow: they would read as zero.
const RATE_RESOLUTION: f64 = 0.0005;
const SCORE_RESOLUTION: f64 = 0.005;

/// The headline figures of the selection, compared with the shop's.
#[component]
pub fn KpiSection(
    selection: Kpis,
    everyone: Kpis,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let color =
        url.filter.segments.first().map_or_else(|| "seg-none".to_owned(), |first| segment_class(*first));
    let is_everyone = selection == everyone;
    let order_value = selection.average_order_value_cents;
    let all_href = customers_href(url.filter.clone());
    let reviewed_href = customers_href(CustomerFilter { reviewed: true, ..url.filter.clone() });
    let repeat_href = if selection.repeat_customers > 0 {
        customers_href(repeat_customers(&url.filter))
    } else {
        all_href.clone()
    };
    view! {
        <dl class=format!("kpis kpis-colored {color}")>
            <KpiTile
                label="Customers"
                term="customer"
                href=all_href.clone()
                value=format_count(selection.customers)
                comparison=share_of(selection.customers as f64, everyone.customers as f64, is_everyone)
            />
            <KpiTile
                label="Revenue"
                term="revenue"
                href=all_href.clone()
                value=format_money_short(selection.revenue_cents as f64, &currency_symbol)
                exact=format_money(selection.revenue_cents, &currency_symbol)
                comparison=share_of(selection.revenue_cents as f64, everyone.revenue_cents as f64, is_everyone)
            />
            <KpiTile
                label="Average order value"
                term="average-order-value"
                href=all_href
                value=or_dash(order_value.map(|cents| format_money_short(cents, &currency_symbol)))
                exact=or_dash(order_value.map(|cents| format_money(cents.round() as i64, &currency_symbol)))
                comparison=times_the_shop(order_value, everyone.average_order_value_cents, is_everyone)
            />
            <KpiTile
                label="Repeat rate"
                term="repeat-rate"
                href=repeat_href
                value=or_dash(selection.repeat_rate.map(format_percent))
                comparison=rate_against_shop(&selection, &everyone, is_everyone)
            />
            <KpiTile
                label="Review score"
                term="review-score"
                href=reviewed_href
                value=or_dash(selection.review_score.map(format_score))
                comparison=score_against_shop(&selection, &everyone, is_everyone)
            />
        </dl>
    }
}

/// Of the customers that pass, those with two or more orders.
fn repeat_customers(filter: &CustomerFilter) -> CustomerFilter {
    let mut filter = filter.clone();
    filter.orders.min = filter.orders.min.max(Some(2));
    filter
}

fn share_of(part: f64, whole: f64, is_everyone: bool) -> Comparison {
    if is_everyone || whole <= 0.0 {
        return Comparison::of_words("the whole shop");
    }
    Comparison { figure: format_percent(part / whole), ..Comparison::of_words("of the shop’s") }
}

fn times_the_shop(own: Option<f64>, shop: Option<f64>, is_everyone: bool) -> Comparison {
    match (own, shop) {
        (Some(_), _) if is_everyone => Comparison::of_words("per completed order"),
        (Some(own), Some(shop)) if shop > 0.0 => {
            let ratio = own / shop;
            Comparison {
                verdict: verdict_of(ratio - 1.0, SCORE_RESOLUTION),
                figure: format_times(ratio),
                ..Comparison::of_words("the shop’s")
            }
        }
        _ => Comparison::of_words("no order to compare"),
    }
}

fn rate_against_shop(selection: &Kpis, everyone: &Kpis, is_everyone: bool) -> Comparison {
    let (Some(own), Some(shop)) = (selection.repeat_rate, everyone.repeat_rate) else {
        return Comparison::of_words("no customer to compare");
    };
    if is_everyone {
        let words = format!(
            "{} of {} came back",
            format_count(selection.repeat_customers),
            format_count(selection.customers)
        );
        return Comparison::of_words(words);
    }
    difference(own - shop, RATE_RESOLUTION, format_points(own - shop), &format_percent(shop))
}

fn score_against_shop(selection: &Kpis, everyone: &Kpis, is_everyone: bool) -> Comparison {
    let (Some(own), Some(shop)) = (selection.review_score, everyone.review_score) else {
        return Comparison::of_words("no review yet");
    };
    if is_everyone {
        return Comparison::of_words(format!(
            "from {} customers",
            format_count(selection.reviewed_customers)
        ));
    }
    difference(own - shop, SCORE_RESOLUTION, format_score((own - shop).abs()), &format_score(shop))
}

fn difference(difference: f64, resolution: f64, figure: String, shop: &str) -> Comparison {
    let verdict = verdict_of(difference, resolution);
    match verdict {
        Verdict::Neutral => Comparison::of_words(format!("the same as the shop’s {shop}")),
        Verdict::Better => Comparison {
            verdict,
            arrow: Some(Direction::Up),
            figure,
            ..Comparison::of_words(format!("above the shop’s {shop}"))
        },
        Verdict::Worse => Comparison {
            verdict,
            arrow: Some(Direction::Down),
            figure,
            ..Comparison::of_words(format!("below the shop’s {shop}"))
        },
    }
}

fn verdict_of(difference: f64, resolution: f64) -> Verdict {
    match difference {
        _ if difference >= resolution => Verdict::Better,
        _ if difference <= -resolution => Verdict::Worse,
        _ => Verdict::Neutral,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpis(customers: u64, repeat_rate: f64, review_score: f64, order_value: f64) -> Kpis {
        Kpis {
            customers,
            repeat_rate: Some(repeat_rate),
            review_score: Some(review_score),
            average_order_value_cents: Some(order_value),
            ..Kpis::default()
        }
    }

    #[test]
    fn figures_are_compared_with_the_shop_in_words() {
        let (selection, everyone) = (kpis(10, 0.012, 4.02, 25_500.0), kpis(100, 0.008, 4.13, 16_040.0));
        let rate = rate_against_shop(&selection, &everyone, false);
        assert_eq!((rate.verdict, rate.figure.as_str()), (Verdict::Better, "0.4\u{a0}points"));
        assert_eq!(rate.words, "above the shop’s 0.8\u{a0}%");
        let score = score_against_shop(&selection, &everyone, false);
        assert_eq!((score.arrow, score.figure.as_str()), (Some(Direction::Down), "0.11"));
        let value = times_the_shop(Some(25_500.0), Some(16_040.0), false);
        assert_eq!(value.figure, "1.59\u{a0}×");
    }

    #[test]
    fn a_difference_that_reads_as_zero_has_no_arrow() {
        let (selection, everyone) = (kpis(10, 0.0301, 4.131, 1.0), kpis(100, 0.0300, 4.130, 1.0));
        assert_eq!(rate_against_shop(&selection, &everyone, false).arrow, None);
        assert_eq!(score_against_shop(&selection, &everyone, false).verdict, Verdict::Neutral);
    }

    #[test]
    fn an_empty_selection_is_not_compared() {
        let everyone = kpis(100, 0.03, 4.1, 1.0);
        let nobody = Kpis::default();
        assert_eq!(rate_against_shop(&nobody, &everyone, false).words, "no customer to compare");
        assert_eq!(times_the_shop(None, Some(1.0), false).words, "no order to compare");
    }
}
