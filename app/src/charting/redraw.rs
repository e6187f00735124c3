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
use crate::behaviour::dom;

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
    let Some(root) = document().document_element() else { return };
    for chart in dom::all(&root, &format!("{SELECTOR}:not(.{LIVE})")) {
        // Adding a class of a fixed name cannot fail.
        let _ = chart.class_list().add_1(LIVE);
        frame_of(&chart).iter().for_each(observe);
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
    let focused = focus_in(&drawing.svg);
    if width > 0.0 && !fits {
        let size = ChartSize { width: width.round() as u32, height: drawing.size.height };
        let picture = format!("<div class=\"chart-picture\">{}</div>", render(figure.spec(), size));
        frame.set_inner_html(&picture);
    }
    keyboard::make_reachable(&figure);
    match focused.filter(|_| !fits) {
        Some(Focused::Mark(index)) => {
            keyboard::focus_mark(&figure, index);
        }
        Some(Focused::Drawing) => keyboard::focus_drawing(&figure),
        None => {}
    }
    keyboard::return_focus(&figure);
}

/// What of a chart has the focus.
enum Focused {
    /// The drawing as a whole.
    Drawing,
    /// The mark with this position.
    Mark(usize),
}

fn focus_in(svg: &Element) -> Option<Focused> {
    let active = document().active_element()?;
    if active == *svg {
        return Some(Focused::Drawing);
    }
    index_of(&active).filter(|_| svg.contains(Some(&active))).map(Focused::Mark)
}
