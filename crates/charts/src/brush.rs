//! A drag over a chart, and the address of the range that it marks.

use crate::{
    canvas::Frame,
    draw::{histogram_plot, scatter_plot},
    scale::Scale,
    spec::{ChartKind, ChartSize, ChartSpec, HistogramChart, ScatterChart},
    tips::fill_address,
};

/// A drag that is shorter than this in one direction, in pixels, means the other direction alone.
const SHORTEST: f64 = 6.0;

/// What can be dragged over.
#[derive(Debug)]
pub struct Brush<'spec> {
    frame: Frame,
    over: Over<'spec>,
}

#[derive(Debug)]
enum Over<'spec> {
    Plane { chart: &'spec ScatterChart, address: &'spec str, x: Scale, y: Scale },
    Bars { chart: &'spec HistogramChart, address: &'spec str },
}

/// A rectangle in pixels of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BrushArea {
    /// From the left edge of the picture.
    pub left: f64,
    /// From its upper edge.
    pub top: f64,
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

/// What can be dragged over in a chart that is drawn at this size; `None` if nothing can.
pub fn brush(spec: &ChartSpec, size: ChartSize) -> Option<Brush<'_>> {
    match &spec.kind {
        ChartKind::Scatter(chart) => {
            let address = chart.brush_href.as_deref()?;
            let (frame, x, y) = scatter_plot(chart, size.clamped());
            Some(Brush { frame, over: Over::Plane { chart, address, x, y } })
        }
        ChartKind::Histogram(chart) if !chart.bars.is_empty() => {
            let address = chart.brush_href.as_deref()?;
            Some(Brush { frame: histogram_plot(chart, size.clamped()), over: Over::Bars { chart, address } })
        }
        _ => None,
    }
}

impl Brush<'_> {
    /// Whether a place in pixels of the picture lies in the plot.
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        let across = f64::from(self.frame.left)..=f64::from(self.frame.right);
        let down = f64::from(self.frame.top)..=f64::from(self.frame.bottom);
        across.contains(&x) && down.contains(&y)
    }

    /// What a drag between two places marks.
    pub fn area(&self, one: (f64, f64), other: (f64, f64)) -> BrushArea {
        let ((left, right), (top, bottom)) = self.corners(one, other);
        BrushArea { left, top, width: right - left, height: bottom - top }
    }

    /// The address of the range that a drag between two places marks.
    pub fn address(&self, one: (f64, f64), other: (f64, f64)) -> String {
        let ((left, right), (top, bottom)) = self.corners(one, other);
        match &self.over {
            Over::Plane { chart, address, x, y } => {
                let address = fill_address(address, 'x', x.values_between(left, right), &chart.x.unit);
                fill_address(&address, 'y', y.values_between(top, bottom), &chart.y.unit)
            }
            Over::Bars { chart, address } => {
                let (first, last) = self.bars(left, right, chart);
                let range = (chart.bars[first].range.0, chart.bars[last].range.1);
                fill_address(address, 'x', range, &chart.unit)
            }
        }
    }

    /// From left to right and from top to bottom, inside the plot.
    fn corners(&self, one: (f64, f64), other: (f64, f64)) -> ((f64, f64), (f64, f64)) {
        let (plot_left, plot_right) = (f64::from(self.frame.left), f64::from(self.frame.right));
        let (plot_top, plot_bottom) = (f64::from(self.frame.top), f64::from(self.frame.bottom));
        let inside = |a: f64, b: f64, low, high| (a.min(b).clamp(low, high), a.max(b).clamp(low, high));
        let across = inside(one.0, other.0, plot_left, plot_right);
        let down = inside(one.1, other.1, plot_top, plot_bottom);
        match &self.over {
            Over::Plane { .. } if across.1 - across.0 < SHORTEST => ((plot_left, plot_right), down),
            Over::Plane { .. } if down.1 - down.0 < SHORTEST => (across, (plot_top, plot_bottom)),
            Over::Plane { .. } => (across, down),
            Over::Bars { chart, .. } => {
                let (first, last) = self.bars(across.0, across.1, chart);
                let edge = |index: usize| {
                    plot_left + (plot_right - plot_left) * index as f64 / chart.bars.len() as f64
                };
                ((edge(first), edge(last + 1)), (plot_top, plot_bottom))
            }
        }
    }

    /// The first and the last bar that are touched. The ends of a range of bars touch only these.
    fn bars(&self, left: f64, right: f64, chart: &HistogramChart) -> (usize, usize) {
        let share = |x: f64| (x - f64::from(self.frame.left)) / f64::from(self.frame.width());
        let count = chart.bars.len() as f64;
        let first = (share(left) * count + 0.01).floor().clamp(0.0, count - 1.0);
        let last = (share(right) * count - 0.01).floor().clamp(first, count - 1.0);
        (first as usize, last as usize)
    }
}
