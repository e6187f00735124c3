use std::{cell::RefCell, rc::Rc};

use clientele_charts::{ChartSize, ChartSpec, Tip, mark_count, tip};
use leptos::{serde_json, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlElement};

use crate::behaviour::dom;

/// Every chart of the page.
pub(super) const SELECTOR: &str = "[data-chart]";
const MARK: &str = "[data-mark]";

/// One chart of the page.
#[derive(Clone)]
pub(super) struct Figure {
    pub(super) element: Element,
    spec: Rc<ChartSpec>,
}

thread_local! {
    /// Reading a spec takes longer than finding it again.
    static KNOWN: RefCell<Vec<Figure>> = const { RefCell::new(Vec::new()) };
}

impl Figure {
    /// The chart around an element.
    pub(super) fn around(element: &Element) -> Option<Self> {
        let element = element.closest(SELECTOR).ok().flatten()?;
        let known = KNOWN.with_borrow(|known| known.iter().find(|figure| figure.element == element).cloned());
        known.or_else(|| {
            let figure = Self::read(element)?;
            KNOWN.with_borrow_mut(|known| {
                known.retain(|figure| figure.element.is_connected());
                known.push(figure.clone());
            });
            Some(figure)
        })
    }

    fn read(element: Element) -> Option<Self> {
        let data = element.query_selector("script[type='application/json']").ok().flatten()?;
        let spec = serde_json::from_str(&data.text_content()?).ok()?;
        Some(Self { element, spec: Rc::new(spec) })
    }

    pub(super) fn spec(&self) -> &ChartSpec {
        &self.spec
    }

    /// The words of a mark.
    pub(super) fn tip(&self, mark: &Element) -> Option<Tip> {
        tip(&self.spec, index_of(mark)?)
    }

    /// How many marks there are.
    pub(super) fn mark_count(&self) -> usize {
        mark_count(&self.spec)
    }

    /// The link that shows the whole range again, if the chart is zoomed.
    pub(super) fn reset_link(&self) -> Option<HtmlElement> {
        self.element.query_selector("[data-chart-reset]").ok().flatten()?.dyn_into().ok()
    }

    /// The drawing that is shown; the style sheet may hide another one.
    pub(super) fn drawing(&self) -> Option<Drawing> {
        dom::all(&self.element, ".chart-picture > svg").into_iter().find_map(Drawing::shown)
    }

    /// The marks of the drawing that is shown.
    pub(super) fn marks(&self) -> Vec<Element> {
        self.drawing().map(|drawing| dom::all(&drawing.svg, MARK)).unwrap_or_default()
    }
}

/// The place of the picture in the element of a chart, whose spec need not be read for that.
pub(super) fn frame_of(chart: &Element) -> Option<HtmlElement> {
    chart.query_selector(".chart-box").ok().flatten()?.dyn_into().ok()
}

/// The mark that an element belongs to.
pub(super) fn mark_around(element: &Element) -> Option<Element> {
    element.closest(MARK).ok().flatten()
}

/// The position of a mark among the words.
pub(super) fn index_of(mark: &Element) -> Option<usize> {
    mark.get_attribute("data-mark")?.parse().ok()
}

/// A drawing on the screen.
pub(super) struct Drawing {
    pub(super) svg: Element,
    /// What it was drawn for.
    pub(super) size: ChartSize,
    left: f64,
    top: f64,
    /// Pixels of the screen per pixel of the drawing.
    scale: f64,
}

impl Drawing {
    fn shown(svg: Element) -> Option<Self> {
        let place = svg.get_bounding_client_rect();
        let view_box = svg.get_attribute("viewBox")?;
        let mut numbers = view_box.split(' ').skip(2).map(|number| number.parse().ok());
        let size = ChartSize { width: numbers.next()??, height: numbers.next()?? };
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        let scale = (place.width() / width).min(place.height() / height);
        if scale <= 0.0 {
            return None;
        }
        // The drawing stands in the middle of its place.
        let left = place.left() + (place.width() - width * scale) / 2.0;
        let top = place.top() + (place.height() - height * scale) / 2.0;
        Some(Self { svg, size, left, top, scale })
    }

    /// A place on the screen in pixels of the drawing.
    pub(super) fn place_of(&self, x: f64, y: f64) -> (f64, f64) {
        ((x - self.left) / self.scale, (y - self.top) / self.scale)
    }
}
