use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, FocusOptions, HtmlElement};

/// To be called just before drawn sections are replaced by others: the element with the same id gets the focus
/// that the replaced one loses, so that a person who works with the keyboard need not start at the top of the
/// page. Does nothing on the server.
pub fn keep_focus_by_id() {
    if cfg!(feature = "ssr") {
        return;
    }
    let id = document().active_element().map(|element| element.id()).unwrap_or_default();
    if !id.is_empty() {
        request_animation_frame(move || focus_again(&id));
    }
}

fn focus_again(id: &str) {
    let nothing_has_focus =
        document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"));
    let Some(element) = document().get_element_by_id(id).filter(|_| nothing_has_focus) else { return };
    if let Ok(target) = visible_stop(element).dyn_into::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A refused focus changes nothing.
        let _ = target.focus_with_options(&options);
    }
}

/// What is in a closed menu cannot have the focus; what opens the menu can.
fn visible_stop(element: Element) -> Element {
    let menu = element.closest("details:not([open])").ok().flatten();
    menu.and_then(|menu| menu.query_selector("summary").ok().flatten()).unwrap_or(element)
}
