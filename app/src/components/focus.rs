use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use web_sys::{FocusOptions, HtmlElement};

use super::drawn_focus::keep_focus_in_drawn_sections;

/// Gives a link the focus back that it loses while it is drawn anew. Does nothing on the server.
///
/// When a new answer arrives, the elements of the old one are kept, but their attributes are taken off
/// and put on again. A link without an address cannot have the focus, so the browser takes it away; a
/// person who works with the keyboard would start at the top of the page after every choice.
pub fn keep_focus_through_redraws() {
    keep_focus_in_drawn_sections();
    Effect::new(|_| {
        let listener = window_event_listener(ev::focusout, |event| {
            let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            if let Some(link) =
                target.filter(|element| element.tag_name() == "A" && !element.has_attribute("href"))
            {
                queue_microtask(move || focus_again(&link));
            }
        });
        on_cleanup(move || listener.remove());
    });
}

fn focus_again(link: &HtmlElement) {
    let nothing_has_focus =
        document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"));
    if nothing_has_focus && link.is_connected() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A refused focus changes nothing.
        let _ = link.focus_with_options(&options);
    }
}
