use clientele_contract::{CustomerFilter, CustomerRow};
use leptos::prelude::*;

use crate::{
    components::{customers_href, segment_class},
    format::{
        format_category_or_dash, format_count, format_date, format_duration, format_money, format_score,
        or_dash,
    },
};

/// Who it is at a glance.
#[component]
pub fn HeadSection(customer: CustomerRow, currency_symbol: String) -> impl IntoView {
    let class = format!("card customer-head {}", segment_class(customer.segment));
    let segment = customer.segment;
    let segment_href =
        customers_href(CustomerFilter { segments: [segment].into(), ..CustomerFilter::default() });
    let tier = customer.tier.map(|tier| {
        let href = customers_href(CustomerFilter { tiers: [tier].into(), ..CustomerFilter::default() });
        view! { <a class="customer-tag" href=href>{tier.name()}</a> }
    });
    let state = {
        let filter = CustomerFilter { states: [customer.state.clone()].into(), ..CustomerFilter::default() };
        view! { <a class="customer-tag" href=customers_href(filter)>{customer.state.clone()}</a> }
    };
    view! {
        <section class=class aria-labelledby="customer-id">
            <div class="customer-who">
                <h2 id="customer-id" class="customer-name">{customer.customer_id.clone()}</h2>
                <p class="customer-tags">
                    <a class="customer-segment" href=segment_href>{segment.name()}</a>
                    {tier}
                    {state}
                </p>
                <p class="muted">{segment.description()}</p>
            </div>
            <Facts customer currency_symbol/>
        </section>
    }
}

#[component]
fn Facts(customer: CustomerRow, currency_symbol: String) -> impl IntoView {
    let orders = u64::from(customer.orders);
    let mean = customer.spent_cents.checked_div(i64::from(customer.orders)).unwrap_or(0);
    let review = or_dash(customer.review_score.map(format_score));
    let review_note =
        if customer.review_score.is_some() { "of 5, mean of the orders" } else { "no review yet" };
    let last_note = format!("{} ago", format_duration(customer.recency_days));
    view! {
        <dl class="customer-facts">
            <Fact
                name="Spent"
                value=format_money(customer.spent_cents, &currency_symbol)
                note=format!("{} an order", format_money(mean, &currency_symbol))
            />
            <Fact
                name="Orders"
                value=format_count(orders)
                note=format!("first on {}", format_date(customer.first_order))
            />
            <Fact name="Last order" value=format_date(customer.last_order) note=last_note/>
            <Fact name="Review" value=review note=review_note/>
            <Fact
                name="Favourite category"
                value=format_category_or_dash(&customer.favourite_category)
                note="by items bought"
            />
        </dl>
    }
}

#[component]
fn Fact(name: &'static str, #[prop(into)] value: String, #[prop(into)] note: String) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd class="customer-fact">{value}</dd>
            <dd class="muted">{note}</dd>
        </div>
    }
}
