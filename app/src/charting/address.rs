//! Following what a mark leads to.

use std::{cell::Cell, time::Duration};

use leptos::{
    leptos_dom::helpers::TimeoutHandle,
    prelude::{queue_microtask, set_timeout_with_handle},
};
use web_sys::MouseEvent;

use super::{
    brushing,
    figure::{Figure, mark_around},
};
use crate::behaviour::dom::{click_link, opens_elsewhere, target_of};

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
