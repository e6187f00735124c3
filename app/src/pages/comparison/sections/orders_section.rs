use clientele_contract::{ChangedOrder, ComparedOrders, SnapshotComparison};
use leptos::prelude::*;

use super::{FactsCard, totals_section::format_signed_money};
use crate::{
    components::{Card, ScrollRegion},
    format::{format_count, format_counted, format_date, format_money},
};

/// Orders that appeared, vanished or have another amount.
#[component]
pub fn OrdersSection(comparison: SnapshotComparison) -> impl IntoView {
    let SnapshotComparison { orders, currency_symbol, .. } = comparison;
    let ComparedOrders { appeared, appeared_cents, appeared_late, vanished, vanished_cents, .. } = orders;
    let title = match orders.changed {
        0 => "No order was corrected".to_owned(),
        some => format!("{} corrected", format_counted(some, "order was", "orders were")),
    };
    let money = |cents| format_money(cents, &currency_symbol);
    let facts = vec![
        ("Appeared", format!("{} ({})", format_count(appeared), money(appeared_cents))),
        ("Of these with a date that was over", format_count(appeared_late)),
        ("Vanished", format!("{} ({})", format_count(vanished), money(vanished_cents))),
        (
            "With another amount",
            format!(
                "{} ({})",
                format_count(orders.changed),
                format_signed_money(orders.changed_cents, &currency_symbol)
            ),
        ),
    ];
    let changes = orders.greatest_changes;
    view! {
        <FactsCard
            id="compared-orders-title"
            title
            subtitle="Completed orders, by their number".to_owned()
            facts
        >
            {(!changes.is_empty()).then(|| view! { <ChangesTable changes currency_symbol/> })}
        </FactsCard>
    }
}

#[component]
fn ChangesTable(changes: Vec<ChangedOrder>, currency_symbol: String) -> impl IntoView {
    let rows = changes
        .into_iter()
        .map(|change| {
            let difference = change.after_cents - change.before_cents;
            view! {
                <tr>
                    <th scope="row" class="code">{change.order_id}</th>
                    <td class="compare-date">{format_date(change.date)}</td>
                    <td class="number">{format_money(change.before_cents, &currency_symbol)}</td>
                    <td class="number">{format_money(change.after_cents, &currency_symbol)}</td>
                    <td class="number">{format_signed_money(difference, &currency_symbol)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label="The greatest corrections" class="is-tall">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Order"</th>
                        <th scope="col">"Date"</th>
                        <th scope="col" class="number">"From"</th>
                        <th scope="col" class="number">"To"</th>
                        <th scope="col" class="number">"Change"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

/// Products that appeared and vanished.
#[component]
pub fn ProductsSection(comparison: SnapshotComparison) -> impl IntoView {
    let products = comparison.products;
    let title = format!(
        "{} appeared and {} vanished",
        format_counted(products.appeared, "product", "products"),
        format_count(products.vanished)
    );
    let named = [
        ("Appeared", products.appeared, products.first_appeared),
        ("Vanished", products.vanished, products.first_vanished),
    ];
    let lists = named
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(name, count, first)| {
            let rest = count - first.len() as u64;
            let more = (rest > 0).then(|| format!(" and {} more", format_count(rest)));
            view! { <div><dt>{name}</dt><dd>{first.join(", ")}{more}</dd></div> }
        })
        .collect_view();
    view! {
        <Card id="compared-products-title" title subtitle="By the id of the product">
            <dl class="facts">{lists}</dl>
        </Card>
    }
}
