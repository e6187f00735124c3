//! The one entrance to the code of charts; what is reached only from here is not loaded with the first page.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::{Element, Event, KeyboardEvent, MouseEvent, MutationObserver, PointerEvent};

use super::{address, brushing, download, keyboard, redraw, subtree, tooltip};
use crate::behaviour::{listen, listen_captured};

/// Starts to listen, and draws what does not fit. Called once.
#[lazy]
pub(super) fn start() {
    redraw::watch_all();
    redraw_what_comes();
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

/// Charts that come with a new page or a new answer.
fn redraw_what_comes() {
    let Some(body) = document().body() else { return };
    let look = Closure::<dyn FnMut(JsValue)>::new(|_| {
        tooltip::hide_if_gone();
        redraw::watch_all();
    });
    // It is made of a function, so it cannot fail; without it, charts stay as the server drew them.
    if let Ok(observer) = MutationObserver::new(look.as_ref().unchecked_ref()) {
        let _ = observer.observe_with_options(&body, &subtree());
        look.forget();
    }
}

/// The element that an event is about.
pub(super) fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
