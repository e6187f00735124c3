//! What the server draws: the browser shows it as it comes.

use clientele_contract::SourceDesk;
use leptos::prelude::*;

use crate::components::Card;

/// All sections below the title, as HTML.
pub fn draw_source(desk: SourceDesk) -> String {
    view! { <Card id="source-title" title="Source"><p>{format!("{desk:?}")}</p></Card> }.to_html()
}
