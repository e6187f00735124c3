//! Buttons that check boxes and copy addresses.

use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::{Element, HtmlInputElement, MouseEvent};

use super::dom;

/// Takes up a click on such a button.
pub fn on_click(event: &MouseEvent) {
    if let Some(button) = dom::closest(event, "[data-check]") {
        check_boxes_beside(&button);
    } else if let Some(button) = dom::closest(event, "[data-copy-link]") {
        copy_link(button);
    }
}

fn check_boxes_beside(button: &Element) {
    let checked = button.get_attribute("data-check").as_deref() == Some("all");
    let Ok(Some(fields)) = button.closest("fieldset") else { return };
    let Ok(boxes) = fields.query_selector_all("input[type=checkbox]") else { return };
    for index in 0..boxes.length() {
        if let Some(check_box) = boxes.item(index).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) {
            check_box.set_checked(checked);
        }
    }
}

fn copy_link(button: Element) {
    let path = button.get_attribute("data-copy-link").unwrap_or_default();
    let window = window();
    // Browsers let pages write to the clipboard over HTTPS and on the same machine only.
    if !window.is_secure_context() {
        button.set_text_content(Some("Copying needs HTTPS"));
        return;
    }
    let origin = window.location().origin().unwrap_or_default();
    let copied = window.navigator().clipboard().write_text(&format!("{origin}{path}"));
    let refused = button.clone();
    let say = |button: Element, words: &'static str| {
        Closure::once(move |_: JsValue| {
            button.set_text_content(Some(words));
            Ok(JsValue::UNDEFINED)
        })
    };
    let (done, failed) = (say(button, "Link copied"), say(refused, "The browser refused"));
    let _ = copied.then_with_reject(&done, &failed);
    // The browser answers later.
    done.forget();
    failed.forget();
}
