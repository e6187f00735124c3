//! What the server draws: the browser shows it as it comes.

mod files_section;
mod orders_section;

use clientele_contract::{QualityReport, SnapshotInfo};
use leptos::prelude::*;

use crate::{
    components::Card,
    format::{format_count, format_date},
};
use files_section::FilesSection;
use orders_section::{OrdersSection, ReconciliationSection};

/// All sections below the title, as HTML.
pub fn draw_quality(quality: QualityReport, snapshot: SnapshotInfo) -> String {
    view! { <DataSections quality snapshot/> }.to_html()
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
        <Card id="snapshot-title" term="snapshot" title="In service" subtitle="The snapshot that every page answers from">
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
