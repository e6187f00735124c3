//! From a plotters drawing to the SVG text of a page.

use std::fmt::Write as _;

use plotters::{
    coord::Shift,
    element::{Drawable, PointCollection},
    prelude::{
        Circle, DrawingArea, IntoDrawingArea, IntoFont, PathElement, Polygon, Rectangle, SVGBackend, Text,
    },
    style::{
        Color, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use crate::{
    ink::{Ink, Palette},
    spec::ChartSize,
    text::{TEXT_SIZE, text_width},
    tips::Tip,
};

/// plotters writes font sizes divided by this number.
const FONT_FACTOR: f64 = 1.24;

/// A rectangle in pixels of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) right: i32,
    pub(crate) bottom: i32,
}

impl Frame {
    pub(crate) fn width(&self) -> i32 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> i32 {
        self.bottom - self.top
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Where words stand beside their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Across {
    /// They begin there.
    Start,
    /// They are centred there.
    Middle,
    /// They end there.
    End,
}

/// Where words stand above or below their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Down {
    /// Below it.
    Below,
    /// Centred on it.
    Middle,
    /// Above it.
    Above,
}

/// A picture that is being drawn.
pub(crate) struct Sketch<'svg> {
    size: ChartSize,
    area: DrawingArea<SVGBackend<'svg>, Shift>,
    palette: &'svg Palette,
    /// The room of all words.
    words: Vec<Frame>,
    /// Places that words should rather not cover.
    avoided: Vec<(i32, i32)>,
    marks: String,
}

impl<'svg> Sketch<'svg> {
    pub(crate) fn width(&self) -> i32 {
        self.size.width as i32
    }

    pub(crate) fn height(&self) -> i32 {
        self.size.height as i32
    }

    pub(crate) fn rectangle(&self, frame: Frame, ink: &Ink, opacity: f64) {
        let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
        self.draw(&Rectangle::new(corners, self.fill(ink, opacity)));
    }

    pub(crate) fn outline(&self, frame: Frame, ink: &Ink) {
        let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
        self.draw(&Rectangle::new(corners, self.stroke(ink, 1)));
    }

    pub(crate) fn line(&self, points: Vec<(i32, i32)>, ink: &Ink, width: u32) {
        self.draw(&PathElement::new(points, self.stroke(ink, width)));
    }

    pub(crate) fn area(&self, outline: Vec<(i32, i32)>, ink: &Ink, opacity: f64) {
        self.draw(&Polygon::new(outline, self.fill(ink, opacity)));
    }

    pub(crate) fn dot(&self, center: (i32, i32), radius: i32, ink: &Ink, opacity: f64) {
        self.draw(&Circle::new(center, radius, self.fill(ink, opacity)));
    }

    /// A point with nothing inside.
    pub(crate) fn ring(&self, center: (i32, i32), radius: i32, ink: &Ink) {
        self.dot(center, radius, &Ink::Surface, 1.0);
        self.draw(&Circle::new(center, radius, self.stroke(ink, 2)));
    }

    /// Writes words that were given their room by the layout.
    pub(crate) fn write(&mut self, text: &str, at: (i32, i32), across: Across, down: Down, ink: &Ink) {
        let text: String = text.chars().filter(|character| !character.is_control()).collect();
        self.words.push(room_of(&text, at, across, down));
        let anchor = Pos::new(
            match across {
                Across::Start => HPos::Left,
                Across::Middle => HPos::Center,
                Across::End => HPos::Right,
            },
            match down {
                Down::Below => VPos::Top,
                Down::Middle => VPos::Center,
                Down::Above => VPos::Bottom,
            },
        );
        let style = TextStyle {
            font: ("sans-serif", f64::from(TEXT_SIZE) * FONT_FACTOR).into_font(),
            color: self.palette.placeholder(ink).to_backend_color(),
            pos: anchor,
        };
        self.draw(&Text::new(text, at, style));
    }

    /// Writes words if they stand inside the picture and apart from all other words; says whether it did.
    pub(crate) fn write_where_free(
        &mut self,
        text: &str,
        at: (i32, i32),
        across: Across,
        down: Down,
        ink: &Ink,
    ) -> bool {
        self.write_at_best(text, &[(at, across, down)], ink)
    }

    /// Writes words at the place that is free of other words and covers the least of what is to be avoided, of
    /// equals the first; says whether there was one.
    pub(crate) fn write_at_best(
        &mut self,
        text: &str,
        places: &[((i32, i32), Across, Down)],
        ink: &Ink,
    ) -> bool {
        let free = places.iter().filter_map(|place| {
            let room = room_of(text, place.0, place.1, place.2);
            self.is_free(&room).then(|| (self.covered(&room), place))
        });
        let Some((_, (at, across, down))) = free.min_by_key(|(covered, _)| *covered) else { return false };
        self.write(text, *at, *across, *down, ink);
        true
    }

    /// Keeps words away from a line, where they have a choice.
    pub(crate) fn avoid(&mut self, line: &[(i32, i32)]) {
        /// Words are higher than this.
        const STEP: i32 = 6;
        for pair in line.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let steps = ((x1 - x0).abs().max((y1 - y0).abs()) / STEP).max(1);
            let places =
                (0..=steps).map(|step| (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps));
            self.avoided.extend(places);
        }
    }

    fn is_free(&self, room: &Frame) -> bool {
        let is_inside =
            room.left >= 0 && room.top >= 0 && room.right <= self.width() && room.bottom <= self.height();
        is_inside && !self.words.iter().any(|other| room.overlaps(other))
    }

    fn covered(&self, room: &Frame) -> usize {
        let is_covered = |(x, y): &&(i32, i32)| {
            (room.left..=room.right).contains(x) && (room.top..=room.bottom).contains(y)
        };
        self.avoided.iter().filter(is_covered).count()
    }

    /// Adds what the pointer and the arrow keys find: an invisible rectangle over the mark. The Tab key passes
    /// by: a chart may have hundreds of marks, too small to be stops of their own.
    pub(crate) fn hit(&mut self, frame: Frame, index: usize, tip: &Tip) {
        let Frame { left, top, .. } = frame;
        let (width, height) = (frame.width().max(1), frame.height().max(1));
        let shape = format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>");
        self.hit_shape(&shape, index, tip);
    }

    /// The same for a mark that is no rectangle.
    pub(crate) fn hit_polygon(&mut self, outline: &[(i32, i32)], index: usize, tip: &Tip) {
        let points: Vec<String> = outline.iter().map(|(x, y)| format!("{x},{y}")).collect();
        self.hit_shape(&format!("<polygon points=\"{}\"/>", points.join(" ")), index, tip);
    }

    fn hit_shape(&mut self, shape: &str, index: usize, tip: &Tip) {
        let label = escape_text(&tip.sentence());
        let (start, end) = match &tip.href {
            Some(href) => (format!("<a href=\"{}\"", escape_text(href)), "</a>"),
            None => ("<g role=\"img\"".to_owned(), "</g>"),
        };
        // Writing into a string cannot fail.
        let _ = writeln!(
            self.marks,
            "{start} class=\"chart-mark\" data-mark=\"{index}\" tabindex=\"-1\" \
             aria-label=\"{label}\">{shape}{end}"
        );
    }

    /// Adds a mark that is a rectangle of its own, without words in the picture: there may be a thousand.
    pub(crate) fn cell(&mut self, frame: Frame, index: usize, class: &str) {
        let Frame { left, top, .. } = frame;
        let (width, height) = (frame.width().max(1), frame.height().max(1));
        let _ = writeln!(
            self.marks,
            "<rect class=\"{}\" data-mark=\"{index}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" \
             height=\"{height}\"/>",
            escape_text(class)
        );
    }

    fn fill(&self, ink: &Ink, opacity: f64) -> ShapeStyle {
        self.palette.placeholder(ink).mix(opacity).filled()
    }

    fn stroke(&self, ink: &Ink, width: u32) -> ShapeStyle {
        self.palette.placeholder(ink).stroke_width(width)
    }

    fn draw<'element, Element>(&self, element: &'element Element)
    where
        &'element Element: PointCollection<'element, (i32, i32)>,
        Element: Drawable<SVGBackend<'svg>>,
    {
        // Drawing into memory cannot fail.
        let _ = self.area.draw(element);
    }
}

