//! Drawing charts anew where their place has another width than they were drawn for.

use std::{cell::RefCell, collections::VecDeque};

use clientele_charts::{ChartSize, render};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{Element, HtmlElement, ResizeObserver, js_sys::Array};

use super::{
    figure::{Figure, SELECTOR, frame_of, index_of},
    keyboard,
};

/// A drawing that is off by this share of the width is left as it is.
const TOLERANCE: f64 = 0.04;
/// Set on charts that are watched: the style sheet shows what needs script.
const LIVE: &str = "is-live";

struct Watch {
    observer: ResizeObserver,
    /// Places of charts that are drawn one per frame.
    waiting: VecDeque<Element>,
    /// The charts that came with the page were reported.
    has_reported: bool,
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
            if let Some(frame) = frame_of(&element) {
                observe(&frame);
            }
        }
    }
}

fn observe(frame: &HtmlElement) {
    WATCH.with_borrow_mut(|watch| {
        if watch.is_none() {
            let report = Closure::<dyn FnMut(Array)>::new(|entries: Array| on_resize(&entries));
            *watch = ResizeObserver::new(report.as_ref().unchecked_ref()).ok().map(|observer| Watch {
                observer,
                waiting: VecDeque::new(),
                has_reported: false,
            });
            report.forget();
        }
        if let Some(watch) = watch {
            watch.observer.observe(frame);
        }
    });
}

fn on_resize(entries: &Array) {
    let is_first = first_report();
    for entry in entries.iter().map(JsCast::unchecked_into::<web_sys::ResizeObserverEntry>) {
        let target = entry.target();
        if !target.is_connected() {
            WATCH.with_borrow(|watch| {
                if let Some(watch) = watch {
                    watch.observer.unobserve(&target);
                }
            });
        } else if is_in_sight(&target) && !is_first {
            redraw(&target);
        } else {
            // What came with the page is on the screen already; drawing it must not hold up the page.
            draw_later(target);
        }
    }
}

fn first_report() -> bool {
    WATCH.with_borrow_mut(|watch| {
        watch.as_mut().is_some_and(|watch| !std::mem::replace(&mut watch.has_reported, true))
    })
}

fn is_in_sight(element: &Element) -> bool {
    let place = element.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    place.bottom() >= -height && place.top() <= 2.0 * height
}

fn draw_later(frame: Element) {
    let is_first = WATCH.with_borrow_mut(|watch| {
        let Some(watch) = watch else { return false };
        watch.waiting.retain(|waiting| *waiting != frame);
        watch.waiting.push_back(frame);
        watch.waiting.len() == 1
    });
    if is_first {
        request_animation_frame(draw_next);
    }
}

fn draw_next() {
    let next = WATCH.with_borrow_mut(|watch| watch.as_mut().and_then(|watch| watch.waiting.pop_front()));
    if let Some(frame) = next {
        redraw(&frame);
    }
    let is_more = WATCH.with_borrow(|watch| watch.as_ref().is_some_and(|watch| !watch.waiting.is_empty()));
    if is_more {
        request_animation_frame(draw_next);
    }
}

/// Draws the chart of a place for the width of the place, unless it fits.
fn redraw(frame: &Element) {
    let Some(figure) = Figure::around(frame) else { return };
    let Some(drawing) = figure.drawing() else { return };
    let width = f64::from(frame.client_width());
    let fits = (f64::from(drawing.size.width) - width).abs() <= TOLERANCE * width;
    let focused = focused_mark(&drawing.svg);
    if width > 0.0 && !fits {
        let size = ChartSize { width: width.round() as u32, height: drawing.size.height };
        let picture = format!("<div class=\"chart-picture\">{}</div>", render(figure.spec(), size));
        frame.set_inner_html(&picture);
    }
    keyboard::make_reachable(&figure);
    if let Some(index) = focused.filter(|_| !fits) {
        keyboard::focus_mark(&figure, index);
    }
    keyboard::return_focus(&figure);
}

fn focused_mark(svg: &Element) -> Option<usize> {
    let active = document().active_element()?;
    let is_inside = svg.contains(Some(active.as_ref()));
    is_inside.then(|| index_of(&active)).flatten()
}
