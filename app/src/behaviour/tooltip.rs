//! One tooltip for all elements with `data-tip`.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, Event, HtmlElement, MouseEvent};

use super::dom;

/// The id of the element that `BehaviourParts` brings.
pub const TOOLTIP_ID: &str = "tooltip";
const TIPPED: &str = "[data-tip]";
const DESCRIBED_BY: &str = "aria-describedby";
/// Pixels kept free to the edges of the window.
const MARGIN: f64 = 8.0;

/// Shows the tooltip of what the pointer is over. It stays while the pointer is on the tooltip itself.
pub fn follow_pointer(event: &MouseEvent) {
    if dom::closest(event, ".tooltip").is_some() {
        return;
    }
    match dom::closest(event, TIPPED) {
        Some(target) => show(&target),
        None => hide(),
    }
}

/// Shows the tooltip of what the keyboard has reached.
pub fn follow_focus(event: &Event) {
    let target = dom::closest(event, TIPPED);
    if let Some(target) = target.filter(|target| target.matches(":focus-visible").unwrap_or(false)) {
        show(&target);
    }
}

/// Hides it.
pub fn hide() {
    let Some(tooltip) = dom::by_id::<HtmlElement>(TOOLTIP_ID) else { return };
    if let Ok(Some(described)) = document().query_selector("[aria-describedby=tooltip]") {
        // Removing an attribute of a fixed name cannot fail.
        let _ = described.remove_attribute(DESCRIBED_BY);
    }
    // Hiding what is hidden already is an error without consequence.
    let _ = tooltip.hide_popover();
}

fn show(target: &Element) {
    let text = target.get_attribute("data-tip").filter(|text| !text.is_empty());
    let (Some(tooltip), Some(text)) = (dom::by_id::<HtmlElement>(TOOLTIP_ID), text) else { return };
    hide();
    tooltip.set_text_content(Some(&text));
    if !target.has_attribute(DESCRIBED_BY) {
        let _ = target.set_attribute(DESCRIBED_BY, TOOLTIP_ID);
    }
    if tooltip.show_popover().is_ok() {
        place(&tooltip, target);
    }
}

/// Above its target, or below where there is no room; never outside the window.
fn place(tooltip: &HtmlElement, target: &Element) {
    let Some(root) = document().document_element() else { return };
    let (bubble, anchor) = (tooltip.get_bounding_client_rect(), target.get_bounding_client_rect());
    let rightmost = f64::from(root.client_width()) - bubble.width() - MARGIN;
    let left = (anchor.left() + (anchor.width() - bubble.width()) / 2.0).min(rightmost).max(MARGIN);
    let above = anchor.top() - bubble.height();
    let top = if above >= MARGIN { above } else { anchor.bottom() };
    if let Some(tooltip) = tooltip.dyn_ref::<HtmlElement>() {
        let style = tooltip.style();
        // Neither can fail with these fixed names.
        let _ = style.set_property("left", &format!("{left}px"));
        let _ = style.set_property("top", &format!("{top}px"));
    }
}
