//! Marks by keyboard: arrow keys move, Enter follows, Shift with arrow keys marks a range.

use std::cell::RefCell;

use leptos::{prelude::document, wasm_bindgen::JsCast};
use web_sys::{DomRect, Element, FocusOptions, KeyboardEvent, SvgElement};

use super::{
    address, brushing,
    figure::{Figure, index_of, mark_around},
    tooltip,
};
use crate::behaviour::dom::target_of;

/// What the keyboard does in a chart.
pub(super) const HINT: &str = "Arrow keys lead from mark to mark";
/// How much more a step to the side counts than one ahead.
const SIDEWAYS: f64 = 3.0;

thread_local! {
    /// The id of a chart that is about to be replaced while it has the focus.
    static RETURN_TO: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What a key does to the mark that has the focus.
pub(super) fn on_key(event: &KeyboardEvent) {
    let key = event.key();
    if key == "Escape" {
        tooltip::hide();
        brushing::cancel();
        return;
    }
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let Some(target) = target_of(event) else { return };
    let Some(figure) = Figure::around(&target) else { return };
    let is_handled = match mark_around(&target) {
        Some(mark) => on_key_at_mark(&figure, &mark, &key, event.shift_key()),
        None if is_drawing(&target) => enter(&figure, &key),
        None => false,
    };
    if is_handled {
        event.prevent_default();
    }
}

fn on_key_at_mark(figure: &Figure, mark: &Element, key: &str, marks_range: bool) -> bool {
    match key {
        "ArrowLeft" => step(figure, mark, (-1.0, 0.0), marks_range),
        "ArrowRight" => step(figure, mark, (1.0, 0.0), marks_range),
        "ArrowUp" => step(figure, mark, (0.0, -1.0), marks_range),
        "ArrowDown" => step(figure, mark, (0.0, 1.0), marks_range),
        "Home" => focus_mark(figure, 0),
        "End" => focus_mark(figure, figure.mark_count().saturating_sub(1)),
        "Enter" => follow_range(figure) || follow(figure, mark),
        _ => false,
    }
}

/// From the drawing as a whole to its first or last mark.
fn enter(figure: &Figure, key: &str) -> bool {
    match key {
        "ArrowRight" | "ArrowDown" | "Home" | "Enter" => focus_mark(figure, 0),
        "ArrowLeft" | "ArrowUp" | "End" => focus_mark(figure, figure.mark_count().saturating_sub(1)),
        _ => false,
    }
}

/// Makes the drawing a stop of the Tab key, from which arrow keys lead to the marks.
pub(super) fn make_reachable(figure: &Figure) {
    let Some(drawing) = figure.drawing().filter(|_| figure.mark_count() > 0) else { return };
    // Attributes of fixed names can always be set.
    let _ = drawing.svg.set_attribute("tabindex", "0");
    let _ = drawing.svg.set_attribute("aria-description", HINT);
}

/// Whether an element is a drawing as a whole.
pub(super) fn is_drawing(element: &Element) -> bool {
    element.matches(".chart-picture > svg").unwrap_or(false)
}

/// Moves the focus to the mark with this position; says whether there is one.
pub(super) fn focus_mark(figure: &Figure, index: usize) -> bool {
    let marks = figure.marks();
    let Some(mark) = marks.iter().find(|mark| index_of(mark) == Some(index)) else { return false };
    name(figure, mark);
    focus(mark);
    tooltip::show(mark, None);
    true
}

fn step(figure: &Figure, mark: &Element, direction: (f64, f64), marks_range: bool) -> bool {
    let Some(next) = nearest(figure, mark, direction) else { return false };
    if marks_range {
        brushing::extend(figure, mark, &next);
    } else {
        brushing::cancel();
    }
    index_of(&next).is_some_and(|index| focus_mark(figure, index))
}

/// The mark that a person would call the next one in a direction.
fn nearest(figure: &Figure, from: &Element, (dx, dy): (f64, f64)) -> Option<Element> {
    let (x, y) = middle_of(&from.get_bounding_client_rect());
    let distance = |mark: &Element| {
        let (mark_x, mark_y) = middle_of(&mark.get_bounding_client_rect());
        let ahead = (mark_x - x) * dx + (mark_y - y) * dy;
        let aside = ((mark_x - x) * dy).abs() + ((mark_y - y) * dx).abs();
        (ahead > 0.5 && aside <= SIDEWAYS * ahead).then_some(ahead + SIDEWAYS * aside)
    };
    let marks = figure.marks().into_iter().filter_map(|mark| Some((distance(&mark)?, mark)));
    marks.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, mark)| mark)
}

fn middle_of(place: &DomRect) -> (f64, f64) {
    (place.left() + place.width() / 2.0, place.top() + place.height() / 2.0)
}

/// Goes to the range that was marked, and comes back to the chart that the answer brings.
fn follow_range(figure: &Figure) -> bool {
    let is_followed = brushing::follow_marked(figure);
    if is_followed {
        RETURN_TO.set(Some(figure.element.id()));
    }
    is_followed
}

/// Gives the focus to a chart that took the place of one that had it.
pub(super) fn return_focus(figure: &Figure) {
    let is_awaited = RETURN_TO.with_borrow(|id| id.as_ref().is_some_and(|id| *id == figure.element.id()));
    let is_free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if is_awaited && is_free {
        RETURN_TO.set(None);
        focus_drawing(figure);
    }
}

/// Moves the focus to the drawing as a whole.
pub(super) fn focus_drawing(figure: &Figure) {
    if let Some(drawing) = figure.drawing() {
        focus(&drawing.svg);
    }
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<SvgElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A refused focus changes nothing.
        let _ = element.focus_with_options(&options);
    }
}

/// Links follow by themselves, marks without an element of their own do not.
fn follow(figure: &Figure, mark: &Element) -> bool {
    let href = figure.tip(mark).and_then(|tip| tip.href);
    href.map(|href| address::follow(href, false)).is_some()
}

/// Gives a mark that was drawn without words its name and role, as soon as someone may hear it.
fn name(figure: &Figure, mark: &Element) {
    if mark.has_attribute("aria-label") {
        return;
    }
    let Some(tip) = figure.tip(mark) else { return };
    let role = if tip.href.is_some() { "link" } else { "img" };
    // Attributes of fixed names can always be set.
    let _ = mark.set_attribute("role", role);
    let _ = mark.set_attribute("aria-label", &tip.sentence());
    let _ = mark.set_attribute("tabindex", "-1");
}
