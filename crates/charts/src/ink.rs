//! The colours of a chart, as CSS variables.
//!
//! plotters writes only literal colours. Each ink of a picture is drawn as a placeholder colour that no chart
//! uses otherwise, and exchanged for its presentation attribute in the finished text.

use std::cell::RefCell;

use plotters::style::RGBColor;

use crate::canvas::escape_text;

/// What a mark is for; the style sheet gives the colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ink {
    /// The line of the data and its points.
    Line,
    /// The line of stretches that are not over: dashed.
    RunningLine,
    /// The area below the line.
    Area,
    /// Grid lines and the axis.
    Grid,
    /// The inside of a hollow point.
    Surface,
    /// Direct labels.
    Text,
    /// Axis labels and lines to compare with.
    Muted,
    /// The colour of a class.
    Class(String),
    /// The colour of a class, dashed.
    RunningClass(String),
    /// Words on the colour of a class.
    OnClass(String),
    /// One of the six depths of a heat map, from 1.
    Heat(u8),
    /// Words on this depth.
    OnHeat(u8),
}

impl Ink {
    /// The colour of a class, or the accent.
    pub(crate) fn of_class(class: Option<&str>) -> Self {
        class.map_or(Self::Line, |class| Self::Class(class.to_owned()))
    }

    /// The same colour for stretches that are not over.
    pub(crate) fn running(self) -> Self {
        match self {
            Self::Class(class) => Self::RunningClass(class),
            _ => Self::RunningLine,
        }
    }

    /// What stands in the finished SVG in place of the placeholder and its quotes.
    fn attribute_value(&self) -> String {
        match self {
            Self::Line => "\"var(--chart-line, currentColor)\"".to_owned(),
            Self::RunningLine => "\"var(--chart-line, currentColor)\" stroke-dasharray=\"5 4\"".to_owned(),
            Self::Area => "\"var(--chart-area, none)\"".to_owned(),
            Self::Grid => "\"var(--chart-grid, currentColor)\"".to_owned(),
            Self::Surface => "\"var(--chart-surface, Canvas)\"".to_owned(),
            Self::Text => "\"var(--chart-text, currentColor)\" class=\"chart-label\"".to_owned(),
            Self::Muted => "\"var(--chart-muted, currentColor)\"".to_owned(),
            Self::Class(class) => of_class("segment", class, ""),
            Self::RunningClass(class) => of_class("segment", class, " stroke-dasharray=\"5 4\""),
            Self::OnClass(class) => of_class("segment-ink", class, ""),
            Self::Heat(step) => format!("\"var(--heat-{step}, currentColor)\""),
            Self::OnHeat(step) => format!("\"var(--heat-ink-{step}, currentColor)\""),
        }
    }
}

fn of_class(variable: &str, class: &str, rest: &str) -> String {
    format!("\"var(--{variable}, currentColor)\" class=\"{}\"{rest}", escape_text(class))
}

/// The inks of one picture.
#[derive(Debug, Default)]
pub(crate) struct Palette(RefCell<Vec<Ink>>);

impl Palette {
    /// The placeholder that plotters draws with.
    pub(crate) fn placeholder(&self, ink: &Ink) -> RGBColor {
        let mut inks = self.0.borrow_mut();
        let index = inks.iter().position(|known| known == ink).unwrap_or_else(|| {
            inks.push(ink.clone());
            inks.len() - 1
        });
        RGBColor(1, (index >> 8) as u8, index as u8)
    }

    /// Exchanges all placeholders. Text cannot be hit: quotes inside text are escaped.
    pub(crate) fn exchange_placeholders(&self, svg: &str) -> String {
        let inks = self.0.borrow();
        let mut exchanged = String::with_capacity(svg.len() + svg.len() / 4);
        let mut rest = svg;
        while let Some(start) = rest.find("\"#01") {
            let ink = rest
                .get(start + 4..start + 8)
                .and_then(|digits| inks.get(usize::from_str_radix(digits, 16).ok()?));
            exchanged.push_str(&rest[..start]);
            match ink {
                // The placeholder, such as "#010203", and its quotes are nine characters.
                Some(ink) => {
                    exchanged.push_str(&ink.attribute_value());
                    rest = &rest[start + 9..];
                }
                None => {
                    exchanged.push_str("\"#01");
                    rest = &rest[start + 4..];
                }
            }
        }
        exchanged + rest
    }
}
