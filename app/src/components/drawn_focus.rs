//! The focus in sections that the server draws: they are replaced as a whole, and know no code of their own.

use std::{cell::RefCell, iter, rc::Rc};

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent};

use crate::behaviour::dom::{self, target_of};

const DRAWN: &str = ".drawn";
/// A table of links whose arrow keys lead from one to the next.
const ROVING: &str = "[data-roving]";

/// Keeps the focus where it is when sections are drawn anew, and leads it through tables with arrow keys.
/// Whatever can have the focus and remains needs an id. Does nothing on the server.
pub fn keep_focus_in_drawn_sections() {
    Effect::new(|_| {
        let last = Rc::new(RefCell::new(String::new()));
        listen_for_focus(&last);
        let keys = window_event_listener(ev::keydown, |event| walk(&event));
        on_cleanup(move || keys.remove());
        settle_tables("");
        dom::observe_changes(move |_| {
            // A copy, because what gets the focus notes itself at once.
            let id = last.borrow().clone();
            settle_tables(&id);
            focus_again(&id);
        });
    });
}

/// Notes the id of what has the focus inside drawn sections.
fn listen_for_focus(last: &Rc<RefCell<String>>) {
    let focused = last.clone();
    let came = window_event_listener_untyped("focusin", move |event| {
        let Some(element) = target_of(&event) else { return };
        let id = if element.closest(DRAWN).ok().flatten().is_some() { element.id() } else { String::new() };
        settle_table_of(&element);
        focused.replace(id);
    });
    let left = last.clone();
    let gone = window_event_listener_untyped("focusout", move |event| {
        let (Some(element), left) = (target_of(&event), left.clone()) else { return };
        // An element that is taken away loses the focus too; only one that stays was left by the person.
        queue_microtask(move || {
            let was_left = element.is_connected() && !has_focus(&element);
            if was_left && *left.borrow() == element.id() {
                left.replace(String::new());
            }
        });
    });
    on_cleanup(move || {
        came.remove();
        gone.remove();
    });
}

fn focus_again(id: &str) {
    let nothing_has_focus =
        document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"));
    if id.is_empty() || !nothing_has_focus {
        return;
    }
    if let Some(element) = dom::by_id(id).map(visible_stop) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A refused focus changes nothing.
        let _ = element.focus_with_options(&options);
    }
}

/// What is in a closed menu cannot have the focus; what opens the menu can.
fn visible_stop(element: HtmlElement) -> HtmlElement {
    let menu = element.closest("details:not([open])").ok().flatten();
    let summary = menu.and_then(|menu| menu.query_selector("summary").ok().flatten());
    summary.and_then(|summary| summary.dyn_into().ok()).unwrap_or(element)
}

/// The tab key reaches one link of each table: that with the id, else the first.
fn settle_tables(id: &str) {
    let Some(root) = document().document_element() else { return };
    for table in dom::all(&root, ROVING) {
        let cells = cells_of(&table);
        let active = cells.iter().position(|cell| cell.id() == id && !id.is_empty());
        let settled = cells.iter().filter(|cell| cell.tab_index() == 0).count() == 1;
        if active.is_some() || !settled {
            settle(&cells, active.unwrap_or(0));
        }
    }
}

fn settle_table_of(element: &Element) {
    let Some(table) = element.closest(ROVING).ok().flatten() else { return };
    let cells = cells_of(&table);
    if let Some(active) = cells.iter().position(|cell| cell.is_same_node(Some(element))) {
        settle(&cells, active);
    }
}

fn settle(cells: &[HtmlElement], active: usize) {
    for (index, cell) in cells.iter().enumerate() {
        cell.set_tab_index(if index == active { 0 } else { -1 });
    }
}

/// Moves the focus with the arrow keys, Home and End.
fn walk(event: &KeyboardEvent) {
    if dom::has_modifier(event) {
        return;
    }
    let Some(element) = target_of(event) else { return };
    if let Some(cell) = cell_towards(&event.key(), &element) {
        event.prevent_default();
        // A refused focus changes nothing.
        let _ = cell.focus();
    }
}

/// The link that a key leads to from another; nothing for other keys and past the ends of rows and columns.
fn cell_towards(key: &str, element: &Element) -> Option<HtmlElement> {
    let table = element.closest(ROVING).ok().flatten()?;
    let (cell, row) = (element.closest("td").ok().flatten()?, element.closest("tr").ok().flatten()?);
    let rows = dom::all(&table, "tr");
    let row_index = position_of(&row, rows.iter())?;
    let column = iter::successors(Some(cell), Element::previous_element_sibling).count();
    let links = cells_of(&row);
    let index = position_of(element, links.iter().map(AsRef::as_ref))?;
    match key {
        "ArrowUp" => rows[..row_index].iter().rev().find_map(|row| link_in(row, column)),
        "ArrowDown" => rows[row_index + 1..].iter().find_map(|row| link_in(row, column)),
        "ArrowLeft" => links.get(index.checked_sub(1)?).cloned(),
        "ArrowRight" => links.get(index + 1).cloned(),
        "Home" => links.first().cloned(),
        "End" => links.last().cloned(),
        _ => None,
    }
}

fn position_of<'a>(element: &Element, mut all: impl Iterator<Item = &'a Element>) -> Option<usize> {
    all.position(|other| other.is_same_node(Some(element)))
}

/// The link in a column of a row; rows may end early.
fn link_in(row: &Element, column: usize) -> Option<HtmlElement> {
    let link = row.query_selector(&format!(":scope > td:nth-child({column}) a")).ok().flatten();
    link.and_then(|link| link.dyn_into().ok())
}

fn cells_of(table: &Element) -> Vec<HtmlElement> {
    dom::all(table, "td a").into_iter().filter_map(|cell| cell.dyn_into().ok()).collect()
}

fn has_focus(element: &Element) -> bool {
    document().active_element().is_some_and(|active| active.is_same_node(Some(element)))
}
