//! Native dialogs and drawers: the browser keeps the focus inside, closes them on Escape and gives the focus
//! back.

use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, MouseEvent};

use super::dom;

const FIRST_FIELD: &str = ".dialog-body :is(input:not([type=hidden]), select, textarea)";

/// Opens and closes; links to pages close the dialog that they stand in.
pub fn on_click(event: &MouseEvent) {
    if let Some(opener) = dom::closest(event, "[data-dialog]") {
        let id = opener.get_attribute("data-dialog").unwrap_or_default();
        if open(&id) {
            event.prevent_default();
        }
    } else if let Some(closer) = dom::closest(event, "[data-close]") {
        if let Some(dialog) = dialog_around(event) {
            dialog.close();
            if closer.tag_name().eq_ignore_ascii_case("a") {
                event.prevent_default();
            }
        }
    } else if is_backdrop(event) || dom::closest(event, "dialog a[href]").is_some() {
        dialog_around(event).into_iter().for_each(|dialog| dialog.close());
    }
}

/// Opens a dialog over the page; false if there is none with this id.
pub fn open(id: &str) -> bool {
    let Some(dialog) = dom::by_id::<HtmlDialogElement>(id) else { return false };
    if dialog.open() {
        return true;
    }
    let is_shown = dialog.show_modal().is_ok();
    // The browser would begin with the button that closes; what a person came for is the first field.
    let field = dialog.query_selector(FIRST_FIELD).ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // A refused focus changes nothing.
        let _ = field.focus();
    }
    is_shown
}

/// Closes the dialog with this id, if it is open.
pub fn close(id: &str) {
    dom::by_id::<HtmlDialogElement>(id).into_iter().for_each(|dialog| dialog.close());
}

fn dialog_around(event: &MouseEvent) -> Option<HtmlDialogElement> {
    dom::closest(event, "dialog[open]")?.dyn_into().ok()
}

/// What a dialog shows lies in a box of its own: a click on the dialog itself is one beside the box.
fn is_backdrop(event: &MouseEvent) -> bool {
    event.target().is_some_and(|target| target.dyn_ref::<HtmlDialogElement>().is_some())
}
