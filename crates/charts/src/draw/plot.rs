//! What plots with a vertical axis of values share: grid lines and their labels.

use crate::{
    axis::{NumberAxis, format_short},
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    scale::Scale,
    spec::Unit,
    text::text_width,
};

/// Between the labels of an axis and the plot.
const LABEL_GAP: i32 = 8;

/// A plot with an axis of values at its left.
pub(super) struct ValuePlot {
    pub(super) frame: Frame,
    pub(super) axis: NumberAxis,
    pub(super) values: Scale,
}

impl ValuePlot {
    /// Inside `room`, of which the labels of the axis take what they need.
    pub(super) fn new(room: Frame, (low, high): (f64, f64), unit: &Unit) -> Self {
        let steps = (room.height() / 44).clamp(2, 5) as u32;
        let axis = NumberAxis::spanning(low, high, unit, steps);
        let labels = axis.ticks().map(|tick| text_width(&format_short(tick, unit)));
        let left = room.left + labels.max().unwrap_or(0) + LABEL_GAP;
        let frame = Frame { left: left.min(room.right - 1), ..room };
        let values = Scale::linear((axis.start, axis.end), (frame.bottom, frame.top));
        Self { frame, axis, values }
    }

    /// Draws the grid lines with their labels.
    pub(super) fn draw_grid(&self, sketch: &mut Sketch<'_>, unit: &Unit) {
        let Frame { left, right, .. } = self.frame;
        for tick in self.axis.ticks() {
            let height = self.values.pixel(tick);
            sketch.line(vec![(left, height), (right, height)], &Ink::Grid, 1);
            let label = format_short(tick, unit);
            sketch.write(&label, (left - LABEL_GAP, height), Across::End, Down::Middle, &Ink::Muted);
        }
    }

    /// The pixel from which bars grow: zero, or the end of the axis nearest to it.
    pub(super) fn ground(&self) -> i32 {
        self.values.pixel(0.0)
    }
}
