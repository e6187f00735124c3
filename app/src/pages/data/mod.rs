//! The operator's page: what the refresh read, kept, left out and refused.

mod files_section;
mod orders_section;

use clientele_contract::{QualityReport, SnapshotInfo};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    api,
    components::{Answered, Card, PageHead, Skeleton},
    format::{format_count, format_date},
};
use files_section::FilesSection;
use orders_section::{OrdersSection, ReconciliationSection};

/// The page.
pub struct DataPage;

#[lazy_route]
impl LazyRoute for DataPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let quality = Resource::new(|| (), |()| api::fetch_quality());
        view! {
            <PageHead
                title="Data"
                note=view! { <p>"What was read, kept, left out and refused"</p> }.into_any()
            />
            <Answered
                answer=quality
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|quality, snapshot, _| view! { <DataSections quality snapshot/> }.into_any()
            />
        }
        .into_any()
    }
}

#[component]
fn DataSections(quality: QualityReport, snapshot: SnapshotInfo) -> impl IntoView {
    let currency_symbol = snapshot.currency_symbol.clone();
    view! {
        <FilesSection files=quality.files.clone()/>
        <div class="grid grid-thirds">
            <OrdersSection quality=quality.clone()/>
            <ReconciliationSection quality currency_symbol/>
            <SnapshotSection snapshot/>
        </div>
    }
}

#[component]
fn SnapshotSection(snapshot: SnapshotInfo) -> impl IntoView {
    view! {
        <Card id="snapshot-title" title="In service" subtitle="The snapshot that every page answers from">
            <dl class="facts">
                <div><dt>"Snapshot"</dt><dd class="code">{snapshot.snapshot_id}</dd></div>
                <div><dt>"“Today” of all figures"</dt><dd>{format_date(snapshot.as_of)}</dd></div>
                <div><dt>"First completed order"</dt><dd>{format_date(snapshot.first_order)}</dd></div>
                <div><dt>"Last completed order"</dt><dd>{format_date(snapshot.last_order)}</dd></div>
                <div><dt>"Customers"</dt><dd>{format_count(snapshot.customers)}</dd></div>
            </dl>
        </Card>
    }
}
