//! View models drawn as SVG by plotters, the same bytes on the server and in the browser.
//!
//! Every picture is one root `<svg role="img">` without width and height, so that the style sheet sizes it.
//! Colours are the CSS variables `--chart-line`, `--chart-area`, `--chart-grid`, `--chart-surface`,
//! `--chart-text` and `--chart-muted`, so that themes switch without a redraw; there are no `style`
//! attributes, because the content security policy forbids them. Nothing measures text: plotters
//! would ask the browser's DOM in WASM and estimate on the server, and the two pictures would differ.

#![warn(missing_docs)]

mod axis;
mod canvas;
mod ink;
mod sparkline;
mod trend;

pub use axis::format_compact_money;
pub use sparkline::{SparklineOptions, render_sparkline};
pub use trend::{TrendOptions, render_month_trend};
