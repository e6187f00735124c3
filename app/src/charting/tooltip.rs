//! One tooltip for the marks of all charts.

use std::cell::RefCell;

use leptos::{prelude::document, wasm_bindgen::JsCast};
use web_sys::{Element, Event, HtmlElement, PointerEvent};

use super::{
    figure::{Figure, mark_around},
    keyboard,
};
use crate::behaviour::dom::target_of;

/// Between the pointer and the tooltip, in pixels.
const DISTANCE: f64 = 14.0;
/// Kept free to the edges of the window, in pixels.
const MARGIN: f64 = 8.0;

thread_local! {
    static SHOWN: RefCell<Option<Shown>> = const { RefCell::new(None) };
}

struct Shown {
    bubble: HtmlElement,
    mark: Option<Element>,
}

/// Shows the words of the mark that the pointer is over.
pub(super) fn follow_pointer(event: &PointerEvent) {
    match target_of(event).and_then(|target| mark_around(&target)) {
        Some(mark) => show(&mark, Some((f64::from(event.client_x()), f64::from(event.client_y())))),
        None => hide(),
    }
}

/// Keeps the tooltip beside the pointer.
pub(super) fn move_with_pointer(event: &PointerEvent) {
    SHOWN.with_borrow(|shown| {
        if let Some(Shown { bubble, mark: Some(_) }) = shown {
            place(bubble, (f64::from(event.client_x()), f64::from(event.client_y())));
        }
    });
}

/// Shows the words of the mark that the keyboard has reached.
pub(super) fn follow_focus(event: &Event) {
    let Some(target) = target_of(event).filter(|target| target.matches(":focus-visible").unwrap_or(false))
    else {
        return;
    };
    match mark_around(&target) {
        Some(mark) => show(&mark, None),
        None if keyboard::is_drawing(&target) => show_hint(&target),
        None => {}
    }
}

/// Shows the words of a mark at a place, or above its middle.
pub(super) fn show(mark: &Element, at: Option<(f64, f64)>) {
    let Some(figure) = Figure::around(mark) else { return };
    let Some(tip) = figure.tip(mark) else { return };
    let Some(bubble) = bubble() else { return };
    let is_new =
        SHOWN.with_borrow(|shown| shown.as_ref().is_none_or(|shown| shown.mark.as_ref() != Some(mark)));
    if is_new {
        bubble.set_text_content(None);
        add_line(&bubble, "strong", &tip.name);
        for line in &tip.lines {
            add_line(&bubble, "span", line);
        }
        if tip.href.is_some() {
            let _ = bubble.class_list().add_1("leads-on");
        } else {
            let _ = bubble.class_list().remove_1("leads-on");
        }
    }
    // Showing what is shown already is an error without consequence.
    let _ = bubble.show_popover();
    place(&bubble, at.unwrap_or_else(|| middle_of(mark)));
    SHOWN.set(Some(Shown { bubble, mark: Some(mark.clone()) }));
}

/// Says what the keyboard does in a drawing.
fn show_hint(drawing: &Element) {
    let Some(bubble) = bubble() else { return };
    bubble.set_text_content(Some(keyboard::HINT));
    // Showing what is shown already is an error without consequence.
    let _ = bubble.show_popover();
    place(&bubble, middle_of(drawing));
    SHOWN.set(Some(Shown { bubble, mark: Some(drawing.clone()) }));
}

/// Hides it.
pub(super) fn hide() {
    SHOWN.with_borrow_mut(|shown| {
        if let Some(shown) = shown.as_mut().filter(|shown| shown.mark.is_some()) {
            shown.mark = None;
            // It is shown, unless the browser has hidden it.
            let _ = shown.bubble.hide_popover();
        }
    });
}

/// Hides it if its mark is no longer on the page.
pub(super) fn hide_if_gone() {
    let is_gone = SHOWN.with_borrow(|shown| {
        shown.as_ref().and_then(|shown| shown.mark.as_ref()).is_some_and(|mark| !mark.is_connected())
    });
    if is_gone {
        hide();
    }
}

/// The tooltip's element, made when it is first needed.
fn bubble() -> Option<HtmlElement> {
    let known = SHOWN.with_borrow(|shown| shown.as_ref().map(|shown| shown.bubble.clone()));
    if let Some(bubble) = known.filter(|bubble| bubble.is_connected()) {
        return Some(bubble);
    }
    let bubble: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    bubble.set_class_name("chart-tooltip");
    bubble.set_attribute("role", "tooltip").ok()?;
    bubble.set_attribute("popover", "manual").ok()?;
    document().body()?.append_child(&bubble).ok()?;
    Some(bubble)
}

fn add_line(bubble: &HtmlElement, name: &str, words: &str) {
    if let Ok(line) = document().create_element(name) {
        line.set_text_content(Some(words));
        // A new element can always be appended.
        let _ = bubble.append_child(&line);
    }
}

fn middle_of(mark: &Element) -> (f64, f64) {
    let place = mark.get_bounding_client_rect();
    (place.left() + place.width() / 2.0, place.top() + place.height() / 3.0)
}

/// Beside a place, on the side where there is room; never outside the window.
fn place(bubble: &HtmlElement, (x, y): (f64, f64)) {
    let Some(root) = document().document_element() else { return };
    let size = bubble.get_bounding_client_rect();
    let (width, height) = (f64::from(root.client_width()), f64::from(root.client_height()));
    let right = x + DISTANCE;
    let left = if right + size.width() + MARGIN <= width { right } else { x - DISTANCE - size.width() };
    let left = left.min(width - size.width() - MARGIN).max(MARGIN);
    let above = y - DISTANCE - size.height();
    let top = if above >= MARGIN { above } else { y + DISTANCE };
    let top = top.min(height - size.height() - MARGIN).max(MARGIN);
    let style = bubble.style();
    // Neither can fail with these fixed names.
    let _ = style.set_property("left", &format!("{}px", left.round()));
    let _ = style.set_property("top", &format!("{}px", top.round()));
}
