//! A chart that stands alone, outside the page: with its title above and its legend below.

use std::fmt::Write as _;

use crate::{
    canvas::escape_text,
    draw::render,
    legend::{LegendEntry, Swatch, legend},
    spec::{ChartSize, ChartSpec},
    text::{TEXT_SIZE, text_width},
};

const PADDING: i32 = 20;
const TITLE_SIZE: i32 = 15;
const TITLE_LINE: i32 = 20;
const LEGEND_LINE: i32 = 20;
const SWATCH: i32 = 10;

/// Draws a chart for a file: one `<svg>` with a width and a height, whose colours are still those of the page.
pub fn sheet(spec: &ChartSpec, size: ChartSize) -> String {
    let size = size.clamped();
    let width = size.width as i32 + 2 * PADDING;
    let title = wrapped(&spec.title, size.width as i32);
    let top = PADDING + title.len() as i32 * TITLE_LINE + 8;
    let (legend, legend_height) = legend_rows(&legend(spec), size.width as i32);
    let below = top + size.height as i32 + 16;
    let height = below + legend_height + PADDING / 2;
    let mut drawn = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"var(--chart-surface, Canvas)\"/>\n"
    );
    for (line, words) in title.iter().enumerate() {
        let y = PADDING + line as i32 * TITLE_LINE + TITLE_SIZE;
        // Writing into a string cannot fail.
        let _ = writeln!(
            drawn,
            "<text x=\"{PADDING}\" y=\"{y}\" font-size=\"{TITLE_SIZE}\" font-weight=\"650\" \
             fill=\"var(--chart-text, currentColor)\">{}</text>",
            escape_text(words)
        );
    }
    let place = format!("x=\"{PADDING}\" y=\"{top}\" width=\"{}\"", size.width);
    drawn.push_str(&render(spec, size).replacen("width=\"100%\"", &place, 1));
    let _ = write!(drawn, "\n<g transform=\"translate({PADDING}, {below})\">\n{legend}</g>\n</svg>");
    drawn
}

/// The title in lines, broken between words.
fn wrapped(title: &str, width: i32) -> Vec<String> {
    let room = width * TEXT_SIZE / TITLE_SIZE;
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(line) + text_width(word) + 4 <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The legend in rows, and how high they are.
fn legend_rows(entries: &[LegendEntry], width: i32) -> (String, i32) {
    let mut rows = String::new();
    let (mut left, mut top) = (0, 0);
    for entry in entries {
        let entry_width = SWATCH + 6 + text_width(&entry.name);
        if left > 0 && left + entry_width > width {
            (left, top) = (0, top + LEGEND_LINE);
        }
        let _ = writeln!(
            rows,
            "{}<text x=\"{}\" y=\"{}\" font-size=\"{TEXT_SIZE}\" \
             fill=\"var(--chart-muted, currentColor)\">{}</text>",
            swatch(entry, left, top),
            left + SWATCH + 6,
            top + SWATCH,
            escape_text(&entry.name)
        );
        left += entry_width + 16;
    }
    let height = if entries.is_empty() { 0 } else { top + LEGEND_LINE };
    (rows, height)
}

fn swatch(entry: &LegendEntry, left: i32, top: i32) -> String {
    let depth = |step| format!("var(--heat-{step}, currentColor)");
    let (fill, class) = match (entry.swatch, &entry.class) {
        (Swatch::Depth(step), _) => (depth(step), String::new()),
        (Swatch::Compared, _) => ("var(--chart-muted, currentColor)".to_owned(), String::new()),
        (Swatch::Step(step), _) => ("var(--chart-muted, currentColor)".to_owned(), format!("step-{step}")),
        (_, Some(class)) => ("var(--segment, currentColor)".to_owned(), escape_text(class)),
        (_, None) => ("var(--chart-line, currentColor)".to_owned(), String::new()),
    };
    let opacity = if entry.swatch == Swatch::Pale { " opacity=\"0.35\"" } else { "" };
    let (y, height) = match entry.swatch {
        Swatch::Line | Swatch::Compared => (top + SWATCH / 2 - 1, 3),
        _ => (top, SWATCH),
    };
    format!(
        "<rect class=\"{class}\" x=\"{left}\" y=\"{y}\" width=\"{SWATCH}\" height=\"{height}\" rx=\"1\" \
         fill=\"{fill}\"{opacity}/>"
    )
}
