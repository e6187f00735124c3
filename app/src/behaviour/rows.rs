//! Tables in which the arrow keys lead from row to row.

use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::dom;

/// Moves the focus to the link of the row that a key leads to.
pub fn on_key(event: &KeyboardEvent) {
    if dom::has_modifier(event) {
        return;
    }
    let Some(row) = dom::closest(event, "[data-roving-rows] tbody tr") else { return };
    let parent = row.parent_element();
    let target = match event.key().as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        "Home" => parent.and_then(|body| body.first_element_child()),
        "End" => parent.and_then(|body| body.last_element_child()),
        _ => return,
    };
    if let Some(link) = target.as_ref().and_then(link_of) {
        event.prevent_default();
        // A refused focus changes nothing.
        let _ = link.focus();
    }
}

fn link_of(row: &Element) -> Option<HtmlElement> {
    row.query_selector("a[data-row]").ok()??.dyn_into().ok()
}
