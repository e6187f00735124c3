//! What the server draws: the browser shows it as it comes.

mod adjustments_section;
mod checks_section;
mod files_section;
mod freshness_section;
mod orders_section;

use clientele_contract::{QualityDesk, QualityReport, SnapshotInfo};
use leptos::prelude::*;

use adjustments_section::AdjustmentsSection;
use checks_section::ChecksSection;
use files_section::FilesSection;
use freshness_section::{DriftSection, FreshnessSection, HistorySection, OrderTotalsSection};
use orders_section::{OrdersSection, ReconciliationSection};

/// All sections below the title, as HTML.
pub fn draw_quality(quality: QualityReport, snapshot: SnapshotInfo, desk: QualityDesk) -> String {
    view! { <DataSections quality snapshot desk/> }.to_html()
}

#[component]
fn DataSections(quality: QualityReport, snapshot: SnapshotInfo, desk: QualityDesk) -> impl IntoView {
    let currency_symbol = snapshot.currency_symbol.clone();
    let shown = snapshot.snapshot_id.clone();
    let point = desk.history.iter().find(|point| point.snapshot_id == shown);
    let drift = point.map(|point| point.drift.clone()).unwrap_or_default();
    let has_earlier = desk.history.first().is_some_and(|oldest| oldest.snapshot_id != shown);
    let (now, published_at) = (desk.now, point.and_then(|point| point.published_at));
    let history = desk.history.clone();
    let position = history.iter().position(|point| point.snapshot_id == shown);
    let before = position.and_then(|position| history.get(position.checked_sub(1)?).cloned());
    view! {
        <FilesSection files=quality.files.clone()/>
        <AdjustmentsSection quality=quality.clone() before currency_symbol=currency_symbol.clone()/>
        {has_earlier.then(|| view! { <DriftSection drift/> })}
        <ChecksSection desk/>
        <div class="grid grid-halves">
            <FreshnessSection snapshot now published_at/>
            <OrdersSection quality=quality.clone()/>
            <OrderTotalsSection quality=quality.clone()/>
            <ReconciliationSection quality currency_symbol=currency_symbol.clone()/>
        </div>
        {(history.len() > 1).then(|| view! { <HistorySection history shown currency_symbol/> })}
    }
}
