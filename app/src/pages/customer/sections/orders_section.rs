use std::collections::BTreeMap;

use clientele_contract::{CustomerFilter, CustomerOrder, OrderItem, PurchaseFilter};
use leptos::prelude::*;

use crate::{
    components::{Card, customers_href},
    format::{
        format_category, format_counted, format_date, format_duration, format_money, format_score,
        is_named_category, shorten_id, shorten_product_id,
    },
};

/// The completed orders, newest first, with what was in them.
#[component]
pub fn OrdersSection(
    orders: Vec<CustomerOrder>,
    recency_days: i32,
    currency_symbol: String,
) -> impl IntoView {
    let title = format_counted(orders.len() as u64, "completed order", "completed orders");
    let rows = orders
        .into_iter()
        .map(|order| view! { <OrderEntry order currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card id="orders-title" title subtitle="Newest first">
            <ol class="timeline">
                <li class="timeline-gap">{format!("{} without an order since", format_duration(recency_days))}</li>
                {rows}
            </ol>
        </Card>
    }
}

#[component]
fn OrderEntry(order: CustomerOrder, currency_symbol: String) -> impl IntoView {
    let CustomerOrder { order_id, date, value_cents, review_score, days_since_previous, items } = order;
    let review = review_score.map(|score| {
        view! { <span class="timeline-review">{format!("Review {} of 5", format_score(score))}</span> }
    });
    let items = gathered(items)
        .into_iter()
        .map(|item| view! { <ItemEntry item currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    let gap = days_since_previous.map(|days| {
        view! { <li class="timeline-gap">{gap_in_words(days)}</li> }
    });
    view! {
        <li class="timeline-order">
            <div class="timeline-head">
                <h3><time datetime=date.to_string()>{format_date(date)}</time></h3>
                <strong>{format_money(value_cents, &currency_symbol)}</strong>
                {review}
                <code class="id" data-tip=order_id.clone()>{shorten_id(&order_id)}</code>
            </div>
            <ul class="timeline-items">{items}</ul>
        </li>
        {gap}
    }
}

/// The same product several times in one order.
#[derive(Debug, PartialEq)]
struct GatheredItem {
    product_id: String,
    category: String,
    units: u64,
    value_cents: i64,
}

/// Items of one product together, in the order in which they first appear.
fn gathered(items: Vec<OrderItem>) -> Vec<GatheredItem> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut gathered: Vec<GatheredItem> = Vec::new();
    for item in items {
        let place = *places.entry(item.product_id.clone()).or_insert(gathered.len());
        if place == gathered.len() {
            let OrderItem { product_id, category, .. } = item.clone();
            gathered.push(GatheredItem { product_id, category, units: 0, value_cents: 0 });
        }
        if let Some(entry) = gathered.get_mut(place) {
            entry.units += 1;
            entry.value_cents += item.price_cents + item.freight_cents;
        }
    }
    gathered
}

#[component]
fn ItemEntry(item: GatheredItem, currency_symbol: String) -> impl IntoView {
    let GatheredItem { product_id, category, units, value_cents } = item;
    let buyers =
        buyers_link(PurchaseFilter { products: [product_id.clone()].into(), ..PurchaseFilter::default() });
    let times = (units > 1).then(|| view! { <span class="muted">{format!("{units} × ")}</span> });
    let label = format!("Buyers of product {product_id}");
    view! {
        <li>
            <span>
                {times}
                {is_named_category(&category).then(|| format!("{} ", format_category(&category)))}
                <a class="id" href=buyers aria-label=label data-tip=format!("Who else bought {product_id}")>
                    {shorten_product_id(&product_id)}
                </a>
            </span>
            <span class="number">{format_money(value_cents, &currency_symbol)}</span>
        </li>
    }
}

/// The customers who bought this.
pub fn buyers_link(purchase: PurchaseFilter) -> String {
    customers_href(CustomerFilter { purchase, ..CustomerFilter::default() })
}

fn gap_in_words(days: i32) -> String {
    match days {
        0 => "ordered twice on this day".to_owned(),
        days => format!("{} between these orders", format_duration(days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_one_product_stand_together() {
        let item = |id: &str, price_cents| OrderItem {
            product_id: id.to_owned(),
            category: "toys".to_owned(),
            price_cents,
            freight_cents: 10,
        };
        let items = gathered(vec![item("b", 100), item("a", 200), item("b", 100)]);
        let short: Vec<_> =
            items.iter().map(|item| (item.product_id.as_str(), item.units, item.value_cents)).collect();
        assert_eq!(short, [("b", 2, 220), ("a", 1, 210)]);
    }
}
