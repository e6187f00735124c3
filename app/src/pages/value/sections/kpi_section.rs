use clientele_contract::{CustomerFilter, ExpectedTotals, LifetimeValue, ValueForecast};
use leptos::prelude::*;

use super::words::{horizon_in_words, money_in_words};
use crate::{
    components::{Comparison, KpiTile, customers_href},
    format::{
        format_count, format_expected, format_money, format_money_short, format_percent, format_score,
        or_dash,
    },
    url_state::SegmentsUrl,
};

/// What stands in the place of a figure that is not shown.
const WITHHELD: &str = "Withheld";

/// The headline figures.
#[component]
pub fn KpiSection(value: LifetimeValue, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let all_href = customers_href(url.filter.clone());
    let repeat_href = (value.repeat_customers > 0).then(|| customers_href(repeat_customers(&url.filter)));
    let repeat_share = value.repeat_customers as f64 / value.customers.max(1) as f64;
    let mean = value.mean_revenue_cents;
    let forecast = value.forecast;
    view! {
        <dl class="kpis">
            <KpiTile
                label="Customers"
                term="customer"
                href=all_href.clone()
                value=format_count(value.customers)
                comparison=Comparison::of_words("whose value is shown here")
            />
            <KpiTile
                label="Came back"
                term="repeat-rate"
                href=repeat_href
                value=format_count(value.repeat_customers)
                comparison=Comparison {
                    figure: format_percent(repeat_share),
                    ..Comparison::of_words("have two or more orders")
                }
            />
            <KpiTile
                label="Spent so far"
                term="historic-value"
                href=all_href.clone()
                value=format_money_short(value.revenue_cents as f64, &currency_symbol)
                exact=format_money(value.revenue_cents, &currency_symbol)
                comparison=Comparison {
                    figure: or_dash(mean.map(|mean| format_money_short(mean, &currency_symbol))),
                    ..Comparison::of_words("a customer")
                }
            />
            <ExpectedValueTile forecast=forecast.clone() href=all_href.clone() currency_symbol/>
            <ExpectedPurchasesTile forecast href=all_href/>
        </dl>
    }
}

#[component]
fn ExpectedValueTile(forecast: ValueForecast, href: String, currency_symbol: String) -> impl IntoView {
    let horizon = horizon_in_words(forecast.horizon_days);
    match forecast.expected.and_then(|expected| expected.value_cents) {
        Some(cents) => view! {
            <KpiTile
                label="Expected value"
                term="expected-value"
                href
                value=format_money_short(cents as f64, &currency_symbol)
                exact=format_money(cents, &currency_symbol)
                comparison=Comparison::of_words(format!("in the next {horizon}. {}", money_in_words(&forecast)))
            />
        }
        .into_any(),
        None => view! {
            <KpiTile
                label="Expected value"
                term="expected-value"
                value=WITHHELD
                comparison=Comparison::of_words("a check of the model fails; see below")
            />
        }
        .into_any(),
    }
}

#[component]
fn ExpectedPurchasesTile(forecast: ValueForecast, href: String) -> impl IntoView {
    let horizon = horizon_in_words(forecast.horizon_days);
    match forecast.expected {
        Some(expected) => view! {
            <KpiTile
                label="Expected purchases"
                term="expected-purchases"
                href
                value=format_expected(expected.purchases)
                exact=format_score(expected.purchases)
                comparison=Comparison::of_words(format!("in the next {horizon}{}", alive_in_words(&expected)))
            />
        }
        .into_any(),
        None => view! {
            <KpiTile
                label="Expected purchases"
                term="expected-purchases"
                value=WITHHELD
                comparison=Comparison::of_words("a check of the model fails; see below")
            />
        }
        .into_any(),
    }
}

fn alive_in_words(expected: &ExpectedTotals) -> String {
    let Some(mean) = expected.mean_p_alive else { return String::new() };
    format!("; a customer comes back with {}", format_percent(mean))
}

/// Of the customers that pass, those with two or more orders.
fn repeat_customers(filter: &CustomerFilter) -> CustomerFilter {
    let mut filter = filter.clone();
    filter.orders.min = filter.orders.min.max(Some(2));
    filter
}
