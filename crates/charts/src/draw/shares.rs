use crate::{
    axis::format_short,
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    spec::{StackedBar, StackedShare, Unit},
    text::{shortened, text_width},
    tips::Tip,
};

const THICKNESS_MAX: i32 = 40;
const NAME_GAP: i32 = 10;

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &StackedShare, tips: &[Tip]) {
    let names = chart.bars.iter().map(|bar| text_width(&bar.name));
    let name_width = names.max().unwrap_or(0).min(sketch.width() / 3);
    let left = if name_width == 0 { 0 } else { name_width + NAME_GAP };
    let count = chart.bars.len() as i32;
    let mut first = 0;
    for (index, bar) in chart.bars.iter().enumerate() {
        let top = sketch.height() * index as i32 / count;
        let bottom = sketch.height() * (index as i32 + 1) / count;
        let middle = i32::midpoint(top, bottom);
        let thickness = ((bottom - top) * 7 / 10).clamp(1, THICKNESS_MAX);
        let top = middle - thickness / 2;
        let room = Frame { left, top, right: sketch.width(), bottom: top + thickness };
        let name = shortened(&bar.name, name_width);
        sketch.write_where_free(&name, (0, middle), Across::Start, Down::Middle, &Ink::Text);
        draw_bar(sketch, bar, room, first, tips);
        first += bar.parts.len();
    }
}

/// `first` is the position of its first part among all marks.
fn draw_bar(sketch: &mut Sketch<'_>, bar: &StackedBar, room: Frame, first: usize, tips: &[Tip]) {
    let size_of = |size: f64| if size.is_finite() { size.max(0.0) } else { 0.0 };
    let whole: f64 = bar.parts.iter().map(|part| size_of(part.size)).sum();
    if whole <= 0.0 || !whole.is_finite() {
        return;
    }
    let mut before = 0.0;
    let edge = |sum: f64| room.left + (f64::from(room.width()) * sum / whole).round() as i32;
    for (index, part) in bar.parts.iter().enumerate() {
        let size = size_of(part.size);
        let frame = Frame { left: edge(before), right: edge(before + size), ..room };
        before += size;
        if frame.width() == 0 {
            continue;
        }
        let class = part.mark.class.as_deref();
        // A hair of the ground between two parts tells similar colours apart.
        let hair = i32::from(frame.width() > 2);
        sketch.rectangle(Frame { right: frame.right - hair, ..frame }, &Ink::of_class(class), 1.0);
        let label = format_short(rounded(size / whole), &Unit::Percent);
        if text_width(&label) + 8 <= frame.width() && room.height() >= 16 {
            let ink = class.map_or(Ink::Surface, |class| Ink::OnClass(class.to_owned()));
            let middle = (i32::midpoint(frame.left, frame.right), i32::midpoint(room.top, room.bottom));
            sketch.write_where_free(&label, middle, Across::Middle, Down::Middle, &ink);
        }
        if let Some(tip) = tips.get(first + index) {
            sketch.hit(frame, first + index, tip);
        }
    }
}

/// From a tenth on to whole per cents, below to tenths: 0.347 to 0.35, 0.0347 to 0.035.
fn rounded(share: f64) -> f64 {
    let steps = if share >= 0.0995 { 100.0 } else { 1000.0 };
    (share * steps).round() / steps
}
