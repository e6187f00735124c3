use clientele_contract::{ComparedSnapshot, SnapshotComparison};
use leptos::prelude::*;

use crate::{
    components::{Card, DriftList, ScrollRegion},
    format::{format_change, format_count, format_date, format_money},
};

/// A count of one snapshot.
type CountOf = fn(&ComparedSnapshot) -> u64;

/// The totals of both, and the change.
#[component]
pub fn TotalsSection(comparison: SnapshotComparison) -> impl IntoView {
    let SnapshotComparison { before, after, currency_symbol, drift, .. } = comparison;
    let title = match (&before, &after) {
        (before, after) if before.id == after.id => "A snapshot equals itself".to_owned(),
        (before, after) => format!(
            "Revenue went from {} to {}",
            format_money(before.revenue_cents, &currency_symbol),
            format_money(after.revenue_cents, &currency_symbol)
        ),
    };
    let counts: [(&str, CountOf); 5] = [
        ("Customers", |side| side.customers),
        ("Completed orders", |side| side.orders),
        ("Products", |side| side.products),
        ("Rows read", |side| side.rows_read),
        ("Rows refused", |side| side.rows_refused),
    ];
    let rows = counts
        .map(|(name, count)| {
            let (then, now) = (count(&before), count(&after));
            let change = signed(now) - signed(then);
            view! { <Row name then=format_count(then) now=format_count(now) change=format_change(change)/> }
        })
        .collect_view();
    let revenue_change = format_signed_money(after.revenue_cents - before.revenue_cents, &currency_symbol);
    let days = (after.last_order - before.last_order).num_days();
    view! {
        <Card
            id="totals-title"
            term="snapshot-comparison"
            title
            subtitle="The whole shop in both snapshots, with the scoring of today"
        >
            <ScrollRegion label="Totals of both snapshots">
                <table class="table compare-table">
                    <thead>
                        <tr>
                            <th scope="col"><span class="visually-hidden">"Total"</span></th>
                            <th scope="col" class="number">{format!("From {}", before.id)}</th>
                            <th scope="col" class="number">{format!("To {}", after.id)}</th>
                            <th scope="col" class="number">"Change"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <Row
                            name="Last completed order"
                            then=format_date(before.last_order)
                            now=format_date(after.last_order)
                            change=format!("{}\u{a0}days", format_change(days))
                        />
                        <Row
                            name="Revenue"
                            then=format_money(before.revenue_cents, &currency_symbol)
                            now=format_money(after.revenue_cents, &currency_symbol)
                            change=revenue_change
                        />
                        {rows}
                    </tbody>
                </table>
            </ScrollRegion>
            {(!drift.is_empty()).then(|| view! { <DriftList lines=drift/> })}
        </Card>
    }
}

#[component]
fn Row(name: &'static str, then: String, now: String, change: String) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">{then}</td>
            <td class="number">{now}</td>
            <td class="number">{change}</td>
        </tr>
    }
}

pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A change of an amount, with its sign.
pub(super) fn format_signed_money(cents: i64, currency_symbol: &str) -> String {
    let money = format_money(cents, currency_symbol);
    if cents > 0 { format!("+{money}") } else { money }
}
