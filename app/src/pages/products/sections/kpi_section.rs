use clientele_contract::{CustomerFilter, Products};
use leptos::prelude::*;

use crate::{
    components::{Comparison, KpiTile, customers_href},
    format::{format_count, format_counted, format_percent, format_score, or_dash},
};

/// How much is sold, and how much of it by few products.
#[component]
pub fn KpiSection(products: Products, filter: CustomerFilter) -> impl IntoView {
    let per_order = (products.orders > 0).then(|| products.units as f64 / products.orders as f64);
    let repeat_share =
        (products.customers > 0).then(|| products.repeat_customers as f64 / products.customers as f64);
    let repeat_href = (products.repeat_customers > 0).then(|| customers_href(repeat_customers(&filter)));
    view! {
        <dl class="kpis">
            <KpiTile
                label="Items sold"
                term="items-sold"
                value=format_count(products.units)
                comparison=Comparison::of_words(format!(
                    "{} in each of {} on average",
                    or_dash(per_order.map(format_score)),
                    format_counted(products.orders, "order", "orders")
                ))
            />
            <KpiTile
                label="Products sold"
                term="products-sold"
                value=format_count(products.products)
                comparison=Comparison::of_words(format!(
                    "in {}",
                    format_counted(products.categories, "category", "categories")
                ))
            />
            <KpiTile
                label="The ten best products"
                term="top-ten-share"
                value=or_dash(products.top_ten_share.map(format_percent))
                comparison=Comparison::of_words("of the revenue: the higher, the more depends on few")
            />
            <KpiTile
                label="Repeat customers"
                term="repeat-rate"
                href=repeat_href
                value=format_count(products.repeat_customers)
                comparison=Comparison::of_words(format!(
                    "{} of the customers; who comes back often counts once",
                    or_dash(repeat_share.map(format_percent))
                ))
            />
        </dl>
    }
}

fn repeat_customers(filter: &CustomerFilter) -> CustomerFilter {
    let mut repeat = filter.clone();
    repeat.orders.min = Some(repeat.orders.min.unwrap_or(0).max(2));
    repeat
}
