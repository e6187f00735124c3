use clientele_charts::{SparklineOptions, render_sparkline};
use clientele_contract::{Kpis, MonthPoint};
use leptos::prelude::*;

use super::month_change::{MonthWords, compare_months};
use crate::{
    components::{Comparison, KpiTile},
    format::{format_count, format_counted, format_money, format_money_short, format_percent, format_score},
};

const SPARKLINE: SparklineOptions = SparklineOptions { width: 96, height: 28 };

/// The headline figures of the shop.
#[component]
pub fn KpiSection(totals: Kpis, months: Vec<MonthPoint>, currency_symbol: String) -> impl IntoView {
    let revenue = |point: &MonthPoint| point.revenue_cents as f64;
    let orders = |point: &MonthPoint| point.orders as f64;
    let customers = |point: &MonthPoint| point.customers as f64;
    let order_value = |point: &MonthPoint| (point.orders > 0).then(|| revenue(point) / orders(point));
    let money = |cents: f64| format_money_short(cents, &currency_symbol);
    let counted = |singular: &'static str, plural: &'static str| {
        move |count: f64| format_counted(count as u64, singular, plural)
    };
    let of_money = MonthWords { of_month: money, less: "less" };
    let of_buyers = MonthWords { of_month: counted("buyer", "buyers"), less: "fewer" };
    let of_orders = MonthWords { of_month: counted("order", "orders"), less: "fewer" };
    let mean_value = totals.average_order_value_cents;
    view! {
        <dl class="kpis kpis-overview">
            <KpiTile
                label="Revenue"
                value=format_money_short(totals.revenue_cents as f64, &currency_symbol)
                exact=format_money(totals.revenue_cents, &currency_symbol)
                comparison=compare_months(&months, |point| Some(revenue(point)), &of_money)
                sparkline=sparkline_of(&months, revenue)
            />
            <KpiTile
                label="Customers"
                value=format_count(totals.customers)
                comparison=compare_months(&months, |point| Some(customers(point)), &of_buyers)
                sparkline=sparkline_of(&months, customers)
            />
            <KpiTile
                label="Orders"
                value=format_count(totals.orders)
                comparison=compare_months(&months, |point| Some(orders(point)), &of_orders)
                sparkline=sparkline_of(&months, orders)
            />
            <KpiTile
                label="Average order value"
                value=or_dash(mean_value.map(|cents| format_money_short(cents, &currency_symbol)))
                exact=or_dash(mean_value.map(|cents| format_money(cents.round() as i64, &currency_symbol)))
                comparison=compare_months(&months, order_value, &of_money)
            />
            <KpiTile
                label="Repeat rate"
                value=or_dash(totals.repeat_rate.map(format_percent))
                comparison=Comparison::of_words(format!(
                    "{} of {} customers came back",
                    format_count(totals.repeat_customers),
                    format_count(totals.customers)
                ))
            />
            <KpiTile
                label="Review score"
                value=or_dash(totals.review_score.map(format_score))
                comparison=Comparison::of_words(format!(
                    "of 5, from {} customers",
                    format_count(totals.reviewed_customers)
                ))
            />
        </dl>
    }
}

/// The whole months as a small line; the running month would read as a fall.
fn sparkline_of(months: &[MonthPoint], figure: impl Fn(&MonthPoint) -> f64) -> String {
    let values: Vec<f64> = months.iter().filter(|point| !point.in_progress).map(figure).collect();
    render_sparkline(&values, &SPARKLINE)
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}
