//! From a plotters drawing to the SVG text of a page.

use std::ops::Range;

use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::{Cartesian2d, DrawingArea, DrawingAreaErrorKind, IntoDrawingArea, SVGBackend},
};

use crate::ink::exchange_placeholders;

pub(crate) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(crate) type Plane = Cartesian2d<RangedCoordf64, RangedCoordf64>;
pub(crate) type DrawResult = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// The rectangle of the data, in pixels of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) top: i32,
    pub(crate) bottom: i32,
}

impl Frame {
    /// Maps `x` from left to right and `y` from bottom to top.
    pub(crate) fn plane(self, x: Range<f64>, y: Range<f64>) -> Plane {
        Plane::new(x, y, (self.left..self.right, self.bottom..self.top))
    }
}

/// How the picture behaves in its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Scales as a whole.
    Proportional,
    /// Stretches to the frame, strokes keep their width.
    Stretched,
}

/// Draws with `draw` and gives the finished `<svg>`; a drawing that fails leaves an empty picture, which a
/// drawing into memory never does.
pub(crate) fn render_svg(
    (width, height): (u32, u32),
    label: &str,
    fit: Fit,
    draw: impl FnOnce(&Canvas<'_>) -> DrawResult,
) -> String {
    let mut drawing = String::new();
    {
        let area = SVGBackend::with_string(&mut drawing, (width, height)).into_drawing_area();
        if draw(&area).and_then(|()| area.present()).is_err() {
            return format!("{}</svg>", root_tag(width, height, label, fit));
        }
    }
    // The first line is plotters' own root tag with a fixed size.
    let body = drawing.split_once('\n').map_or("", |(_, body)| body);
    let body = exchange_placeholders(body).replace("font-family=\"sans-serif\" ", "");
    let body = match fit {
        Fit::Proportional => body,
        Fit::Stretched => body.replace("<polyline ", "<polyline vector-effect=\"non-scaling-stroke\" "),
    };
    root_tag(width, height, label, fit) + "\n" + body.trim_end()
}

fn root_tag(width: u32, height: u32, label: &str, fit: Fit) -> String {
    let label = escape_text(label);
    let aspect = match fit {
        Fit::Proportional => "",
        Fit::Stretched => " preserveAspectRatio=\"none\"",
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"{aspect} \
         role=\"img\" aria-label=\"{label}\">"
    )
}

/// Escapes text for attributes and for element content.
pub(crate) fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
