use super::{places::Places, plot::ValuePlot};
use crate::{
    axis::{NumberAxis, finite, format_short},
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    scale::Scale,
    spec::{Bar, BarChart, BarDirection},
    text::{shortened, text_width},
    tips::Tip,
};

/// How strong the whole bar is where a part of it stands out.
const WHOLE_OPACITY: f64 = 0.35;
/// Bars are not thicker than this.
const THICKNESS_MAX: i32 = 48;
const NAME_GAP: i32 = 10;

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &BarChart, tips: &[Tip]) {
    match chart.direction {
        BarDirection::Horizontal => draw_horizontal(sketch, chart, tips),
        BarDirection::Vertical => draw_vertical(sketch, chart, tips),
    }
}

fn draw_vertical(sketch: &mut Sketch<'_>, chart: &BarChart, tips: &[Tip]) {
    let room = Frame { left: 0, top: 24, right: sketch.width() - 12, bottom: sketch.height() - 28 };
    let plot = ValuePlot::new(room, reach(chart), &chart.unit);
    let places = Places::new(plot.frame, chart.bars.len());
    plot.draw_grid(sketch, &chart.unit);
    let names: Vec<String> = chart.bars.iter().map(|bar| bar.mark.name.clone()).collect();
    places.write_all_names(sketch, &names);
    let labels: Vec<String> = chart.bars.iter().map(|bar| format_short(bar.value, &chart.unit)).collect();
    let all_fit = labels.iter().all(|label| text_width(label) <= places.strip(0).width());
    let best = chart.bars.iter().map(|bar| finite(bar.value)).fold(f64::MIN, f64::max);
    for (index, bar) in chart.bars.iter().enumerate() {
        let strip = places.strip(index);
        let thickness = (strip.width() * 7 / 10).clamp(1, THICKNESS_MAX);
        let left = places.middle(index) - thickness / 2;
        let bar_to = |value: f64| {
            let (one, other) = (plot.ground(), plot.values.pixel(finite(value)));
            Frame { left, right: left + thickness, top: one.min(other), bottom: one.max(other) }
        };
        draw_bar(sketch, bar, bar_to);
        if all_fit || finite(bar.value) >= best {
            let place = (places.middle(index), bar_to(bar.value).top - 4);
            sketch.write_where_free(&labels[index], place, Across::Middle, Down::Above, &Ink::Text);
        }
    }
    for (index, tip) in tips.iter().enumerate() {
        sketch.hit(places.strip(index), index, tip);
    }
}

fn draw_horizontal(sketch: &mut Sketch<'_>, chart: &BarChart, tips: &[Tip]) {
    let names = chart.bars.iter().map(|bar| text_width(&bar.mark.name));
    let name_width = names.max().unwrap_or(0).min(sketch.width() * 2 / 5);
    let labels = chart.bars.iter().map(|bar| text_width(&format_short(bar.value, &chart.unit)));
    let label_width = labels.max().unwrap_or(0);
    let (low, high) = reach(chart);
    let axis = NumberAxis::spanning(low, high, &chart.unit, 1000);
    let left = name_width + NAME_GAP;
    let right = (sketch.width() - label_width - 8).max(left + 1);
    let values = Scale::linear((axis.start, axis.end), (left, right));
    let count = chart.bars.len() as i32;
    for (index, bar) in chart.bars.iter().enumerate() {
        let top = sketch.height() * index as i32 / count;
        let bottom = sketch.height() * (index as i32 + 1) / count;
        let middle = i32::midpoint(top, bottom);
        let thickness = ((bottom - top) * 6 / 10).clamp(1, 22);
        let bar_to = |value: f64| {
            let (one, other) = (values.pixel(0.0), values.pixel(finite(value)));
            let top = middle - thickness / 2;
            Frame { left: one.min(other), right: one.max(other), top, bottom: top + thickness }
        };
        draw_bar(sketch, bar, bar_to);
        let name = shortened(&bar.mark.name, name_width);
        sketch.write_where_free(&name, (0, middle), Across::Start, Down::Middle, &Ink::Text);
        let label = format_short(bar.value, &chart.unit);
        let end = bar_to(bar.value).right + 6;
        sketch.write_where_free(&label, (end, middle), Across::Start, Down::Middle, &Ink::Muted);
        if let Some(tip) = tips.get(index) {
            sketch.hit(Frame { left: 0, top, right: sketch.width(), bottom }, index, tip);
        }
    }
}

/// The whole bar, pale if a part of it stands out.
fn draw_bar(sketch: &Sketch<'_>, bar: &Bar, bar_to: impl Fn(f64) -> Frame) {
    let ink = Ink::of_class(bar.mark.class.as_deref());
    match &bar.part {
        None => sketch.rectangle(at_least_a_hair(bar_to(bar.value), bar.value), &ink, 1.0),
        Some((part, _)) => {
            sketch.rectangle(at_least_a_hair(bar_to(bar.value), bar.value), &ink, WHOLE_OPACITY);
            let part = part.clamp(bar.value.min(0.0), bar.value.max(0.0));
            sketch.rectangle(at_least_a_hair(bar_to(part), part), &ink, 1.0);
        }
    }
}

/// What is not zero is seen.
fn at_least_a_hair(frame: Frame, value: f64) -> Frame {
    let mut frame = frame;
    if value != 0.0 && frame.width() == 0 {
        frame.right += 1;
    }
    if value != 0.0 && frame.height() == 0 {
        frame.top -= 1;
    }
    frame
}

/// Bars grow from zero.
fn reach(chart: &BarChart) -> (f64, f64) {
    let values = chart.bars.iter().map(|bar| finite(bar.value));
    values.fold((0.0, 0.0), |(low, high), value| (low.min(value), high.max(value)))
}
