//! The colours of a chart, as CSS variables.
//!
//! plotters writes only literal colours. Each ink is drawn as a placeholder colour that no chart uses
//! otherwise, and exchanged for its presentation attribute in the finished text.

use plotters::style::RGBColor;

/// What a mark is for; the style sheet gives the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// The line of the data and its points: `--chart-line`.
    Line,
    /// The line of months that are not over: `--chart-line`, dashed.
    RunningLine,
    /// The area below the line: `--chart-area`.
    Area,
    /// Grid lines and the axis: `--chart-grid`.
    Grid,
    /// The inside of a hollow point: `--chart-surface`.
    Surface,
    /// Direct labels: `--chart-text`.
    Text,
    /// Axis labels: `--chart-muted`.
    Muted,
}

impl Ink {
    const ALL: [Self; 7] =
        [Self::Line, Self::RunningLine, Self::Area, Self::Grid, Self::Surface, Self::Text, Self::Muted];

    /// The placeholder that plotters draws with.
    pub(crate) fn placeholder(self) -> RGBColor {
        RGBColor(1, 2, self as u8)
    }

    /// What stands in the finished SVG in place of the placeholder and its quotes.
    fn attribute_value(self) -> &'static str {
        match self {
            Self::Line => "\"var(--chart-line, currentColor)\"",
            Self::RunningLine => "\"var(--chart-line, currentColor)\" stroke-dasharray=\"5 4\"",
            Self::Area => "\"var(--chart-area, none)\"",
            Self::Grid => "\"var(--chart-grid, currentColor)\"",
            Self::Surface => "\"var(--chart-surface, Canvas)\"",
            Self::Text => "\"var(--chart-text, currentColor)\"",
            Self::Muted => "\"var(--chart-muted, currentColor)\"",
        }
    }
}

/// Exchanges all placeholders. Text cannot be hit: quotes inside text are escaped.
pub(crate) fn exchange_placeholders(svg: &str) -> String {
    Ink::ALL.into_iter().fold(svg.to_owned(), |svg, ink| {
        let RGBColor(red, green, blue) = ink.placeholder();
        svg.replace(&format!("\"#{red:02X}{green:02X}{blue:02X}\""), ink.attribute_value())
    })
}
