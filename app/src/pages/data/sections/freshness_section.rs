use chrono::DateTime;
use clientele_contract::{DriftLine, QualityPoint, QualityReport, SnapshotInfo};
use leptos::prelude::*;

use crate::{
    components::{Card, DriftList, ScrollRegion},
    format::{
        format_change, format_count, format_counted, format_date, format_moment, format_money, or_dash,
    },
};

/// How old the data are.
#[component]
pub fn FreshnessSection(snapshot: SnapshotInfo, now: i64, published_at: Option<i64>) -> impl IntoView {
    let today = DateTime::from_timestamp(now, 0).map(|moment| moment.date_naive());
    let age = today.map(|today| (today - snapshot.last_order).num_days().max(0).unsigned_abs());
    let title = match age {
        Some(0) => "The last order is of today".to_owned(),
        Some(days) => format!("The last order is {} old", format_counted(days, "day", "days")),
        None => "How old the data are".to_owned(),
    };
    view! {
        <Card id="snapshot-title" term="freshness" title subtitle="What this page is about, and how fresh it is">
            <dl class="facts">
                <div><dt>"Snapshot"</dt><dd class="code">{snapshot.snapshot_id}</dd></div>
                <div><dt>"Published"</dt><dd>{or_dash(published_at.map(format_moment))}</dd></div>
                <div><dt>"“Today” of all figures"</dt><dd>{format_date(snapshot.as_of)}</dd></div>
                <div><dt>"First completed order"</dt><dd>{format_date(snapshot.first_order)}</dd></div>
                <div><dt>"Last completed order"</dt><dd>{format_date(snapshot.last_order)}</dd></div>
                <div><dt>"Customers"</dt><dd>{format_count(snapshot.customers)}</dd></div>
            </dl>
        </Card>
    }
}

/// What has changed in the source since the snapshot before.
#[component]
pub fn DriftSection(drift: Vec<DriftLine>) -> impl IntoView {
    let title = match drift.len() as u64 {
        0 => "The source looks as it did before".to_owned(),
        some => {
            format!("{} in the source since the snapshot before", format_counted(some, "change", "changes"))
        }
    };
    view! {
        <Card
            id="drift-title"
            term="schema-drift"
            title
            subtitle="Columns and their blank cells, the forms of dates and amounts, and words for a status"
        >
            <DriftList lines=drift/>
        </Card>
    }
}

/// Where every order went: those that were read are those that count and those that do not, by reason.
#[component]
pub fn OrderTotalsSection(quality: QualityReport) -> impl IntoView {
    let with_meaning = |meaning: &str| -> u64 {
        let statuses = quality.orders_by_status.iter().filter(|status| status.meaning == meaning);
        statuses.map(|status| status.orders).sum()
    };
    let (void, open) = (with_meaning("void"), with_meaning("open"));
    let read: u64 = quality.orders_by_status.iter().map(|status| status.orders).sum();
    let counted = quality.completed_orders;
    let adds_up = read == counted + void + open + quality.completed_without_items;
    let title = if adds_up { "Every order is accounted for" } else { "Orders do not add up" };
    let guests = quality.guests.map(|guests| {
        view! {
            <div>
                <dt>"Beside them, without a customer"</dt>
                <dd>{format_count(guests.orders + guests.excluded_orders)}</dd>
            </div>
        }
    });
    view! {
        <Card id="order-totals-title" term="control-total" title subtitle="Orders read = counted + left out, by reason">
            <dl class="facts">
                <div><dt>"Orders read, with a customer"</dt><dd>{format_count(read)}</dd></div>
                <div><dt>"Left out: void"</dt><dd>{format_count(void)}</dd></div>
                <div><dt>"Left out: open"</dt><dd>{format_count(open)}</dd></div>
                <div>
                    <dt>"Left out: completed, without an item"</dt>
                    <dd>{format_count(quality.completed_without_items)}</dd>
                </div>
                <div><dt>"Counted"</dt><dd><strong>{format_count(counted)}</strong></dd></div>
                {guests}
            </dl>
        </Card>
    }
}

/// The same totals over the snapshots that are kept.
#[component]
pub fn HistorySection(history: Vec<QualityPoint>, shown: String, currency_symbol: String) -> impl IntoView {
    let before = std::iter::once(None).chain(history.iter().cloned().map(Some)).collect::<Vec<_>>();
    let rows = history
        .into_iter()
        .zip(before)
        .map(|(point, before)| {
            let change = before.map(|before| {
                let [now, then] = [point.completed_orders, before.completed_orders]
                    .map(|orders| i64::try_from(orders).unwrap_or(i64::MAX));
                format_change(now - then)
            });
            view! {
                <tr class:is-selected=point.snapshot_id == shown>
                    <th scope="row">{or_dash(point.published_at.map(format_moment))}</th>
                    <td class="number" data-head="Rows read">{format_count(point.rows_read)}</td>
                    <td class="number" data-head="Refused">{format_count(point.rows_refused)}</td>
                    <td class="number" data-head="Orders">{format_count(point.completed_orders)}</td>
                    <td class="number" data-head="Change">{or_dash(change)}</td>
                    <td class="number" data-head="Revenue">{format_money(point.revenue_cents, &currency_symbol)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card
            id="history-title"
            title="What earlier refreshes brought"
            subtitle="The snapshots that are kept, oldest first; the one of this page is marked"
        >
            <ScrollRegion label="Totals of earlier refreshes">
                <table class="table is-stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Published"</th>
                            <th scope="col" class="number">"Rows read"</th>
                            <th scope="col" class="number">"Refused"</th>
                            <th scope="col" class="number">"Orders counted"</th>
                            <th scope="col" class="number">"Change"</th>
                            <th scope="col" class="number">"Revenue"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </Card>
    }
}
