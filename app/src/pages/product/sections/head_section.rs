use clientele_contract::{CustomerFilter, ProductProfile};
use leptos::prelude::*;

use crate::{
    components::{Drill, GlossaryMark, customers_href},
    format::{
        format_category, format_count, format_counted, format_money, format_percent, format_score,
        is_named_category, or_dash, shorten_product_id, with_capital,
    },
};

/// What it is and how it sells, at a glance.
#[component]
pub fn HeadSection(product: ProductProfile, currency_symbol: String) -> impl IntoView {
    let category = product.item.category.clone();
    let guests = guests_in_words(&product, &currency_symbol);
    let has_category = is_named_category(&category);
    let title = if has_category {
        with_capital(&format_category(&category))
    } else {
        shorten_product_id(&product.item.id)
    };
    let code = (title != product.item.id)
        .then(|| view! { <p><code class="id">{product.item.id.clone()}</code></p> });
    let bought_category = has_category.then(|| {
        let mut filter = CustomerFilter::default();
        filter.purchase.categories.insert(category.clone());
        view! { " " <a href=customers_href(filter)>{format!("Who bought {}", format_category(&category))}</a> }
    });
    view! {
        <section class="card product-head" aria-labelledby="product-name">
            <div class="customer-who">
                <h2 id="product-name" class="product-title">{title}</h2>
                {code}
                <p class="muted">
                    {place_in_words(&product)}
                    {bought_category}
                </p>
                {guests.map(|words| view! {
                    <p class="guest-note">{words} " " <GlossaryMark term="order-without-customer"/></p>
                })}
            </div>
            <Facts product currency_symbol/>
        </section>
    }
}

fn place_in_words(product: &ProductProfile) -> String {
    if !is_named_category(&product.item.category) {
        return format!(
            "Number {} of {} by revenue.",
            format_count(product.category_rank),
            format_counted(product.category_products, "product", "products")
        );
    }
    let category = format_category(&product.item.category);
    let share = product.category_share.map(|share| format!(", {} of its revenue", format_percent(share)));
    format!(
        "Number {} of {} by revenue in {category}{}.",
        format_count(product.category_rank),
        format_counted(product.category_products, "product", "products"),
        share.unwrap_or_default()
    )
}

/// How much of the figures has no customer.
fn guests_in_words(product: &ProductProfile, currency_symbol: &str) -> Option<String> {
    let guests = product.guests?;
    Some(format!(
        "Without a customer: {} with {} ({}), part of revenue, items and orders here, and of no figure about customers.",
        format_counted(guests.orders, "order", "orders"),
        format_counted(guests.units, "item", "items"),
        format_money(guests.revenue_cents, currency_symbol)
    ))
}

/// Beside the number of orders: those with something else, counted among the orders of customers.
fn orders_note(product: &ProductProfile) -> String {
    let with_others = format_count(product.orders_with_others);
    let of_customers = product.orders.saturating_sub(product.guests.unwrap_or_default().orders);
    match product.guests {
        None => format!("{with_others} with another product"),
        Some(_) if of_customers == 0 => "none of a customer".to_owned(),
        Some(_) => {
            format!("{} of customers, {with_others} with another product", format_count(of_customers))
        }
    }
}

#[component]
fn Facts(product: ProductProfile, currency_symbol: String) -> impl IntoView {
    let buyers = buyers_of(&product);
    let mean_price = (product.revenue_cents as f64 / product.units.max(1) as f64).round() as i64;
    let review_note = match product.reviewed_orders {
        0 => "no review yet".to_owned(),
        orders => format!("of 5, from {}", format_counted(orders, "order", "orders")),
    };
    let repeat_note = match product.repeat_customers {
        0 => "nobody came back for it".to_owned(),
        customers => format!("{} came back for it", format_count(customers)),
    };
    let figure = format_count(product.customers);
    let customers = if product.customers > 0 {
        view! { <Drill filter=buyers figure of="customers who bought it"/> }.into_any()
    } else {
        figure.into_any()
    };
    view! {
        <dl class="customer-facts">
            <div>
                <dt>"Revenue"</dt>
                <dd class="customer-fact">{format_money(product.revenue_cents, &currency_symbol)}</dd>
                <dd class="muted">"prices and freight"</dd>
            </div>
            <div>
                <dt>"Items"</dt>
                <dd class="customer-fact">{format_count(product.units)}</dd>
                <dd class="muted">{format!("{} each with freight", format_money(mean_price, &currency_symbol))}</dd>
            </div>
            <div>
                <dt>"Orders"</dt>
                <dd class="customer-fact">{format_count(product.orders)}</dd>
                <dd class="muted">{orders_note(&product)}</dd>
            </div>
            <div>
                <dt>"Customers"</dt>
                <dd class="customer-fact">
                    {customers}
                </dd>
                <dd class="muted">{repeat_note}</dd>
            </div>
            <div>
                <dt>"Review"</dt>
                <dd class="customer-fact">{or_dash(product.review_score.map(format_score))}</dd>
                <dd class="muted">{review_note}</dd>
            </div>
        </dl>
    }
}

/// Everyone with a completed order of it.
pub fn buyers_of(product: &ProductProfile) -> CustomerFilter {
    let mut filter = CustomerFilter::default();
    filter.purchase.products.insert(product.item.id.clone());
    filter
}