/// The room of words; a line is a third higher than its letters.
fn room_of(text: &str, (x, y): (i32, i32), across: Across, down: Down) -> Frame {
    let (width, height) = (text_width(text), TEXT_SIZE + 2);
    let left = match across {
        Across::Start => x,
        Across::Middle => x - width / 2,
        Across::End => x - width,
    };
    let top = match down {
        Down::Below => y - 1,
        Down::Middle => y - height / 2,
        Down::Above => y - height - 2,
    };
    Frame { left, top, right: left + width, bottom: top + height }
}

/// How a picture behaves in its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Scales as a whole.
    Proportional,
    /// Stretches to the frame, strokes keep their width.
    Stretched,
}

/// Draws with `draw` and gives the finished `<svg>`.
pub(crate) fn render_svg(
    size: ChartSize,
    label: &str,
    fit: Fit,
    draw: impl FnOnce(&mut Sketch<'_>),
) -> String {
    let palette = Palette::default();
    let mut drawing = String::new();
    let marks = {
        let area = SVGBackend::with_string(&mut drawing, (size.width, size.height)).into_drawing_area();
        let mut sketch = Sketch {
            size,
            area,
            palette: &palette,
            words: Vec::new(),
            avoided: Vec::new(),
            marks: String::new(),
        };
        draw(&mut sketch);
        // Drawing into memory cannot fail.
        let _ = sketch.area.present();
        sketch.marks
    };
    // The first line is plotters' own root tag with a fixed size, the last one closes it.
    let body = drawing.split_once('\n').map_or("", |(_, body)| body);
    let body = body.trim_end().trim_end_matches("</svg>");
    let body = palette
        .exchange_placeholders(body)
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "");
    let body = match fit {
        Fit::Proportional => body,
        Fit::Stretched => body.replace("<polyline ", "<polyline vector-effect=\"non-scaling-stroke\" "),
    };
    let root = root_tag(size, label, fit, !marks.is_empty());
    if marks.is_empty() {
        return format!("{root}\n{body}</svg>");
    }
    format!("{root}\n<g aria-hidden=\"true\">\n{body}</g>\n<g class=\"chart-marks\">\n{marks}</g>\n</svg>")
}

fn root_tag(size: ChartSize, label: &str, fit: Fit, has_marks: bool) -> String {
    let ChartSize { width, height } = size;
    let label = escape_text(label);
    // Without a style sheet the picture keeps its height, so that nothing moves when it is drawn anew.
    let fixed = format!(" width=\"100%\" height=\"{height}\"");
    let aspect = if fit == Fit::Stretched { " preserveAspectRatio=\"none\"" } else { &fixed };
    // The parts of an image are not told apart, those of a group are.
    let role = if has_marks { "group" } else { "img" };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"{aspect} \
         role=\"{role}\" aria-label=\"{label}\">"
    )
}

/// Escapes text for attributes and for element content.
pub(crate) fn escape_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // They are not part of XML.
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => {}
            _ => escaped.push(character),
        }
    }
    escaped
}
