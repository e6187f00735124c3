use crate::{
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    spec::{FlowBand, FlowBar, FlowChart, FlowColumn},
    text::{shortened, text_width},
    tips::Tip,
};

/// The names of the columns stand above them.
const HEADER_HEIGHT: i32 = 24;
const BAR_WIDTH: i32 = 12;
/// Between two bars.
const GAP: f64 = 4.0;
/// A bar with its gap is given at least this height, so that its name has room beside it.
const SLOT_HEIGHT_MIN: f64 = 17.0;
const NAME_GAP: i32 = 6;
/// A band is drawn as a polygon with so many steps along each edge.
const STEPS: i32 = 14;
const BAND_OPACITY: f64 = 0.5;
const QUIET_OPACITY: f64 = 0.16;
/// Halving the span of the scale so often leaves less than a pixel.
const HALVINGS: u32 = 40;

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &FlowChart, tips: &[Tip]) {
    let layout = Layout::new(sketch, chart);
    let shapes: Vec<Vec<(i32, i32)>> = layout.band_shapes(chart);
    // Quiet bands first, so that the others lie above them.
    for quiet in [true, false] {
        for (band, shape) in chart.bands.iter().zip(&shapes).filter(|(band, _)| band.is_quiet == quiet) {
            let opacity = if quiet { QUIET_OPACITY } else { BAND_OPACITY };
            sketch.area(shape.clone(), &Ink::of_class(band.mark.class.as_deref()), opacity);
        }
    }
    for (index, (shape, tip)) in shapes.iter().zip(tips).enumerate() {
        sketch.hit_polygon(shape, index, tip);
    }
    let mut index = chart.bands.len();
    for (side, column) in [(Side::From, &chart.from), (Side::To, &chart.to)] {
        let (x, across) = match side {
            Side::From => (0, Across::Start),
            Side::To => (sketch.width(), Across::End),
        };
        let name = shortened(&column.name, sketch.width() / 2 - NAME_GAP);
        sketch.write(&name, (x, HEADER_HEIGHT - 8), across, Down::Above, &Ink::Muted);
        for (position, bar) in column.bars.iter().enumerate() {
            let frame = layout.bar(side, position);
            sketch.rectangle(frame, &Ink::of_class(bar.mark.class.as_deref()), 1.0);
            write_name(sketch, bar, frame, side);
            if let Some(tip) = tips.get(index) {
                sketch.hit(frame, index, tip);
            }
            index += 1;
        }
    }
}

/// Beside the bar, over the bands: at the outer edges names would leave no room for bands on a phone.
fn write_name(sketch: &mut Sketch<'_>, bar: &FlowBar, frame: Frame, side: Side) {
    let room = sketch.width() / 2 - BAR_WIDTH - 2 * NAME_GAP;
    let whole = format!("{} {}", bar.name, bar.label);
    let text = if text_width(&whole) <= room { whole } else { shortened(&bar.name, room) };
    let middle = i32::midpoint(frame.top, frame.bottom);
    let (x, across) = match side {
        Side::From => (frame.right + NAME_GAP, Across::Start),
        Side::To => (frame.left - NAME_GAP, Across::End),
    };
    sketch.write_where_free(&text, (x, middle), across, Down::Middle, &Ink::Text);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    From,
    To,
}

impl Side {
    fn position(self, band: &FlowBand) -> usize {
        match self {
            Self::From => band.from,
            Self::To => band.to,
        }
    }
}

/// Where bars and bands are. Both columns have one scale, so that a band is as wide at its end as at its start.
struct Layout {
    width: i32,
    scale: f64,
    /// Upper and lower end of each bar, in pixels.
    from: Vec<(f64, f64)>,
    to: Vec<(f64, f64)>,
}

impl Layout {
    fn new(sketch: &Sketch<'_>, chart: &FlowChart) -> Self {
        let sizes = |side: Side, column: &FlowColumn| {
            let mut sizes = vec![0.0; column.bars.len()];
            for band in &chart.bands {
                if let Some(sum) = sizes.get_mut(side.position(band)) {
                    *sum += size_of(band);
                }
            }
            sizes
        };
        let (from, to) = (sizes(Side::From, &chart.from), sizes(Side::To, &chart.to));
        let room = f64::from((sketch.height() - HEADER_HEIGHT).max(1));
        let scale = fitting_scale(&from, room).min(fitting_scale(&to, room));
        Self {
            width: sketch.width(),
            scale,
            from: stacked(&from, scale, room),
            to: stacked(&to, scale, room),
        }
    }

