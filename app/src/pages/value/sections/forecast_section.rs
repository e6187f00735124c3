use clientele_contract::{ExpectedCustomer, LifetimeValue, ValueForecast};
use leptos::prelude::*;

use super::{
    forecast_form::ForecastForm,
    words::{horizon_in_words, money_in_words, remark_on_one_time_buyers},
};
use crate::{
    components::{Card, Drill, ScrollRegion, SegmentMark, TooLittleData},
    format::{
        format_count, format_counted, format_money, format_money_short, format_percent, format_score, or_dash,
    },
    url_state::{SegmentsUrl, customer_link},
};

/// What is expected, how it is computed, and of whom most is expected.
#[component]
pub fn ForecastSection(value: LifetimeValue, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let customers = value.customers;
    let forecast = value.forecast;
    let title = title_of(&forecast, &currency_symbol);
    let subtitle = money_in_words(&forecast);
    let remark = remark_on_one_time_buyers(forecast.model)
        .map(|words| view! { <p class="forecast-remark">{words}</p> });
    let content = match forecast.expected.and_then(|expected| expected.value_cents) {
        Some(cents) => view! {
            <p class="forecast-total">
                <strong>{format_money(cents, &currency_symbol)}</strong>
                " in all, from "
                <Drill filter=url.filter.clone() figure=format_count(customers) of="customers of the forecast"/>
                {if customers == 1 { " customer" } else { " customers" }}
            </p>
            <TopCustomers top=forecast.top.clone() currency_symbol/>
        }
        .into_any(),
        None => view! {
            <TooLittleData reason="Expected money is withheld, because a check of the models fails. The checks \
                                   say which one, what was found and what would help."/>
        }
        .into_any(),
    };
    view! {
        <Card id="forecast-title" title subtitle term="expected-value" class="card-forecast">
            <ForecastForm forecast url/>
            {remark}
            {content}
        </Card>
    }
}

#[component]
fn TopCustomers(top: Vec<ExpectedCustomer>, currency_symbol: String) -> impl IntoView {
    let label =
        format!("The {} of whom most is expected", format_counted(top.len() as u64, "customer", "customers"));
    let rows = top
        .into_iter()
        .map(|customer| view! { <TopRow customer currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <ScrollRegion label=label>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Customer"</th>
                        <th scope="col">"Segment"</th>
                        <th scope="col" class="number">"Last order, days ago"</th>
                        <th scope="col" class="number">"Orders"</th>
                        <th scope="col" class="number">"Spent"</th>
                        <th scope="col" class="number">"P(alive)"</th>
                        <th scope="col" class="number">"Expected purchases"</th>
                        <th scope="col" class="number">"Expected value"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

#[component]
fn TopRow(customer: ExpectedCustomer, currency_symbol: String) -> impl IntoView {
    let ExpectedCustomer { customer_id, segment, orders, spent_cents, recency_days, expected } = customer;
    let value = expected.value_cents.map(|cents| format_money(cents, &currency_symbol));
    view! {
        <tr>
            <th scope="row" class="customer-id" title=customer_id.clone()>
                <a href=customer_link(&customer_id)>{customer_id.clone()}</a>
            </th>
            <td><SegmentMark segment/></td>
            <td class="number">{format_count(recency_days.unsigned_abs().into())}</td>
            <td class="number">{format_count(orders.into())}</td>
            <td class="number">{format_money(spent_cents, &currency_symbol)}</td>
            <td class="number">{or_dash(expected.p_alive.map(format_percent))}</td>
            <td class="number">{format_score(expected.purchases)}</td>
            <td class="number strong">{or_dash(value)}</td>
        </tr>
    }
}

fn title_of(forecast: &ValueForecast, currency_symbol: &str) -> String {
    let horizon = horizon_in_words(forecast.horizon_days);
    match forecast.expected.and_then(|expected| expected.value_cents) {
        Some(cents) => {
            format!(
                "{} are expected in the next {horizon}",
                format_money_short(cents as f64, currency_symbol)
            )
        }
        None => format!("What will these customers bring in the next {horizon}?"),
    }
}
