//! From a spec to a picture, one file per kind.

mod bars;
mod flow;
mod heat;
mod histogram;
mod lines;
mod places;
mod plot;
mod scatter;
mod shares;
mod sparkline;
mod tiles;

pub(crate) use histogram::histogram_plot;
pub(crate) use scatter::{density_steps, scatter_plot};

use crate::{
    canvas::{Across, Down, Fit, Sketch, render_svg},
    ink::Ink,
    spec::{ChartKind, ChartSize, ChartSpec, ScatterMarks},
    tips::tips,
};

/// Draws a chart: one `<svg>`, whose marks can be pointed at, reached by keyboard and followed to where they
/// lead.
pub fn render(spec: &ChartSpec, size: ChartSize) -> String {
    if let ChartKind::Sparkline(chart) = &spec.kind {
        return sparkline::render_sparkline(chart, size, &spec.description);
    }
    let label = if spec.description.is_empty() { &spec.title } else { &spec.description };
    render_svg(size.clamped(), label, Fit::Proportional, |sketch| {
        if has_marks(&spec.kind) {
            draw_kind(sketch, spec);
        } else {
            let middle = (sketch.width() / 2, sketch.height() / 2);
            sketch.write(&spec.empty, middle, Across::Middle, Down::Middle, &Ink::Muted);
        }
    })
}

fn draw_kind(sketch: &mut Sketch<'_>, spec: &ChartSpec) {
    match &spec.kind {
        ChartKind::Line(chart) => lines::draw(sketch, chart, &tips(spec)),
        ChartKind::Bar(chart) => bars::draw(sketch, chart, &tips(spec)),
        ChartKind::StackedShare(chart) => shares::draw(sketch, chart, &tips(spec)),
        ChartKind::Scatter(chart) => scatter::draw(sketch, chart),
        ChartKind::Histogram(chart) => histogram::draw(sketch, chart, &tips(spec)),
        ChartKind::HeatMap(chart) => heat::draw(sketch, chart, &tips(spec)),
        ChartKind::TileMap(chart) => tiles::draw(sketch, chart, &tips(spec)),
        ChartKind::Flow(chart) => flow::draw(sketch, chart, &tips(spec)),
        ChartKind::Sparkline(_) => {}
    }
}

fn has_marks(kind: &ChartKind) -> bool {
    match kind {
        ChartKind::Line(chart) => {
            let mut points = chart.series.iter().flat_map(|series| &series.points);
            !chart.labels.is_empty() && points.any(|point| point.value.is_some())
        }
        ChartKind::Bar(chart) => !chart.bars.is_empty(),
        ChartKind::StackedShare(chart) => {
            chart.bars.iter().flat_map(|bar| &bar.parts).any(|part| part.size > 0.0)
        }
        ChartKind::Scatter(chart) => match &chart.marks {
            ScatterMarks::Points(points) => !points.is_empty(),
            ScatterMarks::Bins(bins) => !bins.is_empty(),
        },
        ChartKind::Histogram(chart) => !chart.bars.is_empty(),
        ChartKind::HeatMap(chart) => !chart.rows.is_empty() && !chart.columns.is_empty(),
        ChartKind::TileMap(chart) => !chart.tiles.is_empty(),
        ChartKind::Flow(chart) => chart.bands.iter().any(|band| band.size > 0.0),
        ChartKind::Sparkline(chart) => chart.values.len() >= 2,
    }
}
