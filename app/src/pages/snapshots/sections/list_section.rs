use clientele_contract::{ShelfContent, ShelfEntry, ShelfFigures, SnapshotShelf};
use leptos::prelude::*;

use crate::{
    components::{Badge, Card, ScrollRegion, Tone},
    format::{format_bytes, format_count, format_counted, format_date, format_moment, format_money, or_dash},
    viewed_snapshot::address_as_of,
};

/// Every snapshot with what it holds and what can be done with it.
#[component]
pub fn ListSection(shelf: SnapshotShelf) -> impl IntoView {
    let count = shelf.snapshots.len() as u64;
    let is_newest_in_service = shelf.snapshots.first().is_some_and(|newest| newest.is_in_service);
    let title = match (count, is_newest_in_service) {
        (1, true) => "One snapshot is kept, and it is in service".to_owned(),
        (_, true) => format!(
            "The newest of {} is in service",
            format_counted(count, "kept snapshot", "kept snapshots")
        ),
        (_, false) => "An older snapshot is in service, put there by hand".to_owned(),
    };
    let subtitle = format!("{} on disk", format_bytes(shelf.bytes));
    let newest = shelf.snapshots.first().map(|newest| newest.id.clone()).filter(|_| !is_newest_in_service);
    let only_one = count == 1;
    let compare = (count > 1).then(|| {
        view! { <a class="button button-small" href="/data/snapshots/compare">"Compare two of them"</a> }
    });
    let compare = compare.into_any();
    let rows = shelf.snapshots.into_iter().map(|entry| view! { <SnapshotRow entry/> }).collect_view();
    view! {
        <Card id="snapshots-title" term="snapshot" title subtitle actions=compare>
            {newest.map(|newest| view! { <BackToNewest newest/> })}
            <ScrollRegion label="Snapshots">
                <table class="table is-stacked snapshot-table">
                    <thead>
                        <tr>
                            <th scope="col">"Data up to"</th>
                            <th scope="col">"Published"</th>
                            <th scope="col" class="number">"Customers"</th>
                            <th scope="col" class="number">"Orders"</th>
                            <th scope="col" class="number">"Revenue"</th>
                            <th scope="col" class="number">"Rows refused"</th>
                            <th scope="col" class="number">"On disk"</th>
                            <th scope="col"><span class="visually-hidden">"What can be done"</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
            {only_one.then(|| view! {
                <p class="card-foot">
                    "After the next refresh there are two, which can be compared, and you can go back to this one."
                </p>
            })}
        </Card>
    }
}

/// The undo of a person's choice.
#[component]
fn BackToNewest(newest: String) -> impl IntoView {
    view! {
        <form method="post" action="/data/snapshots/serve" class="snapshot-undo">
            <p>
                "It stays in service until a refresh brings other data than those that you went back from."
            </p>
            <input type="hidden" name="snapshot" value=newest/>
            <button type="submit" class="button button-primary">"Put the newest in service"</button>
        </form>
    }
}

#[component]
fn SnapshotRow(entry: ShelfEntry) -> impl IntoView {
    let figures = entry.figures().cloned();
    let fault = match &entry.content {
        ShelfContent::Unusable(fault) => Some(fault.clone()),
        ShelfContent::Whole(_) => None,
    };
    let is_in_service = entry.is_in_service;
    let up_to = figures.as_ref().map(|figures| format_date(figures.last_order));
    let number = |figure: fn(&ShelfFigures) -> Option<u64>| {
        or_dash(figures.as_ref().and_then(figure).map(format_count))
    };
    let revenue = figures.as_ref().map(|held| format_money(held.revenue_cents, &held.currency_symbol));
    let (published, bytes) = (entry.published_at.map(format_moment), format_bytes(entry.bytes));
    let badges = [
        entry.is_in_service.then_some(("In service", Tone::Accent)),
        entry.is_pinned.then_some(("Pinned", Tone::Neutral)),
        fault.is_some().then_some(("Cannot be used", Tone::Bad)),
    ];
    let badges =
        badges.into_iter().flatten().map(|(words, tone)| view! { <Badge words tone/> " " }).collect_view();
    view! {
        <tr class:is-selected=is_in_service>
            <th scope="row">
                <div class="snapshot-name">
                    <strong>{or_dash(up_to)}</strong>
                    {badges}
                </div>
                <div class="code snapshot-id">{entry.id.clone()}</div>
                {fault.map(|fault| view! { <p class="snapshot-fault">{fault}</p> })}
            </th>
            <td class="snapshot-moment" data-head="Published">{or_dash(published)}</td>
            <td class="number" data-head="Customers">{number(|held| held.customers)}</td>
            <td class="number" data-head="Orders">{number(|held| Some(held.completed_orders))}</td>
            <td class="number" data-head="Revenue">{or_dash(revenue)}</td>
            <td class="number" data-head="Rows refused">{number(|held| Some(held.rows_refused))}</td>
            <td class="number" data-head="On disk">{bytes}</td>
            <td><SnapshotActions entry/></td>
        </tr>
    }
}

/// Buttons that say for screen readers which snapshot they mean.
#[component]
fn SnapshotActions(entry: ShelfEntry) -> impl IntoView {
    let ShelfEntry { id, is_in_service, is_pinned, .. } = &entry;
    let is_whole = entry.figures().is_some();
    let (pin, pin_words) =
        if *is_pinned { ("/data/snapshots/unpin", "Unpin") } else { ("/data/snapshots/pin", "Pin") };
    view! {
        <div class="snapshot-actions">
            {(is_whole && !is_in_service).then(|| view! {
                <a
                    class="button button-small"
                    href=address_as_of("/", "", id)
                    rel="external"
                    aria-label=format!("Look at {id}")
                >
                    "Look at it"
                </a>
                <SnapshotButton id=id.clone() action="/data/snapshots/serve" words="Put in service"/>
            })}
            <SnapshotButton id=id.clone() action=pin words=pin_words/>
            {(!is_in_service && !is_pinned).then(|| view! {
                <details class="snapshot-remove">
                    <summary class="button button-small" aria-label=format!("Remove {id}…")>"Remove…"</summary>
                    <SnapshotButton id=id.clone() action="/data/snapshots/remove" words="Remove for good" danger=true/>
                </details>
            })}
        </div>
    }
}

#[component]
fn SnapshotButton(
    id: String,
    action: &'static str,
    words: &'static str,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    let label = format!("{words}: {id}");
    let class = if danger { "button button-small button-danger" } else { "button button-small" };
    view! {
        <form method="post" action=action>
            <input type="hidden" name="snapshot" value=id/>
            <button type="submit" class=class aria-label=label>{words}</button>
        </form>
    }
}
