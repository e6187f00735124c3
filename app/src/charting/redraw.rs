//! Drawing charts anew where their place has another width than they were drawn for.

use std::cell::RefCell;

use clientele_charts::{ChartSize, render};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{Element, HtmlElement, ResizeObserver, js_sys::Array};

use super::{
    figure::{Figure, SELECTOR, index_of},
    keyboard,
};

/// A drawing that is off by this share of the width is left as it is.
const TOLERANCE: f64 = 0.04;
/// Set on charts that are watched: the style sheet shows what needs script.
const LIVE: &str = "is-live";

struct Watch {
    observer: ResizeObserver,
    /// Charts out of sight, which are drawn one per frame.
    waiting: Vec<Figure>,
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

/// Watches the charts that are not watched yet. The browser reports each of them once before it is painted,
/// and again whenever its place has another size.
pub(super) fn watch_all() {
    let Ok(found) = document().query_selector_all(&format!("{SELECTOR}:not(.{LIVE})")) else { return };
    for index in 0..found.length() {
        let element = found.get(index).and_then(|node| node.dyn_into::<Element>().ok());
        if let Some(element) = element {
            // Adding a class of a fixed name cannot fail.
            let _ = element.class_list().add_1(LIVE);
            if let Some(frame) = Figure::around(&element).as_ref().and_then(Figure::frame) {
                observe(&frame);
            }
        }
    }
}

fn observe(frame: &HtmlElement) {
    WATCH.with_borrow_mut(|watch| {
        if watch.is_none() {
            let report = Closure::<dyn FnMut(Array)>::new(|entries: Array| on_resize(&entries));
            *watch = ResizeObserver::new(report.as_ref().unchecked_ref())
                .ok()
                .map(|observer| Watch { observer, waiting: Vec::new() });
            report.forget();
        }
        if let Some(watch) = watch {
            watch.observer.observe(frame);
        }
    });
}

fn on_resize(entries: &Array) {
    for entry in entries.iter().map(JsCast::unchecked_into::<web_sys::ResizeObserverEntry>) {
        let target = entry.target();
        if !target.is_connected() {
            WATCH.with_borrow(|watch| {
                if let Some(watch) = watch {
                    watch.observer.unobserve(&target);
                }
            });
        } else if let Some(figure) = Figure::around(&target) {
            if is_in_sight(&target) {
                redraw(&figure);
            } else {
                draw_later(figure);
            }
        }
    }
}

fn is_in_sight(element: &Element) -> bool {
    let place = element.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    place.bottom() >= -height && place.top() <= 2.0 * height
}

fn draw_later(figure: Figure) {
    let is_first = WATCH.with_borrow_mut(|watch| {
        let Some(watch) = watch else { return false };
        watch.waiting.retain(|waiting| waiting.element != figure.element);
        watch.waiting.push(figure);
        watch.waiting.len() == 1
    });
    if is_first {
        request_animation_frame(draw_next);
    }
}

fn draw_next() {
    let next = WATCH.with_borrow_mut(|watch| watch.as_mut().and_then(|watch| watch.waiting.pop()));
    if let Some(figure) = next {
        redraw(&figure);
    }
    let is_more = WATCH.with_borrow(|watch| watch.as_ref().is_some_and(|watch| !watch.waiting.is_empty()));
    if is_more {
        request_animation_frame(draw_next);
    }
}

/// Draws a chart for the width of its place, unless it fits.
fn redraw(figure: &Figure) {
    let (Some(frame), Some(drawing)) = (figure.frame(), figure.drawing()) else { return };
    let width = f64::from(frame.client_width());
    let fits = (f64::from(drawing.size.width) - width).abs() <= TOLERANCE * width;
    let focused = focused_mark(&drawing.svg);
    if width > 0.0 && !fits {
        let size = ChartSize { width: width.round() as u32, height: drawing.size.height };
        let picture = format!("<div class=\"chart-picture\">{}</div>", render(figure.spec(), size));
        frame.set_inner_html(&picture);
    }
    keyboard::make_reachable(figure);
    if let Some(index) = focused.filter(|_| !fits) {
        keyboard::focus_mark(figure, index);
    }
    keyboard::return_focus(figure);
}

fn focused_mark(svg: &Element) -> Option<usize> {
    let active = document().active_element()?;
    let is_inside = svg.contains(Some(active.as_ref()));
    is_inside.then(|| index_of(&active)).flatten()
}
