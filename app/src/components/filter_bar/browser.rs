//! What the filter bar does with the open document. Everything here runs in the browser only.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, UrlSearchParams};

use super::range_facet::reading_of;

const OPEN_POPOVERS: &str = ".filter-bar details[open]";
const NUMBER_FIELDS: &str = ".number-field input";
const OPENS_TO_THE_LEFT: &str = "opens-to-the-left";

/// The query string that submitting the form would give.
pub fn query_of_form(form: &HtmlFormElement) -> String {
    FormData::new_with_form(form)
        .and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data))
        .map(|parameters| String::from(parameters.to_string()))
        .unwrap_or_default()
}

/// The form in which an event happened.
pub fn form_of(event: &ev::Event) -> Option<HtmlFormElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("form").ok()??.dyn_into().ok()
}

/// True for typing into a number field; lists and check boxes report a change of their own.
pub fn is_number_field(event: &ev::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|field| field.matches(NUMBER_FIELDS).unwrap_or(false))
}

/// The first number field whose text cannot be read.
pub fn unreadable_field(form: &Element) -> Option<HtmlInputElement> {
    let fields = form.query_selector_all(NUMBER_FIELDS).ok()?;
    (0..fields.length())
        .filter_map(|index| fields.item(index)?.dyn_into::<HtmlInputElement>().ok())
        .find(|field| reading_of(&field.name(), &field.value()).is_none())
}

/// True if the event closed a chip.
pub fn has_closed(event: &ev::Event) -> bool {
    let chip = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    chip.is_some_and(|chip| !chip.has_attribute("open"))
}

/// Keeps what a chip opens inside the window: to the left where there is no room to the right.
pub fn keep_popover_in_view(event: &ev::Event) {
    let chip = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(popover) = chip.and_then(|chip| chip.query_selector(".popover").ok().flatten()) else { return };
    let width = document().document_element().map_or(0, |root| root.client_width());
    let classes = popover.class_list();
    // Neither call can fail with a class of a fixed name.
    let _ = classes.remove_1(OPENS_TO_THE_LEFT);
    if popover.get_bounding_client_rect().right() > f64::from(width) {
        let _ = classes.add_1(OPENS_TO_THE_LEFT);
    }
}

/// Closes every open chip.
pub fn close_popovers() {
    close_popovers_outside(None);
}

/// Closes open chips on a click elsewhere and on Escape. Does nothing on the server.
pub fn close_popovers_when_left() {
    Effect::new(|_| {
        let click = window_event_listener(ev::click, |event| {
            close_popovers_outside(event.target().and_then(|target| target.dyn_into().ok()));
        });
        let key = window_event_listener(ev::keydown, |event| {
            if event.key() == "Escape" {
                focus_summary_of_open_popover();
                close_popovers();
            }
        });
        on_cleanup(move || {
            click.remove();
            key.remove();
        });
    });
}

fn close_popovers_outside(target: Option<Element>) {
    for popover in open_popovers() {
        let is_inside = target.as_ref().is_some_and(|target| popover.contains(Some(target)));
        // What cannot be read stays in sight, with its message; Escape gives it up.
        let is_held = target.is_some() && unreadable_field(&popover).is_some();
        if !is_inside && !is_held {
            // Removing an attribute of a fixed name cannot fail.
            let _ = popover.remove_attribute("open");
        }
    }
}

fn focus_summary_of_open_popover() {
    let first = open_popovers().into_iter().next();
    let summary = first.and_then(|popover| popover.query_selector("summary").ok().flatten());
    if let Some(summary) = summary.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A refused focus changes nothing.
        let _ = summary.focus();
    }
}

fn open_popovers() -> Vec<Element> {
    let Ok(nodes) = document().query_selector_all(OPEN_POPOVERS) else { return Vec::new() };
    (0..nodes.length()).filter_map(|index| nodes.item(index)?.dyn_into().ok()).collect()
}
