//! Following what a mark leads to.

use leptos::{prelude::document, wasm_bindgen::JsCast};
use web_sys::{HtmlElement, MouseEvent};

use super::{
    brushing,
    figure::{Figure, mark_around},
    start::target_of,
};
use crate::behaviour::opens_elsewhere;

/// Follows a click on a mark. A link inside a picture is none that the router knows, so the browser would load
/// the page anew.
pub(super) fn on_click(event: &MouseEvent) {
    if event.default_prevented() || opens_elsewhere(event) || brushing::has_just_ended() {
        return;
    }
    let Some(mark) = target_of(event).and_then(|target| mark_around(&target)) else { return };
    let Some(figure) = Figure::around(&mark) else { return };
    if let Some(href) = figure.tip(&mark).and_then(|tip| tip.href.as_deref()) {
        event.prevent_default();
        follow(href, false);
    }
}

/// Goes to an address of this site as a click on a link does: the router takes it over.
pub(super) fn follow(href: &str, keeps_scroll: bool) {
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok());
    let (Some(link), Some(body)) = (link, document().body()) else { return };
    // Neither can fail with these fixed names.
    let _ = link.set_attribute("href", href);
    if keeps_scroll {
        let _ = link.set_attribute("data-noscroll", "");
    }
    link.set_hidden(true);
    if body.append_child(&link).is_ok() {
        link.click();
        link.remove();
    }
}
