//! What the server draws: the browser shows it as it comes.

mod keep_section;
mod list_section;

use clientele_contract::SnapshotShelf;
use leptos::prelude::*;

use keep_section::KeepSection;
use list_section::ListSection;

/// All sections below the title, as HTML.
pub fn draw_snapshots(shelf: SnapshotShelf) -> String {
    if shelf.snapshots.is_empty() {
        return view! { <NoSnapshots/> }.to_html();
    }
    let (keep, fixed, bytes) = (shelf.keep, shelf.keep_is_fixed.clone(), shelf.bytes);
    view! {
        <ListSection shelf/>
        <KeepSection keep fixed bytes/>
    }
    .to_html()
}

#[component]
fn NoSnapshots() -> impl IntoView {
    view! {
        <div class="state">
            <h2>"No snapshot yet"</h2>
            <p>
                "Every refresh publishes a snapshot: one complete, checked state of the data. The last five are kept, \
                 so that a wrong one can be taken back with one click."
            </p>
            <p class="state-links">
                <a class="button button-primary" href="/data/source">"Choose a source"</a>
            </p>
        </div>
    }
}
