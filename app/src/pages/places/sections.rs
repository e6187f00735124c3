//! What the server draws: the browser shows it as it comes.

use clientele_contract::{Places, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{format::format_count, questions::PlaceView, url_state::SegmentsUrl};

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_places(
    places: Places,
    view: &PlaceView,
    url: &SegmentsUrl,
    snapshot: &SnapshotInfo,
) -> (String, String) {
    let _ = view;
    let count =
        format!("{} of {} customers", format_count(places.total.customers), format_count(snapshot.customers));
    let sections = view! { <p><a href=url.link(PATH)>{format_count(places.total.customers)}</a></p> };
    (count, sections.to_html())
}
