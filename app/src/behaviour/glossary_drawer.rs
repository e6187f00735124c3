//! The drawer that explains a term without leaving the page.

use leptos::{prelude::*, task::spawn_local};
use web_sys::{Element, MouseEvent};

use super::{dialogs, dom};
use crate::api;

/// The id of the drawer that `BehaviourParts` brings.
pub const DRAWER_ID: &str = "glossary-drawer";
/// The id of the part that holds the explanation.
pub const ENTRY_ID: &str = "glossary-drawer-entry";

/// The term that the drawer waits for or shows.
const ASKED: &str = "data-term";

/// Takes up a click on a mark; false if it was another click.
pub fn on_click(event: &MouseEvent) -> bool {
    let Some(mark) = dom::closest(event, "[data-glossary]") else { return false };
    let term = mark.get_attribute("data-glossary").unwrap_or_default();
    let href = mark.get_attribute("href").unwrap_or_default();
    let Some(entry) = dom::by_id::<Element>(ENTRY_ID) else { return false };
    if !dialogs::open(DRAWER_ID) {
        return false;
    }
    event.prevent_default();
    entry.set_inner_html("");
    // Neither can fail with an attribute of a fixed name.
    let _ = entry.set_attribute("aria-busy", "true");
    let _ = entry.set_attribute(ASKED, &term);
    spawn_local(show_entry(term, href, entry));
    true
}

/// Puts the explanation into the drawer; where it does not arrive, the page with all of them opens.
async fn show_entry(term: String, href: String, entry: Element) {
    let answer = api::fetch_glossary_entry(term.clone()).await;
    // Another mark may have been chosen in the meantime.
    if entry.get_attribute(ASKED) != Some(term) {
        return;
    }
    match answer {
        Ok(Some(html)) => {
            entry.set_inner_html(&html);
            let _ = entry.remove_attribute("aria-busy");
        }
        Ok(None) | Err(_) => {
            // A refused navigation leaves the empty drawer, which can be closed.
            let _ = window().location().set_href(&href);
        }
    }
}
