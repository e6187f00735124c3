//! What charts do in the browser: tooltips, keyboard, drawing anew at the width they find, dragging over a
//! range, downloads. Charts themselves are drawn on the server by `components::ChartFigure`.
//!
//! All of it is code of its own (`start`), which is loaded once the first chart is on the page, after the page
//! has come alive. It listens once on the document, and so serves charts that arrive later too.

mod address;
mod brushing;
mod download;
mod figure;
mod keyboard;
mod redraw;
mod sheet_file;
mod start;
mod tooltip;

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{MutationObserver, MutationObserverInit};

/// Loads the code of charts as soon as there is a chart. Does nothing on the server.
pub(crate) fn install_charts() {
    Effect::new(|_| {
        if !load_if_needed() {
            wait_for_chart();
        }
    });
}

/// Says whether there was a chart.
fn load_if_needed() -> bool {
    let has_chart = matches!(document().query_selector(figure::SELECTOR), Ok(Some(_)));
    if has_chart {
        spawn_local(start::start());
    }
    has_chart
}

/// Pages change without being loaded, so a chart may come at any time.
fn wait_for_chart() {
    let Some(body) = document().body() else { return };
    let look = Closure::<dyn FnMut(_, MutationObserver)>::new(
        |_: leptos::wasm_bindgen::JsValue, observer: MutationObserver| {
            if load_if_needed() {
                observer.disconnect();
            }
        },
    );
    // It is made of a function, so it cannot fail; without it, charts stay as the server drew them.
    if let Ok(observer) = MutationObserver::new(look.as_ref().unchecked_ref()) {
        let _ = observer.observe_with_options(&body, &subtree());
        look.forget();
    }
}

/// Elements that come or go anywhere below.
fn subtree() -> MutationObserverInit {
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    options
}
