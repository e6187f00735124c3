use crate::{
    axis::finite,
    canvas::{Fit, Sketch, render_svg},
    ink::Ink,
    spec::{ChartSize, Sparkline},
};

/// plotters places marks on whole pixels; drawn larger, a small line stays smooth.
const SCALE: u32 = 8;
const STROKE_WIDTH: u32 = 2;

/// Draws the course of the values without axes, from zero (or the least value, if negative) to the greatest.
pub(super) fn render_sparkline(chart: &Sparkline, size: ChartSize, description: &str) -> String {
    let values: Vec<f64> = chart.values.iter().copied().filter(|value| value.is_finite()).collect();
    let width = size.width.clamp(8, 4096) * SCALE;
    let height = size.height.clamp(8, 4096) * SCALE;
    let words = format!("course of {} values", values.len());
    let label = if description.is_empty() { &words } else { description };
    render_svg(ChartSize { width, height }, label, Fit::Stretched, |sketch| {
        draw_line(sketch, &values, chart.last_in_progress);
    })
}

fn draw_line(sketch: &Sketch<'_>, values: &[f64], last_in_progress: bool) {
    if values.len() < 2 {
        return;
    }
    let low = values.iter().copied().map(finite).fold(0.0, f64::min);
    let high = values.iter().copied().map(finite).fold(0.0, f64::max);
    let inset = f64::from(STROKE_WIDTH * SCALE);
    let room = f64::from(sketch.height()) - 2.0 * inset;
    let high = if high > low { high } else { low + 1.0 };
    let span = high - low;
    let last = values.len() - 1;
    let line: Vec<(i32, i32)> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let x = f64::from(sketch.width()) * index as f64 / last as f64;
            let y = inset + room * (high - finite(*value)) / span;
            (x.round() as i32, y.round() as i32)
        })
        .collect();
    if last_in_progress {
        sketch.line(line[last - 1..].to_vec(), &Ink::RunningLine, STROKE_WIDTH);
        if last > 1 {
            sketch.line(line[..last].to_vec(), &Ink::Line, STROKE_WIDTH);
        }
    } else {
        sketch.line(line, &Ink::Line, STROKE_WIDTH);
    }
}
