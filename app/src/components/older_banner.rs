use clientele_contract::SnapshotInfo;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    format::format_date,
    viewed_snapshot::{NEWEST, address_as_of},
};

/// Says that an older snapshot is looked at, and leads back. The way to other snapshots is always a page of its own.
#[component]
pub(crate) fn OlderBanner(snapshot: SnapshotInfo) -> impl IntoView {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let address = move |id: &str| path.with(|path| search.with(|search| address_as_of(path, search, id)));
    let id = snapshot.snapshot_id.clone();
    let link = move || address(&id);
    view! {
        <aside class="older-banner" aria-label="An older snapshot">
            <p>
                <strong>{format!("You see older data, up to {}. ", format_date(snapshot.last_order))}</strong>
                "Every page and every export is of snapshot "
                <span class="code">{snapshot.snapshot_id}</span>
                ", with the rules and the scoring of today."
            </p>
            <p class="older-banner-links">
                <a class="button button-primary" href=move || address(NEWEST) rel="external">
                    "Back to the newest"
                </a>
                <a class="button" href=link rel="external">"Link to this page"</a>
            </p>
        </aside>
    }
}
