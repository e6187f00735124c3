//! Charts as plain data, drawn as SVG by plotters, the same bytes on the server and in the browser.
//!
//! [`render`] draws a [`ChartSpec`] at a size, [`table`] gives the same figures as a table, [`tip`] the words
//! of a mark, [`legend`] what its colours mean, and [`brush`] turns a drag over it into an address.
//!
//! Every picture is one root `<svg>` as wide as its place and, but for sparklines, as high as asked. Colours are
//! CSS variables, so that themes switch without a redraw: `--chart-line`, `--chart-area`, `--chart-grid`,
//! `--chart-surface`, `--chart-text`, `--chart-muted`, `--heat-1` to `--heat-6` with `--heat-ink-1` to
//! `--heat-ink-6`, and for marks with a class `--segment` and `--segment-ink`. There are no `style`
//! attributes, because the content security policy forbids them. Nothing measures text: plotters would ask
//! the browser's DOM in WASM and estimate on the server, and the two pictures would differ.

#![warn(missing_docs)]

mod axis;
mod brush;
mod canvas;
mod draw;
mod ink;
mod legend;
mod scale;
mod sheet;
mod spec;
mod table;
mod text;
mod tile_scale;
mod tips;

pub use brush::{Brush, BrushArea, brush};
pub use draw::render;
pub use legend::{LegendEntry, Swatch, legend};
pub use sheet::sheet;
pub use spec::{
    Bar, BarChart, BarDirection, ChartKind, ChartSize, ChartSpec, DensityBin, FlowBand, FlowBar, FlowChart,
    FlowColumn, HeatCell, HeatMap, HeatRow, HistogramBar, HistogramChart, LineChart, LinePoint, LineSeries,
    Mark, MarkGroup, ScatterChart, ScatterMarks, ScatterPointMark, SeriesLook, SharePart, Sparkline,
    StackedBar, StackedShare, Tile, TileMap, Unit, ValueAxis,
};
pub use table::{DataTable, Heading, TableCell, table};
pub use tips::{Tip, mark_count, tip, tips};
