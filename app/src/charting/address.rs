//! Following what a mark leads to.

use std::{cell::Cell, time::Duration};

use leptos::{
    leptos_dom::helpers::TimeoutHandle,
    prelude::{document, queue_microtask, set_timeout_with_handle},
    wasm_bindgen::JsCast,
};
use web_sys::{HtmlElement, MouseEvent};

use super::{
    brushing,
    figure::{Figure, mark_around},
    start::target_of,
};
use crate::behaviour::opens_elsewhere;

/// How long a click on a zoomed chart waits whether it becomes a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(250);

thread_local! {
    static WAITING: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
}

/// Follows a click on a mark. A link inside a picture is none that the router knows, so the browser would load
/// the page anew.
pub(super) fn on_click(event: &MouseEvent) {
    forget_click();
    if event.default_prevented() || opens_elsewhere(event) || brushing::has_just_ended() {
        return;
    }
    let Some(mark) = target_of(event).and_then(|target| mark_around(&target)) else { return };
    let Some(figure) = Figure::around(&mark) else { return };
    let Some(href) = figure.tip(&mark).and_then(|tip| tip.href) else { return };
    event.prevent_default();
    if figure.reset_link().is_some() {
        let waiting = set_timeout_with_handle(move || follow(href, false), DOUBLE_CLICK);
        WAITING.set(waiting.ok());
    } else {
        follow(href, false);
    }
}

/// Does not follow the last click after all.
pub(super) fn forget_click() {
    if let Some(waiting) = WAITING.take() {
        waiting.clear();
    }
}

/// Goes to an address of this site as a click on a link does: the router takes it over.
pub(super) fn follow(href: String, keeps_scroll: bool) {
    // Not within the handling of another click, which is still going on.
    queue_microtask(move || click_link(&href, keeps_scroll));
}

fn click_link(href: &str, keeps_scroll: bool) {
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
