//! What the server draws: the browser shows it as it comes.

use clientele_contract::RefreshDesk;
use leptos::prelude::*;

use crate::components::Card;

/// All sections below the title, as HTML.
pub fn draw_refreshes(desk: RefreshDesk) -> String {
    view! { <Card id="refreshes-title" title="Refreshes"><p>{format!("{desk:?}")}</p></Card> }.to_html()
}
