//! The 5 × 5 matrix of two scores.

use clientele_contract::{FrequencyRule, Matrix, MatrixAxes, MatrixCell, Measure, ScoreBand, Segment};

use super::columns::CustomerColumns;

const SCORES: usize = 5;

#[derive(Clone, Copy, Default)]
struct Cell {
    customers: u64,
    revenue_cents: i64,
    selected_customers: u64,
    by_segment: [u64; Segment::ALL.len()],
}

/// What is counted while the customers pass by.
pub(crate) struct MatrixCounts {
    axes: MatrixAxes,
    frequency_left_out: bool,
    /// By column, then row.
    cells: [[Cell; SCORES]; SCORES],
    columns: [Option<(i64, i64)>; SCORES],
    rows: [Option<(i64, i64)>; SCORES],
}

impl MatrixCounts {
    /// Without a choice of axes, frequency is left out where it says nothing.
    pub(crate) fn new(axes: Option<MatrixAxes>, rule: FrequencyRule) -> Self {
        let says_nothing = rule == FrequencyRule::OrderBands;
        let default = if says_nothing { MatrixAxes::RecencyMonetary } else { MatrixAxes::RecencyFrequency };
        let axes = axes.unwrap_or(default);
        Self {
            axes,
            frequency_left_out: says_nothing && axes == MatrixAxes::RecencyMonetary,
            cells: Default::default(),
            columns: [None; SCORES],
            rows: [None; SCORES],
        }
    }

    /// The bands are those of everyone in the scope, so that they stay when the filter changes.
    pub(crate) fn add_to_bands(&mut self, customers: &CustomerColumns, row: usize) {
        for (measure, bands) in [(self.axes.column(), &mut self.columns), (self.axes.row(), &mut self.rows)] {
            let (score, value) = score_and_value(customers, row, measure);
            let (least, greatest) = bands[score].get_or_insert((value, value));
            *least = value.min(*least);
            *greatest = value.max(*greatest);
        }
    }

    /// A customer that passes the filter apart from segments and scores.
    pub(crate) fn add(&mut self, customers: &CustomerColumns, row: usize, is_selected: bool) {
        let (column, _) = score_and_value(customers, row, self.axes.column());
        let (line, _) = score_and_value(customers, row, self.axes.row());
        let cell = &mut self.cells[column][line];
        cell.customers += 1;
        cell.revenue_cents += customers.spent_cents[row];
        cell.selected_customers += u64::from(is_selected);
        cell.by_segment[usize::from(customers.segments[row].index())] += 1;
    }

    pub(crate) fn summarize(&self) -> Matrix {
        let rows = (0..SCORES).rev();
        let cells = rows.flat_map(|row| (0..SCORES).map(move |column| (column, row)));
        Matrix {
            axes: self.axes,
            frequency_left_out: self.frequency_left_out,
            cells: cells.map(|(column, row)| summarize_cell(&self.cells[column][row], column, row)).collect(),
            columns: summarize_bands(&self.columns),
            rows: summarize_bands(&self.rows),
        }
    }
}

/// The score counted from 0, and the value behind it.
fn score_and_value(customers: &CustomerColumns, row: usize, measure: Measure) -> (usize, i64) {
    let scores = customers.scores[row];
    let (score, value) = match measure {
        Measure::Recency => (scores.recency, i64::from(customers.recency_days[row])),
        Measure::Frequency => (scores.frequency, i64::from(customers.orders[row])),
        Measure::Monetary => (scores.monetary, customers.spent_cents[row]),
    };
    (usize::from(score) - 1, value)
}

fn summarize_cell(cell: &Cell, column: usize, row: usize) -> MatrixCell {
    // Of equally large segments the better one: `max_by_key` would take the last.
    let largest = cell.by_segment.iter().enumerate().rev().max_by_key(|(_, customers)| **customers);
    let main_segment = largest.filter(|(_, customers)| **customers > 0);
    MatrixCell {
        column: column as u8 + 1,
        row: row as u8 + 1,
        customers: cell.customers,
        revenue_cents: cell.revenue_cents,
        selected_customers: cell.selected_customers,
        main_segment: main_segment.and_then(|(segment, _)| Segment::from_index(segment as u8)),
    }
}

fn summarize_bands(bands: &[Option<(i64, i64)>; SCORES]) -> Vec<ScoreBand> {
    bands.iter().zip(1..).map(|(&values, score)| ScoreBand { score, values }).collect()
}
