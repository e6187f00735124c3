//! Small doors to the open document. Everything here runs in the browser only.

use leptos::{
    prelude::document,
    wasm_bindgen::{JsCast, JsValue, closure::Closure, convert::FromWasmAbi},
};
use web_sys::{
    Element, Event, HtmlElement, KeyboardEvent, MouseEvent, MutationObserver, MutationObserverInit,
};

/// Listens on the document for the life of the page. A handler may cause the event that it handles, such as a
/// click by which it answers a click: then it runs inside itself.
pub fn listen<E: FromWasmAbi + 'static>(name: &str, handle: impl Fn(E) + 'static) {
    let listener = Closure::<dyn Fn(E)>::new(handle);
    // Listening to an event of a fixed name cannot fail.
    let _ = document().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Listens also to events that do not rise to the document, such as the scrolling of a part.
pub fn listen_captured<E: FromWasmAbi + 'static>(name: &str, handle: impl Fn(E) + 'static) {
    let listener = Closure::<dyn Fn(E)>::new(handle);
    let callback = listener.as_ref().unchecked_ref();
    let _ = document().add_event_listener_with_callback_and_bool(name, callback, true);
    listener.forget();
}

/// Looks whenever elements came to the document or left it, until `look` disconnects the observer.
pub fn observe_changes(mut look: impl FnMut(&MutationObserver) + 'static) {
    let Some(body) = document().body() else { return };
    let callback = Closure::<dyn FnMut(JsValue, MutationObserver)>::new(
        move |_: JsValue, observer: MutationObserver| look(&observer),
    );
    // It is made of a function, so it cannot fail; without it, the page stays as the server drew it.
    let Ok(observer) = MutationObserver::new(callback.as_ref().unchecked_ref()) else { return };
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    let _ = observer.observe_with_options(&body, &options);
    callback.forget();
}

/// The element that an event is about.
pub fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The nearest element around the target of an event that matches a selector.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    target_of(event)?.closest(selector).ok().flatten()
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

/// True for a key that the person means for the browser or the system, such as Alt with an arrow.
pub fn has_modifier(event: &KeyboardEvent) -> bool {
    event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key()
}

/// Goes to an address of this site as a click on a link does, so that the router answers without a page load.
pub fn click_link(href: &str, keeps_scroll: bool) {
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
