//! What the server draws: the browser shows it as it comes.

use clientele_contract::{SegmentMovement, SnapshotInfo};
use leptos::prelude::*;

use crate::{format::format_count, url_state::SegmentsUrl};

/// All sections below the title, as HTML.
pub fn draw_movement(movement: &SegmentMovement, url: &SegmentsUrl, snapshot: &SnapshotInfo) -> String {
    let _ = (url, snapshot);
    view! { <p>{format_count(movement.customers)}</p> }.to_html()
}
