use crate::{
    axis::format_short,
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    spec::{Tile, TileMap, Unit},
    text::text_width,
    tile_scale::TileScale,
    tips::Tip,
};

/// Tiles may be wider than high, so that their values fit, but not stripes.
const WIDEST: f64 = 1.7;
/// Between two tiles.
const GAP: i32 = 3;
/// The height of a line of words, and of the two lines of a tile.
const LINE: i32 = 15;
const TWO_LINES: i32 = 32;
/// What stands in a tile without a value.
const NOT_KNOWN: &str = "–";

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &TileMap, tips: &[Tip]) {
    let grid = Grid::new(sketch, chart);
    let scale = TileScale::of(chart);
    let values: Vec<String> = chart.tiles.iter().map(|tile| value_in_tile(tile, &chart.unit)).collect();
    let widest = values.iter().map(|value| text_width(value)).max().unwrap_or(0);
    // Values in some tiles alone would look as if the others had none.
    let has_values = grid.height - GAP >= TWO_LINES && widest + 4 <= grid.width - GAP;
    for (index, tile) in chart.tiles.iter().enumerate() {
        let frame = grid.tile(tile);
        let ink = match (tile.coloured_value(), scale) {
            (Some(value), Some(scale)) => {
                let step = scale.step(value);
                sketch.rectangle(frame, &Ink::Heat(step), 1.0);
                Ink::OnHeat(step)
            }
            _ => {
                sketch.outline(frame, &Ink::Grid);
                Ink::Muted
            }
        };
        let value = has_values.then_some(values[index].as_str());
        write_words(sketch, frame, &tile.label, value, &ink);
        if let Some(tip) = tips.get(index) {
            sketch.hit(frame, index, tip);
        }
    }
}

/// The value without its currency, which the legend says.
fn value_in_tile(tile: &Tile, unit: &Unit) -> String {
    let short = match unit {
        Unit::Money { .. } => &Unit::Money { symbol: String::new() },
        other => other,
    };
    tile.value.map_or_else(|| NOT_KNOWN.to_owned(), |value| format_short(value, short))
}

fn write_words(sketch: &mut Sketch<'_>, frame: Frame, label: &str, value: Option<&str>, ink: &Ink) {
    let (x, y) = (i32::midpoint(frame.left, frame.right), i32::midpoint(frame.top, frame.bottom));
    let label_y = if value.is_some() { y - LINE / 2 } else { y };
    if text_width(label) <= frame.width() && frame.height() >= LINE {
        sketch.write(label, (x, label_y), Across::Middle, Down::Middle, ink);
    }
    if let Some(value) = value {
        sketch.write(value, (x, y + LINE / 2 + 1), Across::Middle, Down::Middle, ink);
    }
}

/// Where the tiles are.
struct Grid {
    left: i32,
    top: i32,
    width: i32,
    height: i32,
}

impl Grid {
    /// As large as fits, in the middle.
    fn new(sketch: &Sketch<'_>, chart: &TileMap) -> Self {
        let columns = chart.tiles.iter().map(|tile| i32::from(tile.column) + 1).max().unwrap_or(1);
        let rows = chart.tiles.iter().map(|tile| i32::from(tile.row) + 1).max().unwrap_or(1);
        let height = (sketch.height() / rows).max(1);
        let widest = (f64::from(height) * WIDEST) as i32;
        let width = (sketch.width() / columns).min(widest).max(1);
        Self {
            left: (sketch.width() - width * columns).max(0) / 2,
            top: (sketch.height() - height * rows).max(0) / 2,
            width,
            height,
        }
    }

    fn tile(&self, tile: &Tile) -> Frame {
        let left = self.left + self.width * i32::from(tile.column);
        let top = self.top + self.height * i32::from(tile.row);
        let right = (left + self.width - GAP).max(left + 1);
        Frame { left, top, right, bottom: (top + self.height - GAP).max(top + 1) }
    }
}
