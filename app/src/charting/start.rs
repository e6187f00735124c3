//! The one entrance to the code of charts; what is reached only from here is not loaded with the first page.

use leptos::prelude::*;
use web_sys::{Event, KeyboardEvent, MouseEvent, PointerEvent};

use super::{address, brushing, download, keyboard, redraw, tooltip};
use crate::behaviour::dom::{listen, listen_captured, observe_changes};

/// Starts to listen, and draws what does not fit. Called once.
#[lazy]
pub(super) fn start() {
    redraw::watch_all();
    // Charts come with a new page or a new answer, too.
    observe_changes(|_| {
        tooltip::hide_if_gone();
        redraw::watch_all();
    });
    listen("pointerover", |event: PointerEvent| tooltip::follow_pointer(&event));
    listen("pointermove", |event: PointerEvent| on_pointer_move(&event));
    listen("pointerdown", |event: PointerEvent| brushing::on_pointer_down(&event));
    listen("pointerup", |event: PointerEvent| brushing::on_pointer_up(&event));
    listen("pointercancel", |_: PointerEvent| brushing::cancel());
    listen("dragstart", |event: Event| brushing::keep_links_still(&event));
    listen("dblclick", |event: MouseEvent| brushing::on_double_click(&event));
    listen("click", |event: MouseEvent| on_click(&event));
    listen("focusin", |event: Event| tooltip::follow_focus(&event));
    listen("focusout", |_: Event| tooltip::hide());
    listen("keydown", |event: KeyboardEvent| keyboard::on_key(&event));
    listen_captured("scroll", |_: Event| tooltip::hide());
}

fn on_pointer_move(event: &PointerEvent) {
    if !brushing::on_pointer_move(event) {
        tooltip::move_with_pointer(event);
    }
}

fn on_click(event: &MouseEvent) {
    if !download::on_click(event) {
        address::on_click(event);
    }
}
