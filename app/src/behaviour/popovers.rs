//! Lists that a `<details data-popover>` opens: closed by a click elsewhere and by Escape, kept inside the
//! window, narrowed down by a search.

use leptos::{prelude::document, wasm_bindgen::JsCast};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, MouseEvent};

use super::dom;

const OPENS_TO_THE_LEFT: &str = "opens-to-the-left";

/// Closes what is open elsewhere.
pub fn on_click(event: &MouseEvent) {
    let inside = dom::closest(event, "details[data-popover]");
    for popover in open_popovers() {
        // What cannot be read stays in sight, with its message; Escape gives it up.
        let is_held = matches!(popover.query_selector("[aria-invalid=true]"), Ok(Some(_)));
        if inside.as_ref() != Some(&popover) && !is_held {
            close(&popover);
        }
    }
}

fn close(popover: &Element) {
    // Removing an attribute of a fixed name cannot fail.
    let _ = popover.remove_attribute("open");
}

/// Closes what is open and gives the focus back to what opened it.
pub fn close_popovers() {
    for popover in open_popovers() {
        close(&popover);
        let summary = popover.query_selector("summary").ok().flatten();
        if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
            // A refused focus changes nothing.
            let _ = summary.focus();
        }
    }
}

/// Opens to the left where there is no room to the right.
pub fn on_toggle(event: &Event) {
    let opened = dom::closest(event, "details[data-popover][open]");
    let list = opened.and_then(|details| details.query_selector(".popover").ok().flatten());
    let (Some(list), Some(root)) = (list, document().document_element()) else { return };
    let classes = list.class_list();
    let _ = classes.remove_1(OPENS_TO_THE_LEFT);
    if list.get_bounding_client_rect().right() > f64::from(root.client_width()) {
        let _ = classes.add_1(OPENS_TO_THE_LEFT);
    }
}

/// Hides the rows in which the words of the search are not found.
pub fn on_input(event: &Event) {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field.filter(|field| field.has_attribute("data-narrow-search")) else { return };
    let Some(list) = field.closest("[data-narrow]").ok().flatten() else { return };
    let needle = field.value().trim().to_lowercase();
    let mut found = 0;
    for row in dom::all(&list, "[data-narrow-row]") {
        let fits = row.text_content().unwrap_or_default().to_lowercase().contains(&needle);
        // Neither can fail with an attribute of a fixed name.
        let _ = if fits { row.remove_attribute("hidden") } else { row.set_attribute("hidden", "") };
        found += u32::from(fits);
    }
    if let Ok(Some(note)) = list.query_selector("[data-narrow-note]") {
        note.set_text_content((found == 0).then_some("Nothing found"));
    }
}

fn open_popovers() -> Vec<Element> {
    document()
        .document_element()
        .map(|root| dom::all(&root, "details[data-popover][open]"))
        .unwrap_or_default()
}
