use crate::{
    axis::{NumberAxis, format_short},
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    scale::Scale,
    spec::{ChartSize, DensityBin, ScatterChart, ScatterMarks, ScatterPointMark, Unit, ValueAxis},
    text::text_width,
    tips::Tip,
};

/// The steps of opacity that densities are shown with; the style sheet has as many.
const DENSITY_STEPS: u32 = 5;
const POINT_RADIUS: i32 = 3;
const POINT_OPACITY: f64 = 0.75;
/// The hit area around a point.
const HIT_RADIUS: i32 = 6;
const LABEL_GAP: i32 = 8;
/// Room for the name of the upright axis above the plot.
const TOP: i32 = 26;
/// Room for labels and the name of the other axis below it.
const BOTTOM: i32 = 44;

/// Where the plot of a scatter lies, and its two scales.
pub(crate) fn scatter_plot(chart: &ScatterChart, size: ChartSize) -> (Frame, Scale, Scale) {
    let labels = ticks(&chart.y, 8).into_iter().map(|tick| text_width(&format_short(tick, &chart.y.unit)));
    let left = labels.max().unwrap_or(0) + LABEL_GAP;
    let (right, bottom) = (size.width as i32 - 12, size.height as i32 - BOTTOM);
    let frame = Frame { left: left.min(right - 1), top: TOP.min(bottom - 1), right, bottom };
    let scale = |axis: &ValueAxis, ends| Scale::whole((axis.min, axis.max), axis.is_logarithmic, ends);
    (frame, scale(&chart.x, (frame.left, frame.right)), scale(&chart.y, (frame.bottom, frame.top)))
}

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &ScatterChart) {
    let size = ChartSize { width: sketch.width() as u32, height: sketch.height() as u32 };
    let (frame, x, y) = scatter_plot(chart, size);
    draw_axes(sketch, chart, frame, &x, &y);
    match &chart.marks {
        ScatterMarks::Points(points) => {
            for (index, point) in points.iter().enumerate() {
                draw_point(sketch, point, (x.pixel(point.x as f64), y.pixel(point.y as f64)), index);
            }
        }
        ScatterMarks::Bins(bins) => {
            let steps = density_steps(bins);
            for (index, bin) in bins.iter().enumerate() {
                let place = Frame {
                    left: x.pixel(bin.x.0 as f64 - 0.5),
                    right: x.pixel(bin.x.1 as f64 + 0.5),
                    top: y.pixel(bin.y.1 as f64 + 0.5),
                    bottom: y.pixel(bin.y.0 as f64 - 0.5),
                };
                sketch.cell(place, index, &class_of(chart, bin, &steps));
            }
        }
    }
}

fn draw_point(sketch: &mut Sketch<'_>, point: &ScatterPointMark, at: (i32, i32), index: usize) {
    sketch.dot(at, POINT_RADIUS, &Ink::of_class(point.mark.class.as_deref()), POINT_OPACITY);
    let (x, y) = at;
    let frame =
        Frame { left: x - HIT_RADIUS, top: y - HIT_RADIUS, right: x + HIT_RADIUS, bottom: y + HIT_RADIUS };
    sketch.hit(frame, index, &Tip::from(&point.mark));
}

fn class_of(chart: &ScatterChart, bin: &DensityBin, steps: &[(u64, u64)]) -> String {
    let step = steps.iter().position(|(_, most)| bin.count <= *most).unwrap_or(steps.len() - 1);
    // Few steps span the whole range of opacities.
    let step = step + 1 + DENSITY_STEPS as usize - steps.len();
    let group = bin.group.and_then(|group| chart.groups.get(usize::from(group)));
    match group {
        Some(group) => format!("chart-bin step-{step} {}", group.class),
        None => format!("chart-bin step-{step}"),
    }
}

/// From fewest to most customers, steps that grow by a constant factor; never empty.
pub(crate) fn density_steps(bins: &[DensityBin]) -> Vec<(u64, u64)> {
    let most = bins.iter().map(|bin| bin.count).max().unwrap_or(1).max(1);
    let mut steps = Vec::new();
    let mut least = 1;
    for step in 1..=DENSITY_STEPS {
        let power = f64::from(step) / f64::from(DENSITY_STEPS);
        let end = if step == DENSITY_STEPS { most } else { (most as f64).powf(power).round() as u64 };
        if end >= least {
            steps.push((least, end));
            least = end + 1;
        }
    }
    steps
}

fn draw_axes(sketch: &mut Sketch<'_>, chart: &ScatterChart, frame: Frame, x: &Scale, y: &Scale) {
    sketch.write(&chart.y.name, (0, 2), Across::Start, Down::Below, &Ink::Muted);
    let end = (frame.right, sketch.height() - 4);
    sketch.write(&chart.x.name, end, Across::End, Down::Above, &Ink::Muted);
    for tick in ticks(&chart.y, (frame.height() / 36).max(2) as u32) {
        let height = y.pixel(tick);
        let label = format_short(tick, &chart.y.unit);
        let place = (frame.left - LABEL_GAP, height);
        if sketch.write_where_free(&label, place, Across::End, Down::Middle, &Ink::Muted) {
            sketch.line(vec![(frame.left, height), (frame.right, height)], &Ink::Grid, 1);
        }
    }
    sketch.line(vec![(frame.left, frame.bottom), (frame.right, frame.bottom)], &Ink::Grid, 1);
    for tick in ticks(&chart.x, (frame.width() / 64).max(2) as u32) {
        let (place, label) = (x.pixel(tick), format_short(tick, &chart.x.unit));
        let half = text_width(&label) / 2;
        let middle = place.min(sketch.width() - half - 1).max(half);
        let written = sketch.write_where_free(
            &label,
            (middle, frame.bottom + 7),
            Across::Middle,
            Down::Below,
            &Ink::Muted,
        );
        if written {
            sketch.line(vec![(place, frame.bottom), (place, frame.bottom + 4)], &Ink::Grid, 1);
        }
    }
}

/// Round values of an axis, about as many as given: of a logarithmic axis the powers of ten, where there is
/// room with the threes between them.
fn ticks(axis: &ValueAxis, count: u32) -> Vec<f64> {
    let (min, max) = (axis.min as f64, axis.max.max(axis.min) as f64);
    if !axis.is_logarithmic {
        let round = NumberAxis::spanning(min, max, &axis.unit, count.max(2));
        return round.ticks().filter(|tick| (min..=max).contains(tick)).collect();
    }
    let unit = if matches!(axis.unit, Unit::Money { .. }) { 100.0 } else { 1.0 };
    let powers: Vec<f64> = (0..16).map(|power| unit * 10_f64.powi(power)).collect();
    let in_view = |values: Vec<f64>| -> Vec<f64> {
        values.into_iter().filter(|value| (min..=max).contains(value)).collect()
    };
    let fine = in_view(powers.iter().flat_map(|power| [*power, 3.0 * power]).collect());
    let finest =
        in_view(powers.iter().flat_map(|power| [1.0, 2.0, 5.0].map(|factor| factor * power)).collect());
    let fits = |values: &Vec<f64>| values.len() <= count as usize;
    // A narrow window has hardly a power of ten in it: its steps are as good as equal.
    if fine.len() < 2 {
        let round = NumberAxis::spanning(min, max, &axis.unit, count.max(2));
        return round.ticks().filter(|tick| (min..=max).contains(tick)).collect();
    }
    [finest, fine].into_iter().find(fits).unwrap_or_else(|| in_view(powers))
}
