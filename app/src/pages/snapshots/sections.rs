//! What the server draws: the browser shows it as it comes.

use clientele_contract::SnapshotShelf;
use leptos::prelude::*;

use crate::components::Card;

/// All sections below the title, as HTML.
pub fn draw_snapshots(desk: SnapshotShelf) -> String {
    view! { <Card id="snapshots-title" title="Snapshots"><p>{format!("{desk:?}")}</p></Card> }.to_html()
}
