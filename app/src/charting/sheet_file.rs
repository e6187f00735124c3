//! A chart as a file of its own: the colours and fonts of the present theme, no longer those of the page.

use clientele_charts::sheet;
use leptos::prelude::{document, window};
use web_sys::{CssStyleDeclaration, Element, XmlSerializer};

use super::figure::Figure;
use crate::behaviour::dom;

/// What style sheets decide about a drawing.
const SHAPE: [&str; 4] = ["fill", "fill-opacity", "stroke", "stroke-width"];
const WORDS: [&str; 3] = ["font-family", "font-size", "font-weight"];

/// A drawing that needs no page around it.
pub(super) struct SheetFile {
    pub(super) svg: String,
    /// In CSS pixels.
    pub(super) width: f64,
    /// In CSS pixels.
    pub(super) height: f64,
}

impl SheetFile {
    /// Of a chart, as it is drawn on the page.
    pub(super) fn of(figure: &Figure) -> Option<Self> {
        let size = figure.drawing()?.size;
        // Styles are known only of what is on the page.
        let aside = document().create_element("div").ok()?;
        aside.set_class_name("chart-aside");
        aside.set_attribute("aria-hidden", "true").ok()?;
        aside.set_inner_html(&sheet(figure.spec(), size));
        figure.element.append_child(&aside).ok()?;
        let file = aside.first_element_child().and_then(|svg| Self::of_drawing(&svg));
        aside.remove();
        file
    }

    fn of_drawing(svg: &Element) -> Option<Self> {
        let place = svg.get_bounding_client_rect();
        let elements = dom::all(svg, "rect, circle, line, polyline, polygon, text");
        let resolved: Vec<(Element, Vec<(&str, String)>)> = elements
            .into_iter()
            .filter_map(|element| {
                let style = window().get_computed_style(&element).ok()??;
                let values = resolved_values(&element, &style);
                Some((element, values))
            })
            .collect();
        // Written only when all are read: every change would make the browser compute all styles anew.
        for (element, values) in resolved {
            for (name, value) in values {
                // Attributes of fixed names can always be set.
                let _ = element.set_attribute(name, &value);
            }
        }
        strip(svg);
        let svg = XmlSerializer::new().ok()?.serialize_to_string(svg).ok()?;
        Some(Self { svg, width: place.width(), height: place.height() })
    }
}

fn resolved_values(element: &Element, style: &CssStyleDeclaration) -> Vec<(&'static str, String)> {
    let words = if element.tag_name() == "text" { &WORDS[..] } else { &[] };
    let names = SHAPE.iter().chain(words);
    names.filter_map(|name| Some((*name, style.get_property_value(name).ok()?))).collect()
}

/// Takes off what only the page understands.
fn strip(svg: &Element) {
    for mark in dom::all(svg, ".chart-mark") {
        mark.remove();
    }
    for element in dom::all(svg, "[class], [data-mark], [tabindex]") {
        for name in ["class", "data-mark", "tabindex", "role", "aria-label"] {
            // Attributes of fixed names can always be removed.
            let _ = element.remove_attribute(name);
        }
    }
}
