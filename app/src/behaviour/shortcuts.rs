//! Keys that work on every page. None of them takes a key that the browser uses, apart from Ctrl-K, which
//! people expect here, and none works while a person is typing.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{HtmlElement, KeyboardEvent};

use super::{dialogs, dom, palette};

/// The id of the dialog that `BehaviourParts` brings.
pub const SHORTCUTS_ID: &str = "shortcuts";
const TYPING: &str = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, \
                      [contenteditable]";

/// Takes up a key; the palette's works everywhere.
pub fn on_key(event: &KeyboardEvent) {
    if event.default_prevented() || event.alt_key() || event.is_composing() {
        return;
    }
    let has_command = event.ctrl_key() || event.meta_key();
    let is_taken = match (has_command, event.key().as_str()) {
        (true, "k" | "K") if !event.shift_key() => palette::open(),
        (true, _) => false,
        (false, _) if dom::closest(event, TYPING).is_some() || a_dialog_is_open() => false,
        (false, "?") => dialogs::open(SHORTCUTS_ID),
        (false, "/") => focus_search() || palette::open(),
        _ => false,
    };
    if is_taken {
        event.prevent_default();
    }
}

fn a_dialog_is_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// The search of the page, if it has one.
fn focus_search() -> bool {
    let field = document().query_selector("main [data-search]").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<HtmlElement>().ok());
    field.is_some_and(|field| field.focus().is_ok())
}
