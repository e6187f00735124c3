use clientele_contract::{ComparedCustomers, ComparedSegment, SnapshotComparison};
use leptos::prelude::*;

use super::{FactsCard, totals_section::signed};
use crate::{
    components::{Card, ScrollRegion, SegmentMark},
    format::{format_change, format_count, format_counted},
    query_string::append_pair,
};

/// Customers that came, vanished, stayed and moved, with their lists.
#[component]
pub fn CustomersSection(comparison: SnapshotComparison) -> impl IntoView {
    let ComparedCustomers { came, vanished, stayed, moved } = comparison.customers;
    let title = format!(
        "{} came and {} vanished",
        format_counted(came, "customer", "customers"),
        format_count(vanished)
    );
    let facts = vec![
        ("Came", format_count(came)),
        ("Vanished", format_count(vanished)),
        ("In both", format_count(stayed)),
        ("Of these in another segment", format_count(moved)),
    ];
    let lists = [("came", came), ("vanished", vanished)].map(|(which, count)| {
        (count > 0).then(|| {
            let href = list_href(&comparison, which);
            view! { <a class="button button-small" href=href download="" rel="external">{format!("List of those who {which}")}</a> }
        })
    });
    view! {
        <FactsCard
            id="compared-customers-title"
            title
            subtitle="By the id of the customer: a person who vanished is in no order of the later snapshot".to_owned()
            facts
        >
            <p class="compare-lists">{lists.into_iter().flatten().collect_view()}</p>
        </FactsCard>
    }
}

fn list_href(comparison: &SnapshotComparison, which: &str) -> String {
    let mut query = String::new();
    append_pair(&mut query, "before", &comparison.before.id);
    append_pair(&mut query, "after", &comparison.after.id);
    append_pair(&mut query, "which", which);
    format!("/export/snapshot-customers.csv?{query}")
}

/// Customers by segment, then and now.
#[component]
pub fn SegmentsSection(comparison: SnapshotComparison) -> impl IntoView {
    let moved = comparison.customers.moved;
    let title = match moved {
        0 => "Nobody who stayed changed the segment".to_owned(),
        some => format!("{} who stayed changed the segment", format_counted(some, "customer", "customers")),
    };
    let rows = comparison.segments.into_iter().map(|row| view! { <SegmentRow row/> }).collect_view();
    view! {
        <Card
            id="compared-segments-title"
            term="movement"
            title
            subtitle="From + came + moved in − vanished − moved out = to"
        >
            <ScrollRegion label="Customers by segment in both snapshots">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Segment"</th>
                            <th scope="col" class="number">"From"</th>
                            <th scope="col" class="number">"Came"</th>
                            <th scope="col" class="number">"Moved in"</th>
                            <th scope="col" class="number">"Vanished"</th>
                            <th scope="col" class="number">"Moved out"</th>
                            <th scope="col" class="number">"To"</th>
                            <th scope="col" class="number">"Change"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </Card>
    }
}

#[component]
fn SegmentRow(row: ComparedSegment) -> impl IntoView {
    let change = signed(row.after) - signed(row.before);
    view! {
        <tr>
            <th scope="row"><SegmentMark segment=row.segment/></th>
            <td class="number">{format_count(row.before)}</td>
            <td class="number">{format_count(row.came)}</td>
            <td class="number">{format_count(row.moved_in)}</td>
            <td class="number">{format_count(row.vanished)}</td>
            <td class="number">{format_count(row.moved_out)}</td>
            <td class="number">{format_count(row.after)}</td>
            <td class="number">{format_change(change)}</td>
        </tr>
    }
}
