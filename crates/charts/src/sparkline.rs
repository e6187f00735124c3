use plotters::{prelude::PathElement, style::Color};

use crate::{
    canvas::{Canvas, DrawResult, Fit, Frame, render_svg},
    ink::Ink,
};

/// plotters places marks on whole pixels; drawn larger, a small line stays smooth.
const SCALE: u32 = 8;
const STROKE_WIDTH: u32 = 2;

/// The proportions of a sparkline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SparklineOptions {
    /// Width in CSS pixels, 8 to 4096; others are clamped.
    pub width: u32,
    /// Height in CSS pixels, 8 to 4096; others are clamped.
    pub height: u32,
}

/// Draws the course of `values` without axes, from zero (or the least value, if negative) to the greatest.
///
/// Values that are not finite are left out; with fewer than two values there is no line.
pub fn render_sparkline(values: &[f64], options: &SparklineOptions) -> String {
    let values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let size = (options.width.clamp(8, 4096) * SCALE, options.height.clamp(8, 4096) * SCALE);
    let label = format!("course of {} values", values.len());
    render_svg(size, &label, Fit::Stretched, |area| draw_sparkline(area, &values))
}

fn draw_sparkline(area: &Canvas<'_>, values: &[f64]) -> DrawResult {
    if values.len() < 2 {
        return Ok(());
    }
    // Halved, so that the distance of two huge values does not overflow.
    let low = values.iter().copied().fold(0.0, f64::min) / 2.0;
    let high = values.iter().copied().fold(0.0, f64::max) / 2.0;
    let high = if high > low { high } else { low + 1.0 };
    let (width, height) = area.dim_in_pixel();
    let inset = (STROKE_WIDTH * SCALE) as i32;
    let frame = Frame { left: 0, right: width as i32, top: inset, bottom: height as i32 - inset };
    let plot = area.apply_coord_spec(frame.plane(0.0..(values.len() - 1) as f64, low..high));
    let line: Vec<_> = values.iter().enumerate().map(|(index, value)| (index as f64, value / 2.0)).collect();
    plot.draw(&PathElement::new(line, Ink::Line.placeholder().stroke_width(STROKE_WIDTH)))
}