    fn bar(&self, side: Side, position: usize) -> Frame {
        let (left, ends) = match side {
            Side::From => (0, &self.from),
            Side::To => (self.width - BAR_WIDTH, &self.to),
        };
        let (top, bottom) = ends.get(position).copied().unwrap_or_default();
        let top = pixel(top);
        Frame { left, top, right: left + BAR_WIDTH, bottom: pixel(bottom).max(top + 1) }
    }

    /// The outlines of all bands. At each bar they lie in the order of the bars on the other side.
    fn band_shapes(&self, chart: &FlowChart) -> Vec<Vec<(i32, i32)>> {
        let mut order: Vec<usize> = (0..chart.bands.len()).collect();
        order.sort_by_key(|&index| (chart.bands[index].from, chart.bands[index].to));
        let starts = self.offsets(chart, &order, Side::From);
        order.sort_by_key(|&index| (chart.bands[index].to, chart.bands[index].from));
        let ends = self.offsets(chart, &order, Side::To);
        chart
            .bands
            .iter()
            .enumerate()
            .map(|(index, band)| self.outline(starts[index], ends[index], size_of(band) * self.scale))
            .collect()
    }

    /// Where each band begins on a side, downwards; `order` is that of the bands.
    fn offsets(&self, chart: &FlowChart, order: &[usize], side: Side) -> Vec<f64> {
        let bars = if side == Side::From { &self.from } else { &self.to };
        let mut next: Vec<f64> = bars.iter().map(|(top, _)| *top).collect();
        let mut offsets = vec![0.0; chart.bands.len()];
        for &index in order {
            let band = &chart.bands[index];
            if let Some(top) = next.get_mut(side.position(band)) {
                offsets[index] = *top;
                *top += size_of(band) * self.scale;
            }
        }
        offsets
    }

    /// From the lower edge of the bar on the left round the band; never thinner than a pixel.
    fn outline(&self, start: f64, end: f64, width: f64) -> Vec<(i32, i32)> {
        let (left, right) = (BAR_WIDTH, (self.width - BAR_WIDTH).max(BAR_WIDTH + 1));
        let edge = |offset: f64, step: i32| {
            let share = f64::from(step) / f64::from(STEPS);
            // Leaves and arrives horizontally.
            let eased = share * share * (3.0 - 2.0 * share);
            let x = f64::from(left) + f64::from(right - left) * share;
            (pixel(x), pixel(start + (end - start) * eased + offset))
        };
        let upper = (0..=STEPS).map(|step| edge(0.0, step));
        let lower = (0..=STEPS).rev().map(|step| {
            let ((x, y), (_, above)) = (edge(width, step), edge(0.0, step));
            (x, y.max(above + 1))
        });
        upper.chain(lower).collect()
    }
}

/// The bars one below the other, with gaps that bring the column to the whole height.
fn stacked(sizes: &[f64], scale: f64, room: f64) -> Vec<(f64, f64)> {
    let slots: f64 = sizes.iter().map(|size| slot(*size, scale)).sum();
    let spread = ((room - slots) / sizes.len().max(1) as f64).max(0.0);
    let mut top = f64::from(HEADER_HEIGHT);
    sizes
        .iter()
        .map(|size| {
            let slot = slot(*size, scale) + spread;
            // A small bar stands in the middle of its slot, beside its name.
            let start = top + ((slot - size * scale) / 2.0).max(0.0);
            top += slot;
            (start, start + size * scale)
        })
        .collect()
}

fn slot(size: f64, scale: f64) -> f64 {
    (size * scale + GAP).max(SLOT_HEIGHT_MIN)
}

/// The most pixels per unit with which the bars of a column have room.
fn fitting_scale(sizes: &[f64], room: f64) -> f64 {
    let whole: f64 = sizes.iter().sum();
    if whole <= 0.0 || !whole.is_finite() {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, room / whole);
    for _ in 0..HALVINGS {
        let scale = f64::midpoint(low, high);
        let needed: f64 = sizes.iter().map(|size| slot(*size, scale)).sum();
        if needed <= room { low = scale } else { high = scale }
    }
    // Where even the names have no room, the bars share what there is.
    if low > 0.0 { low } else { room / whole / 2.0 }
}

fn size_of(band: &FlowBand) -> f64 {
    if band.size.is_finite() { band.size.max(0.0) } else { 0.0 }
}

fn pixel(place: f64) -> i32 {
    place.round() as i32
}
