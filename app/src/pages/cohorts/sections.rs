//! What the server draws: the browser shows it as it comes.

mod cohort_filter;
mod controls;
mod curves_section;
mod first_purchase_section;
mod heat_legend;
mod heat_map_section;
mod heat_scale;
mod measure_words;
mod over_time_section;
mod payback_section;
mod words;

use std::sync::Arc;

use clientele_contract::{CohortMatrix, CustomerFilter, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{EmptyState, count_of},
    questions::{CohortView, cohort_view},
    url_state::SegmentsUrl,
};
use controls::{ChoiceNotices, Controls};
use curves_section::CurvesSection;
use first_purchase_section::FirstPurchaseSection;
use heat_map_section::HeatMapSection;
use over_time_section::OverTimeSection;
use payback_section::PaybackSection;

/// What all sections are drawn from.
struct Shown {
    cohorts: CohortMatrix,
    view: CohortView,
    url: SegmentsUrl,
    currency_symbol: String,
}

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_cohorts(cohorts: CohortMatrix, url: &SegmentsUrl, snapshot: &SnapshotInfo) -> (String, String) {
    let count = count_of(cohorts.customers, snapshot.customers);
    let shown = Arc::new(Shown {
        view: cohort_view(url),
        cohorts,
        url: url.clone(),
        currency_symbol: snapshot.currency_symbol.clone(),
    });
    let sections = if shown.cohorts.cohorts.is_empty() {
        view! { <Nobody shown/> }.to_html()
    } else {
        view! { <Sections shown/> }.to_html()
    };
    (count, sections)
}

#[component]
fn Nobody(shown: Arc<Shown>) -> impl IntoView {
    let clear_href = shown.url.with_filter(CustomerFilter::default()).link(PATH);
    view! {
        <ChoiceNotices shown/>
        <section class="card card-cohorts" aria-label="Cohorts">
            <EmptyState message="No customer matches these filters." clear_href/>
        </section>
    }
}

#[component]
fn Sections(shown: Arc<Shown>) -> impl IntoView {
    view! {
        <ChoiceNotices shown=shown.clone()/>
        <Controls shown=shown.clone()/>
        <HeatMapSection shown=shown.clone()/>
        <div class="grid grid-cohorts">
            <CurvesSection shown=shown.clone()/>
            <OverTimeSection shown=shown.clone()/>
            <PaybackSection shown=shown.clone()/>
            <FirstPurchaseSection shown/>
        </div>
    }
}
