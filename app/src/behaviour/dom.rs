//! Small doors to the open document. Everything here runs in the browser only.

use leptos::{
    prelude::document,
    wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi},
};
use web_sys::{Element, Event, MouseEvent};

/// Listens on the document for the life of the page.
pub fn listen<E: FromWasmAbi + 'static>(name: &str, handle: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(handle);
    // Listening to an event of a fixed name cannot fail.
    let _ = document().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Listens also to events that do not rise to the document, such as the scrolling of a part.
pub fn listen_captured<E: FromWasmAbi + 'static>(name: &str, handle: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(handle);
    let callback = listener.as_ref().unchecked_ref();
    let _ = document().add_event_listener_with_callback_and_bool(name, callback, true);
    listener.forget();
}

/// The nearest element around the target of an event that matches a selector.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// All elements within another that match a selector.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(nodes) = root.query_selector_all(selector) else { return Vec::new() };
    (0..nodes.length()).filter_map(|index| nodes.item(index)?.dyn_into().ok()).collect()
}

/// The element with an id.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// True for a click that the person means for another tab or window.
pub fn opens_elsewhere(event: &MouseEvent) -> bool {
    event.button() != 0 || event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key()
}
