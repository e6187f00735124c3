//! The list of the palette: which options fit, and which one is chosen.

use std::cell::Cell;

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlElement};

use super::{FIELD_ID, LIST_ID, NOTE_ID};
use crate::behaviour::dom;

/// The part of the list with this name, made if it is not there yet.
pub fn part(name: &str) -> Option<Element> {
    let list: Element = dom::by_id(LIST_ID)?;
    if let Ok(Some(part)) = list.query_selector(&format!("[data-part={name}]")) {
        return Some(part);
    }
    let part = document().create_element("div").ok()?;
    part.set_attribute("data-part", name).ok()?;
    part.set_attribute("role", "presentation").ok()?;
    list.append_child(&part).ok()?;
    Some(part)
}

thread_local! {
    /// Whether the person has chosen an option since the words were last changed.
    static IS_CHOSEN_BY_PERSON: Cell<bool> = const { Cell::new(false) };
}

/// Hides what does not fit the words just typed, and chooses the first of the rest.
pub fn narrow(words: &str) {
    IS_CHOSEN_BY_PERSON.set(false);
    renew(words);
}

/// Takes up options that came later: what the person has chosen since typing stays chosen.
pub fn renew(words: &str) {
    let Some(list) = dom::by_id::<Element>(LIST_ID) else { return };
    let needles: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    for option in dom::all(&list, "[data-words]") {
        let text = option.get_attribute("data-words").unwrap_or_default();
        set_hidden(&option, !needles.iter().all(|needle| text.contains(needle.as_str())));
    }
    for group in dom::all(&list, "[role=group]") {
        let is_empty = group.query_selector("[role=option]:not([hidden])").ok().flatten().is_none();
        set_hidden(&group, is_empty);
    }
    let options = visible_options();
    let kept = options.iter().find(|option| IS_CHOSEN_BY_PERSON.get() && is_chosen(option));
    if kept.is_none() {
        // What arrived above the first option must not hide it.
        list.set_scroll_top(0);
    }
    choose(kept.or(options.first()));
    say_count();
}

/// Says how many options there are, for those who do not see the list.
fn say_count() {
    let Some(note) = dom::by_id::<Element>(NOTE_ID) else { return };
    let words = match visible_options().len() {
        0 => "Nothing found. Try the name of a page or segment, or the beginning of a customer’s id."
            .to_owned(),
        1 => "1 result".to_owned(),
        many => format!("{many} results"),
    };
    note.set_text_content(Some(&words));
    let _ = note.class_list().toggle_with_force("visually-hidden", !visible_options().is_empty());
}

/// Moves the choice by so many options, round and round.
pub fn move_choice(steps: i32) {
    let options = visible_options();
    let Ok(count) = i32::try_from(options.len()) else { return };
    if count == 0 {
        return;
    }
    let at = options.iter().position(is_chosen).and_then(|at| i32::try_from(at).ok());
    let next = match (at, steps.signum()) {
        (None, 1) => 0,
        (None, _) => count - 1,
        (Some(at), _) => (at + steps).rem_euclid(count),
    };
    if let Some(option) = usize::try_from(next).ok().and_then(|next| options.get(next)) {
        choose_by_person(option);
    }
}

/// Chooses the option that the person wants; what arrives later does not change it.
pub fn choose_by_person(option: &Element) {
    IS_CHOSEN_BY_PERSON.set(true);
    choose(Some(option));
}

fn choose(option: Option<&Element>) {
    for chosen in
        dom::by_id::<Element>(LIST_ID).iter().flat_map(|list| dom::all(list, "[aria-selected=true]"))
    {
        let _ = chosen.set_attribute("aria-selected", "false");
    }
    let Some(field) = dom::by_id::<Element>(FIELD_ID) else { return };
    // None of these calls can fail with their fixed names.
    let _ = match option {
        Some(option) => {
            let _ = option.set_attribute("aria-selected", "true");
            keep_in_sight(option);
            field.set_attribute("aria-activedescendant", &option.id())
        }
        None => field.remove_attribute("aria-activedescendant"),
    };
}

/// Where the chosen option leads.
pub fn chosen_href() -> Option<String> {
    visible_options().iter().find(|option| is_chosen(option))?.get_attribute("data-href")
}

fn visible_options() -> Vec<Element> {
    dom::by_id::<Element>(LIST_ID)
        .map(|list| dom::all(&list, "[role=option]:not([hidden])"))
        .unwrap_or_default()
}

fn is_chosen(option: &Element) -> bool {
    option.get_attribute("aria-selected").as_deref() == Some("true")
}

/// Scrolls the list, never the page.
fn keep_in_sight(option: &Element) {
    let list = dom::by_id::<HtmlElement>(LIST_ID);
    let (Some(list), Some(option)) = (list, option.dyn_ref::<HtmlElement>()) else { return };
    let (frame, row) = (list.get_bounding_client_rect(), option.get_bounding_client_rect());
    let by = (row.bottom() - frame.bottom()).max(0.0) + (row.top() - frame.top()).min(0.0);
    list.set_scroll_top(list.scroll_top() + by.round() as i32);
}

fn set_hidden(element: &Element, is_hidden: bool) {
    // Neither can fail with an attribute of a fixed name.
    let _ = if is_hidden { element.set_attribute("hidden", "") } else { element.remove_attribute("hidden") };
}
