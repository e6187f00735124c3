use super::{places::Places, plot::ValuePlot};
use crate::{
    axis::format_short,
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    spec::{ChartSize, HistogramChart, Unit},
    text::text_width,
    tips::Tip,
};

/// How strong the bars of all are where some are selected.
const ALL_OPACITY: f64 = 0.3;
/// Room for the labels and the name of the axis below the plot.
const BOTTOM: i32 = 42;
const TOP: i32 = 12;

/// Where the plot of a histogram lies, and the number of its bars.
pub(crate) fn histogram_plot(chart: &HistogramChart, size: ChartSize) -> Frame {
    value_plot(chart, size).frame
}

fn value_plot(chart: &HistogramChart, size: ChartSize) -> ValuePlot {
    let most = chart.bars.iter().map(|bar| bar.all.max(bar.selected)).max().unwrap_or(0);
    let bottom = size.height as i32 - BOTTOM;
    let room = Frame { left: 0, top: TOP.min(bottom - 1), right: size.width as i32 - 16, bottom };
    ValuePlot::new(room, (0.0, most as f64), &Unit::Count)
}

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &HistogramChart, tips: &[Tip]) {
    let size = ChartSize { width: sketch.width() as u32, height: sketch.height() as u32 };
    let plot = value_plot(chart, size);
    let places = Places::new(plot.frame, chart.bars.len());
    plot.draw_grid(sketch, &Unit::Count);
    let some_selected = chart.bars.iter().any(|bar| bar.selected != bar.all);
    for (index, bar) in chart.bars.iter().enumerate() {
        let strip = places.strip(index);
        let hair = i32::from(strip.width() > 3);
        let bar_of = |count: u64| {
            let top = plot.values.pixel(count as f64).min(strip.bottom - i32::from(count > 0));
            Frame { top, right: strip.right - hair, ..strip }
        };
        if some_selected {
            sketch.rectangle(bar_of(bar.all), &Ink::Line, ALL_OPACITY);
        }
        sketch.rectangle(bar_of(bar.selected), &Ink::Line, 1.0);
    }
    write_axis(sketch, chart, &places, plot.frame);
    for (index, tip) in tips.iter().enumerate() {
        sketch.hit(places.strip(index), index, tip);
    }
}

/// Writes where bars begin, and where the last one ends; of bars of one value each, the values.
fn write_axis(sketch: &mut Sketch<'_>, chart: &HistogramChart, places: &Places, frame: Frame) {
    let end = (frame.right, sketch.height() - 4);
    sketch.write(&chart.name, end, Across::End, Down::Above, &Ink::Muted);
    let are_single = chart.bars.iter().all(|bar| bar.range.0 == bar.range.1);
    let last = chart.bars.last().filter(|_| !are_single).map(|bar| (chart.bars.len(), bar.range.1));
    let starts = chart.bars.iter().enumerate().map(|(index, bar)| (index, bar.range.0));
    let ends: Vec<(usize, i64)> = starts.chain(last).collect();
    let widest = ends.iter().map(|(_, value)| text_width(&format_short(*value as f64, &chart.unit)));
    let room = widest.max().unwrap_or(0) + 14;
    let place = (frame.width() / chart.bars.len().max(1) as i32).max(1);
    let stride = (room / place + 1).max(1) as usize;
    for (index, value) in ends.into_iter().step_by(stride) {
        let label = format_short(value as f64, &chart.unit);
        let half = text_width(&label) / 2;
        let place = if are_single { places.middle(index) } else { places.edge(index) };
        let x = place.min(sketch.width() - half - 1).max(half);
        sketch.write_where_free(&label, (x, frame.bottom + 6), Across::Middle, Down::Below, &Ink::Muted);
    }
}
