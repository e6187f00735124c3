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

use leptos::{prelude::*, task::spawn_local};

use crate::behaviour::dom;

/// Loads the code of charts as soon as there is a chart. Does nothing on the server.
pub(crate) fn install_charts() {
    Effect::new(|_| {
        if !load_if_needed() {
            // Pages change without being loaded, so a chart may come at any time.
            dom::observe_changes(|observer| {
                if load_if_needed() {
                    observer.disconnect();
                }
            });
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
