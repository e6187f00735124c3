//! What the server draws: the browser shows it as it comes.

mod cohort_filter;
mod heat_map_section;
mod words;

use clientele_contract::{CohortMatrix, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::url_state::SegmentsUrl;
use heat_map_section::HeatMapSection;
use words::count_of;

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_cohorts(cohorts: CohortMatrix, url: &SegmentsUrl, snapshot: &SnapshotInfo) -> (String, String) {
    let filter = url.filter.clone();
    let count = count_of(&cohorts, snapshot.customers);
    (count, view! { <HeatMapSection cohorts filter path=PATH/> }.to_html())
}
