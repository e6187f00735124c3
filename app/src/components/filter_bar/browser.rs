//! What the filter bar does with the open document. Everything here runs in the browser only.

use leptos::{ev, wasm_bindgen::JsCast};
use web_sys::{Element, FormData, HtmlFormElement, HtmlInputElement, UrlSearchParams};

use super::range_facet::reading_of;
use crate::behaviour::dom;

const NUMBER_FIELDS: &str = ".number-field input";

/// The query string that submitting the form would give.
pub fn query_of_form(form: &HtmlFormElement) -> String {
    FormData::new_with_form(form)
        .and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data))
        .map(|parameters| String::from(parameters.to_string()))
        .unwrap_or_default()
}

/// The form in which an event happened.
pub fn form_of(event: &ev::Event) -> Option<HtmlFormElement> {
    dom::closest(event, "form")?.dyn_into().ok()
}

/// True for typing into a number field; lists and check boxes report a change of their own.
pub fn is_number_field(event: &ev::Event) -> bool {
    dom::target_of(event).is_some_and(|field| field.matches(NUMBER_FIELDS).unwrap_or(false))
}

/// The first number field whose text cannot be read.
pub fn unreadable_field(form: &Element) -> Option<HtmlInputElement> {
    dom::all(form, NUMBER_FIELDS)
        .into_iter()
        .filter_map(|field| field.dyn_into::<HtmlInputElement>().ok())
        .find(|field| reading_of(&field.name(), &field.value()).is_none())
}

/// True if the event closed a chip.
pub fn has_closed(event: &ev::Event) -> bool {
    dom::target_of(event).is_some_and(|chip| !chip.has_attribute("open"))
}
