use crate::{
    canvas::{Across, Down, Frame, Sketch},
    ink::Ink,
    spec::{HeatCell, HeatMap},
    text::{shortened, text_width},
    tips::Tip,
};

/// The depths of the colour; the style sheet has as many.
const STEPS: u8 = 6;
const HEADER_HEIGHT: i32 = 22;
const NAME_GAP: i32 = 10;
/// The least height of a cell with a number.
const NUMBER_HEIGHT: i32 = 16;

pub(super) fn draw(sketch: &mut Sketch<'_>, chart: &HeatMap, tips: &[Tip]) {
    let grid = Grid::new(sketch, chart);
    grid.write_names(sketch, chart);
    // Numbers in some cells alone would look as if the others had none.
    let cells = chart.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let widest = cells.map(|cell| text_width(&cell.label)).max().unwrap_or(0);
    let place = grid.cell(0, 0);
    let has_numbers = widest < place.width() && place.height() >= NUMBER_HEIGHT;
    let mut index = 0;
    for (row, cells) in chart.rows.iter().enumerate() {
        for (column, cell) in cells.cells.iter().take(chart.columns.len()).enumerate() {
            let Some(cell) = cell else { continue };
            draw_cell(sketch, cell, grid.cell(row, column), has_numbers);
            if let Some(tip) = tips.get(index) {
                sketch.hit(grid.cell(row, column), index, tip);
            }
            index += 1;
        }
    }
}

/// Where the cells are.
struct Grid {
    room: Frame,
    columns: i32,
    rows: i32,
    name_width: i32,
}

impl Grid {
    fn new(sketch: &Sketch<'_>, chart: &HeatMap) -> Self {
        let widest = chart.rows.iter().map(|row| text_width(&row.name)).max().unwrap_or(0);
        let name_width = widest.min(sketch.width() / 3);
        let room = Frame {
            left: name_width + NAME_GAP,
            top: HEADER_HEIGHT,
            right: sketch.width(),
            bottom: sketch.height(),
        };
        Self { room, columns: chart.columns.len() as i32, rows: chart.rows.len() as i32, name_width }
    }

    /// A cell, with a hair of the ground around it.
    fn cell(&self, row: usize, column: usize) -> Frame {
        let across = |column: i32| self.room.left + self.room.width() * column / self.columns.max(1);
        let down = |row: i32| self.room.top + self.room.height() * row / self.rows.max(1);
        let (row, column) = (row as i32, column as i32);
        let (left, top) = (across(column), down(row));
        Frame {
            left,
            top,
            right: (across(column + 1) - 2).max(left + 1),
            bottom: (down(row + 1) - 2).max(top + 1),
        }
    }

    fn write_names(&self, sketch: &mut Sketch<'_>, chart: &HeatMap) {
        for (row, cells) in chart.rows.iter().enumerate() {
            let frame = self.cell(row, 0);
            let middle = i32::midpoint(frame.top, frame.bottom);
            let name = shortened(&cells.name, self.name_width);
            sketch.write_where_free(&name, (self.name_width, middle), Across::End, Down::Middle, &Ink::Muted);
        }
        for (column, name) in chart.columns.iter().enumerate() {
            let frame = self.cell(0, column);
            let middle = i32::midpoint(frame.left, frame.right);
            sketch.write_where_free(
                name,
                (middle, HEADER_HEIGHT - 6),
                Across::Middle,
                Down::Above,
                &Ink::Muted,
            );
        }
    }
}

fn draw_cell(sketch: &mut Sketch<'_>, cell: &HeatCell, frame: Frame, has_number: bool) {
    let (ground, words) = match &cell.mark.class {
        Some(class) => (Ink::Class(class.clone()), Ink::OnClass(class.clone())),
        None => {
            let step = step_of(cell.intensity);
            (Ink::Heat(step), Ink::OnHeat(step))
        }
    };
    sketch.rectangle(frame, &ground, 1.0);
    if cell.in_progress {
        sketch.outline(frame, &Ink::RunningLine);
    }
    if has_number {
        let middle = (i32::midpoint(frame.left, frame.right), i32::midpoint(frame.top, frame.bottom));
        sketch.write(&cell.label, middle, Across::Middle, Down::Middle, &words);
    }
}

fn step_of(intensity: f64) -> u8 {
    // Also for numbers that are none.
    let depth = (intensity * f64::from(STEPS)).floor().max(0.0) as u8;
    depth.min(STEPS - 1) + 1
}
