use super::{places::Places, plot::ValuePlot};
use crate::{
    axis::{finite, format_short},
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    spec::{LineChart, LinePoint, LineSeries, SeriesLook},
    text::text_width,
    tips::{Tip, shows_places},
};

const POINT_RADIUS: i32 = 3;
/// Points closer than this melt into the line and are not drawn.
const POINT_DISTANCE: i32 = 12;
/// From this width on, the names of several courses stand at the ends of their lines.
const END_NAMES_WIDTH: i32 = 520;
/// Among more courses, values at single points would only be in the way.
const LABELLED_SERIES_MAX: usize = 2;
/// The hit area around a point.
const HIT_RADIUS: i32 = 8;

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &LineChart, tips: &[Tip]) {
    let lines = Lines::new(sketch, chart);
    lines.plot.draw_grid(sketch, &chart.unit);
    lines.places.write_names(sketch, &chart.labels);
    // What is compared with lies below areas, areas below lines, and the main course above others of its look.
    for look in [SeriesLook::Compared, SeriesLook::Area, SeriesLook::Line] {
        for series in chart.series.iter().rev().filter(|series| series.look == look) {
            lines.draw_series(sketch, series);
        }
    }
    for series in &chart.series {
        for stretch in lines.stretches(series) {
            sketch.avoid(&stretch.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        }
    }
    if lines.end_names {
        lines.name_ends(sketch);
    }
    if let Some(main) = chart.series.first().filter(|_| chart.series.len() <= LABELLED_SERIES_MAX) {
        lines.label_values(sketch, main);
    }
    lines.add_hits(sketch, tips);
}

struct Lines<'chart> {
    chart: &'chart LineChart,
    plot: ValuePlot,
    places: Places,
    end_names: bool,
}

impl<'chart> Lines<'chart> {
    fn new(sketch: &Sketch<'_>, chart: &'chart LineChart) -> Self {
        let widest_name = chart.series.iter().map(|series| text_width(&series.name)).max().unwrap_or(0);
        let end_names =
            chart.series.len() > 1 && sketch.width() >= END_NAMES_WIDTH && widest_name < sketch.width() / 4;
        let right = sketch.width() - if end_names { widest_name + 14 } else { 12 };
        let room = Frame { left: 0, top: 24, right, bottom: sketch.height() - 28 };
        let plot = ValuePlot::new(room, reach(chart), &chart.unit);
        let places = Places::new(plot.frame, chart.labels.len());
        Self { chart, plot, places, end_names }
    }

    /// The pixel of a point; `None` where the line is interrupted.
    fn at(&self, index: usize, point: &LinePoint) -> Option<(i32, i32)> {
        let value = point.value.filter(|_| index < self.chart.labels.len())?;
        Some((self.places.middle(index), self.plot.values.pixel(finite(value))))
    }

