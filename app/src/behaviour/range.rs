//! Handles of a range slider, bound to the number fields of the same form.

use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlInputElement};

use super::dom;
use crate::components::{RangeScale, track_of};

/// A handle was moved: writes its value into the number field, whose own listeners take it from there.
pub fn on_input(event: &Event) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    if input.has_attribute("data-range-end") {
        on_handle(&input);
    } else {
        on_number(&input);
    }
}

/// Moves the handles of what was opened to the numbers in their fields, which the page may have changed.
pub fn on_toggle(event: &Event) {
    let opened = dom::closest(event, "details[open]");
    for field in opened.iter().flat_map(|details| dom::all(details, "input[name$=_min], input[name$=_max]")) {
        field.dyn_ref::<HtmlInputElement>().into_iter().for_each(on_number);
    }
}

/// A handle was let go: what waits for a change of the field hears of it.
pub fn on_change(event: &Event) {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .filter(|input| input.has_attribute("data-range-end"))
        .and_then(|handle| Range::around(&handle)?.field_of(&handle));
    field.into_iter().for_each(|field| tell(&field, "change"));
}

fn on_handle(handle: &HtmlInputElement) {
    let Some(range) = Range::around(handle) else { return };
    range.keep_in_order(handle);
    let position = position_of(handle);
    let value = range.scale.text_of(range.scale.value_at(position));
    // An end at the edge is open, so that customers beyond tomorrow's edge are not left out.
    let is_open = if is_min(handle) { position == 0 } else { position == range.scale.steps() };
    let _ = handle.set_attribute("aria-valuetext", &value);
    range.draw_track();
    if let Some(field) = range.field_of(handle) {
        field.set_value(if is_open { "" } else { &value });
        tell(&field, "input");
    }
}

/// A number was typed: moves the handle there.
fn on_number(field: &HtmlInputElement) {
    let name = field.name();
    let Some((key, end)) = name.rsplit_once('_').filter(|(_, end)| matches!(*end, "min" | "max")) else {
        return;
    };
    let handles = field.closest("fieldset").ok().flatten();
    let handles = handles
        .and_then(|fieldset| fieldset.query_selector(&format!("[data-range={key}]")).ok().flatten())
        .and_then(Range::read);
    let Some(range) = handles else { return };
    let Some(handle) = range.handle(end) else { return };
    let open = if end == "min" { range.scale.min } else { range.scale.max };
    let typed = field.value().trim().replace(',', ".");
    let Some(value) = (if typed.is_empty() { Some(open) } else { typed.parse().ok() }) else { return };
    let position = range.scale.position_of(value);
    // A handle that this very number comes from is there already.
    if position_of(&handle) != position {
        handle.set_value(&position.to_string());
        let _ = handle.set_attribute("aria-valuetext", &range.scale.text_of(value));
        range.draw_track();
    }
}

/// A slider as the page describes it.
struct Range {
    element: Element,
    scale: RangeScale,
}

impl Range {
    fn around(handle: &HtmlInputElement) -> Option<Self> {
        handle.closest("[data-range]").ok().flatten().and_then(Self::read)
    }

    fn read(element: Element) -> Option<Self> {
        let number = |name: &str| element.get_attribute(name)?.parse::<f64>().ok();
        let scale = RangeScale {
            min: number("data-range-min")?,
            max: number("data-range-max")?,
            is_logarithmic: element.has_attribute("data-range-logarithmic"),
            decimals: element.get_attribute("data-range-decimals")?.parse().ok()?,
        };
        Some(Self { element, scale })
    }

    fn handle(&self, end: &str) -> Option<HtmlInputElement> {
        let found = self.element.query_selector(&format!("[data-range-end={end}]")).ok()??;
        found.dyn_into().ok()
    }

    /// The number field that a handle writes to.
    fn field_of(&self, handle: &HtmlInputElement) -> Option<HtmlInputElement> {
        let (key, end) = (self.element.get_attribute("data-range")?, handle.get_attribute("data-range-end")?);
        let form = handle.closest("form, fieldset").ok()??;
        form.query_selector(&format!("[name={key}_{end}]")).ok()??.dyn_into().ok()
    }

    /// A handle that would pass the other one stops at it.
    fn keep_in_order(&self, moved: &HtmlInputElement) {
        let other = self.handle(if is_min(moved) { "max" } else { "min" });
        let Some(bound) = other.map(|other| position_of(&other)) else { return };
        let position = position_of(moved);
        let kept = if is_min(moved) { position.min(bound) } else { position.max(bound) };
        if kept != position {
            moved.set_value(&kept.to_string());
        }
    }

    fn draw_track(&self) {
        let position = |end: &str| self.handle(end).map(|handle| position_of(&handle));
        let track = self.element.query_selector(".range-chosen").ok().flatten();
        let (Some(track), Some(from), Some(to)) = (track, position("min"), position("max")) else { return };
        let (x, width) = track_of(from, to, self.scale.steps());
        // Neither can fail with these fixed names.
        let _ = track.set_attribute("x", &x.to_string());
        let _ = track.set_attribute("width", &width.to_string());
    }
}

fn is_min(handle: &HtmlInputElement) -> bool {
    handle.get_attribute("data-range-end").as_deref() == Some("min")
}

fn position_of(handle: &HtmlInputElement) -> u32 {
    handle.value().parse().unwrap_or(0)
}

fn tell(field: &HtmlInputElement, name: &str) {
    let rises = EventInit::new();
    rises.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict(name, &rises) {
        // Nobody cancels these events.
        let _ = field.dispatch_event(&event);
    }
}
