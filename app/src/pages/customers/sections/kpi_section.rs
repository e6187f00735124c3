use clientele_contract::Kpis;
use leptos::prelude::*;

use crate::{
    components::{Comparison, KpiTile, segment_class},
    format::{format_count, format_money, format_money_short, format_percent, format_times, or_dash},
    url_state::SegmentsUrl,
};

/// The figures of the customers in the list, beside the shop's.
#[component]
pub fn KpiSection(
    selection: Kpis,
    everyone: Kpis,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let color =
        url.filter.segments.first().map_or_else(|| "seg-none".to_owned(), |first| segment_class(*first));
    let mean_spend = mean_spend_cents(&selection);
    // The filter names one order; the figures are of all orders of those who placed it.
    let of_all_orders = || {
        (!url.filter.purchase.is_open()).then(|| "of all their orders, not only the chosen ones".into_any())
    };
    view! {
        <dl class=format!("kpis kpis-customers kpis-colored {color}")>
            <KpiTile
                label="Customers"
                value=format_count(selection.customers)
                comparison=share_of_shop(selection.customers as f64, everyone.customers as f64)
            />
            <KpiTile
                label="Orders"
                value=format_count(selection.orders)
                comparison=share_of_shop(selection.orders as f64, everyone.orders as f64)
                detail=of_all_orders()
            />
            <KpiTile
                label="Revenue"
                value=format_money_short(selection.revenue_cents as f64, &currency_symbol)
                exact=format_money(selection.revenue_cents, &currency_symbol)
                comparison=share_of_shop(selection.revenue_cents as f64, everyone.revenue_cents as f64)
                detail=of_all_orders()
            />
            <KpiTile
                label="Average spend"
                value=or_dash(mean_spend.map(|cents| format_money_short(cents, &currency_symbol)))
                exact=or_dash(mean_spend.map(|cents| format_money(cents.round() as i64, &currency_symbol)))
                comparison=times_the_shop(mean_spend, mean_spend_cents(&everyone))
            />
        </dl>
    }
}

fn mean_spend_cents(kpis: &Kpis) -> Option<f64> {
    (kpis.customers > 0).then(|| kpis.revenue_cents as f64 / kpis.customers as f64)
}

fn share_of_shop(part: f64, whole: f64) -> Comparison {
    if whole <= 0.0 || (part - whole).abs() < 0.5 {
        return Comparison::of_words("the whole shop");
    }
    Comparison { figure: format_percent(part / whole), ..Comparison::of_words("of the shop’s") }
}

fn times_the_shop(own: Option<f64>, shop: Option<f64>) -> Comparison {
    match (own, shop) {
        (None, _) => Comparison::of_words("nobody to compare"),
        (Some(own), Some(shop)) if shop > 0.0 && (own - shop).abs() >= 0.5 => {
            Comparison { figure: format_times(own / shop), ..Comparison::of_words("the shop’s") }
        }
        _ => Comparison::of_words("per customer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_compared_and_the_whole_is_not() {
        assert_eq!(share_of_shop(10.0, 1_000.0).figure, "1.0\u{a0}%");
        assert_eq!(share_of_shop(1_000.0, 1_000.0).words, "the whole shop");
        assert_eq!(times_the_shop(Some(25_000.0), Some(10_000.0)).figure, "2.50\u{a0}×");
        assert_eq!(times_the_shop(Some(10_000.0), Some(10_000.0)).words, "per customer");
        assert_eq!(times_the_shop(None, Some(10_000.0)).words, "nobody to compare");
    }
}
