use clientele_contract::{QualityReport, StatusCount};
use leptos::prelude::*;

use crate::{
    components::{Card, ScrollRegion},
    format::{format_count, format_counted, format_money},
};

/// Orders by status, and what each status means for the figures.
#[component]
pub fn OrdersSection(quality: QualityReport) -> impl IntoView {
    let title = format!("{} counted", format_counted(quality.completed_orders, "order is", "orders are"));
    let subtitle =
        format!("{} left out: void, open or without an item", format_count(quality.excluded_orders));
    let rows =
        quality.orders_by_status.into_iter().map(|status| view! { <StatusRow status/> }).collect_view();
    view! {
        <Card id="orders-title" term="completed-order" title subtitle>
            <ScrollRegion label="Orders by status">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Status"</th>
                            <th scope="col">"Means"</th>
                            <th scope="col" class="number">"Orders"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </Card>
    }
}

#[component]
fn StatusRow(status: StatusCount) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{status.status}</th>
            <td>{status.meaning}</td>
            <td class="number">{format_count(status.orders)}</td>
        </tr>
    }
}

/// The control totals: the same money counted in two ways.
#[component]
pub fn ReconciliationSection(quality: QualityReport, currency_symbol: String) -> impl IntoView {
    let guests = quality.guests.map(|guests| {
        let of_products = quality.revenue_cents_from_lines + guests.revenue_cents;
        [("Without a customer", guests.revenue_cents), ("On the page Products", of_products)]
            .map(|(name, cents)| (name, format_money(cents, &currency_symbol)))
    });
    let guests = guests.map(|rows| {
        rows.map(|(name, money)| view! { <div><dt>{name}</dt><dd>{money}</dd></div> }).collect_view()
    });
    let money = move |cents: i64| format_money(cents, &currency_symbol);
    let difference = quality.revenue_cents_from_lines - quality.revenue_cents_from_customers;
    let title = if difference == 0 { "Revenue reconciles to the cent" } else { "Revenue does not reconcile" };
    view! {
        <Card id="reconciliation-title" title subtitle="The same money, counted in two ways">
            <dl class="facts">
                <div>
                    <dt>"Summed over order lines"</dt>
                    <dd>{money(quality.revenue_cents_from_lines)}</dd>
                </div>
                <div>
                    <dt>"Summed over customers"</dt>
                    <dd>{money(quality.revenue_cents_from_customers)}</dd>
                </div>
                <div><dt>"Difference"</dt><dd>{money(difference)}</dd></div>
                {guests}
                <div><dt>"Order lines"</dt><dd>{format_count(quality.order_items)}</dd></div>
                <div>
                    <dt>"Completed, but without an item"</dt>
                    <dd>{format_count(quality.completed_without_items)}</dd>
                </div>
            </dl>
        </Card>
    }
}
