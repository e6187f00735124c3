//! Places in a row below a plot, such as months, and their names.

use crate::{
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    text::{shortened, text_width},
};

/// Between two names.
const NAME_GAP: i32 = 12;
/// A name that is shortened to less than this says nothing.
const SHORTENED_MIN: i32 = 36;

/// Equally wide places from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    frame: Frame,
    count: usize,
}

impl Places {
    pub(super) fn new(frame: Frame, count: usize) -> Self {
        Self { frame, count: count.max(1) }
    }

    /// The edge before a place; the one behind the last place is the frame's.
    pub(super) fn edge(&self, index: usize) -> i32 {
        self.frame.left + (f64::from(self.frame.width()) * index as f64 / self.count as f64).round() as i32
    }

    pub(super) fn middle(&self, index: usize) -> i32 {
        let share = (index as f64 + 0.5) / self.count as f64;
        self.frame.left + (f64::from(self.frame.width()) * share).round() as i32
    }

    /// The strip over a place, as high as the plot.
    pub(super) fn strip(&self, index: usize) -> Frame {
        Frame { left: self.edge(index), right: self.edge(index + 1), ..self.frame }
    }

    /// Writes all names below the plot, shortened to the room there is; where that is too little, as many as
    /// there is room for.
    pub(super) fn write_all_names(&self, sketch: &mut Sketch<'_>, names: &[String]) {
        let room = self.frame.width() / self.count as i32 - NAME_GAP / 2;
        if room < SHORTENED_MIN {
            return self.write_names(sketch, names);
        }
        let names: Vec<String> = names.iter().map(|name| shortened(name, room)).collect();
        for (index, name) in names.iter().enumerate() {
            let place = (self.middle(index), self.frame.bottom + 8);
            sketch.write_where_free(name, place, Across::Middle, Down::Below, &Ink::Muted);
        }
    }

    /// Writes as many names below the plot as there is room for, in equal steps.
    pub(super) fn write_names(&self, sketch: &mut Sketch<'_>, names: &[String]) {
        let widest = names.iter().map(|name| text_width(name)).max().unwrap_or(0);
        let place = f64::from(self.frame.width()) / self.count as f64;
        let room = (f64::from(widest + NAME_GAP) / place).ceil() as usize;
        let strides = [1, 2, 3, 4, 6, 12, 24, 60, 120, 1200];
        let stride = strides.into_iter().find(|stride| *stride >= room).unwrap_or(names.len().max(1));
        for (index, name) in names.iter().enumerate().step_by(stride) {
            let name = shortened(name, sketch.width());
            let half = text_width(&name) / 2;
            let x = self.middle(index).min(sketch.width() - half).max(half);
            sketch.write_where_free(
                &name,
                (x, self.frame.bottom + 8),
                Across::Middle,
                Down::Below,
                &Ink::Muted,
            );
        }
    }
}