    fn points<'series>(
        &self,
        series: &'series LineSeries,
    ) -> impl Iterator<Item = ((i32, i32), &'series LinePoint)> {
        let points = series.points.iter().enumerate();
        points.filter_map(|(index, point)| Some((self.at(index, point)?, point)))
    }

    fn draw_series(&self, sketch: &Sketch<'_>, series: &LineSeries) {
        let ink = ink_of(series);
        for stretch in self.stretches(series) {
            self.draw_stretch(sketch, series, &stretch, &ink);
        }
        let is_sparse = self.places.edge(1) - self.places.edge(0) >= POINT_DISTANCE;
        let shows_points = is_sparse && series.look != SeriesLook::Compared;
        for (at, point) in self.points(series) {
            if point.is_partial() {
                sketch.ring(at, POINT_RADIUS, &ink);
            } else if shows_points {
                sketch.dot(at, POINT_RADIUS, &ink, 1.0);
            }
        }
    }

    /// The parts of a line between its interruptions, each point with whether it is partial.
    fn stretches(&self, series: &LineSeries) -> Vec<Vec<((i32, i32), bool)>> {
        let mut stretches = vec![Vec::new()];
        for (index, point) in series.points.iter().enumerate() {
            match (self.at(index, point), stretches.last_mut()) {
                (Some(at), Some(stretch)) => stretch.push((at, point.is_partial())),
                _ => stretches.push(Vec::new()),
            }
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }

    /// One path per part of whole stretches, one dashed path per part that touches a partial one.
    fn draw_stretch(
        &self,
        sketch: &Sketch<'_>,
        series: &LineSeries,
        stretch: &[((i32, i32), bool)],
        ink: &Ink,
    ) {
        let at: Vec<(i32, i32)> = stretch.iter().map(|(at, _)| *at).collect();
        if series.look == SeriesLook::Area && at.len() > 1 {
            self.draw_area(sketch, &at);
        }
        if let ([(x, y)], true) = (&at[..], series.look == SeriesLook::Compared) {
            // A single value between two gaps would otherwise not be seen.
            sketch.dot((*x, *y), 2, ink, 1.0);
        }
        let running = |end: usize| stretch[end - 1].1 || stretch[end].1;
        let mut start = 0;
        while start + 1 < at.len() {
            let is_running = running(start + 1);
            let mut end = start + 1;
            while end + 1 < at.len() && running(end + 1) == is_running {
                end += 1;
            }
            let ink = if is_running { ink.clone().running() } else { ink.clone() };
            sketch.line(at[start..=end].to_vec(), &ink, 2);
            start = end;
        }
    }

    fn draw_area(&self, sketch: &Sketch<'_>, line: &[(i32, i32)]) {
        let ground = self.plot.ground();
        let mut outline = line.to_vec();
        outline.extend(line.last().map(|(x, _)| (*x, ground)));
        outline.extend(line.first().map(|(x, _)| (*x, ground)));
        sketch.area(outline, &Ink::Area, 1.0);
    }

    /// Writes the value of the best point and of the last one, and that it is not over.
    fn label_values(&self, sketch: &mut Sketch<'_>, series: &LineSeries) {
        let drawn: Vec<_> = self.points(series).collect();
        let best = drawn
            .iter()
            .filter(|(_, point)| !point.is_partial())
            // The highest on the picture; of equals the first.
            .min_by_key(|((_, y), _)| *y)
            .copied();
        if let Some((at, point)) = best {
            self.label_point(sketch, at, &self.short_value(point), true);
        }
        let Some(&(at, last)) = drawn.last() else { return };
        if last.in_progress {
            self.label_point(sketch, at, "so far", false);
        } else if best.is_none_or(|(best_at, _)| best_at != at) {
            self.label_point(sketch, at, &self.short_value(last), true);
        }
    }

    fn short_value(&self, point: &LinePoint) -> String {
        format_short(point.value.unwrap_or(0.0), &self.chart.unit)
    }

    /// Above or below a point, where it covers the least.
    fn label_point(&self, sketch: &mut Sketch<'_>, (x, y): (i32, i32), text: &str, rather_above: bool) {
        let above =
            [Across::Middle, Across::Start, Across::End].map(|across| ((x, y - 8), across, Down::Above));
        let is_over_axis = y + 24 < self.plot.frame.bottom;
        let below =
            [Across::Middle, Across::Start, Across::End].map(|across| ((x, y + 8), across, Down::Below));
        let beside = [((x - 8, y), Across::End, Down::Middle), ((x + 8, y), Across::Start, Down::Middle)];
        let below = below.into_iter().filter(|_| is_over_axis);
        let places: Vec<_> = if rather_above {
            above.into_iter().chain(below).chain(beside).collect()
        } else {
            below.chain(above).chain(beside).collect()
        };
        sketch.write_at_best(text, &places, &Ink::Text);
    }

    /// Names the courses that reach the edge; a name amidst other lines would be read as one of theirs.
    fn name_ends(&self, sketch: &mut Sketch<'_>) {
        let edge = self.places.middle(self.chart.labels.len().saturating_sub(1));
        for series in &self.chart.series {
            let end = self.points(series).last().filter(|((x, _), _)| *x == edge);
            if let Some((at, _)) = end {
                let place = (at.0 + 8, at.1);
                sketch.write_where_free(&series.name, place, Across::Start, Down::Middle, &Ink::Muted);
            }
        }
    }

    fn add_hits(&self, sketch: &mut Sketch<'_>, tips: &[Tip]) {
        if shows_places(self.chart) {
            for (index, tip) in tips.iter().enumerate() {
                sketch.hit(self.places.strip(index), index, tip);
            }
            return;
        }
        let points = self.chart.series.iter().flat_map(|series| self.points(series));
        for (index, (((x, y), _), tip)) in points.zip(tips).enumerate() {
            let frame = Frame {
                left: x - HIT_RADIUS,
                top: y - HIT_RADIUS,
                right: x + HIT_RADIUS,
                bottom: y + HIT_RADIUS,
            };
            sketch.hit(frame, index, tip);
        }
    }
}

fn ink_of(series: &LineSeries) -> Ink {
    match (series.look, series.class.as_deref()) {
        (SeriesLook::Compared, None) => Ink::Muted,
        (_, class) => Ink::of_class(class),
    }
}

/// The least and the greatest value to be shown.
fn reach(chart: &LineChart) -> (f64, f64) {
    let points = chart.series.iter().flat_map(|series| &series.points);
    let values = points.filter_map(|point| point.value).map(finite);
    let start = if chart.from_zero { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
    values.fold(start, |(low, high), value| (low.min(value), high.max(value)))
}
