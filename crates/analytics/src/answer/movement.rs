//! Segments on two days, and who went from which to which.

use std::ops::Range;

use chrono::{Days, NaiveDate};
use clientele_contract::{
    AnalyticsError, EarlierDay, MovementQuestion, Scope, Segment, SegmentFlow, SegmentMovement,
    SegmentMovementReport,
};
use rayon::prelude::*;

use super::{
    Engine,
    past_segments::{PastSegments, position},
};
use crate::model::{civil_date, epoch_days};

/// Segments on the earlier day, and those who had not ordered yet.
const STARTS: usize = Segment::ALL.len() + 1;
const ENDS: usize = Segment::ALL.len();
/// Customers that one thread counts at a time.
const CHUNK: usize = 16_384;

/// Customers, their spend before the earlier day, and their spend between the two days.
type Cell = (u64, i64, i64);

/// By the segment on the earlier day, then on the later one.
type Cells = [[Cell; ENDS]; STARTS];

impl Engine {
    pub(crate) fn summarize_movement(
        &self,
        scope: &Scope,
        question: &MovementQuestion,
    ) -> Result<SegmentMovement, AnalyticsError> {
        let (from, to) = self.two_days(question)?;
        let (earlier, later) = (self.past_segments(from), self.past_segments(to));
        let selected = self.selector(scope, &question.filter).selected();
        let cells = self.count_flows(&selected, [from, to].map(epoch_days), [&earlier, &later]);
        let flows: Vec<SegmentFlow> = flows_of(&cells).collect();
        Ok(SegmentMovement {
            from,
            to,
            first_day: self.first_possible_day(),
            last_day: self.facts.as_of,
            selected: selected.iter().filter(|is_selected| **is_selected).count() as u64,
            customers: flows.iter().map(|flow| flow.customers).sum(),
            flows,
            frequency_rules: [earlier.frequency_rule, later.frequency_rule],
        })
    }

    /// The earliest day with an order before it.
    fn first_possible_day(&self) -> NaiveDate {
        self.facts.first_order + Days::new(1)
    }

    /// The days of a question.
    ///
    /// # Errors
    /// Days before the first order or after the data, or in the wrong order; the text says what to choose.
    fn two_days(&self, question: &MovementQuestion) -> Result<(NaiveDate, NaiveDate), AnalyticsError> {
        let (first, last) = (self.first_possible_day(), self.facts.as_of);
        let possible = first..=last;
        let wrong = |text| Err(AnalyticsError::InvalidQuestion(text));
        let outside = |day: NaiveDate| {
            let reason = if day < first {
                format!("nobody had ordered before {day}")
            } else {
                format!("{day} lies after the data")
            };
            wrong(format!("{reason}; choose two days from {first} to {last}"))
        };
        let to = question.to.unwrap_or(last);
        // Before anything is taken from it: an address may name any year.
        if !possible.contains(&to) {
            return outside(to);
        }
        let default_from = || {
            let half = (epoch_days(to) - epoch_days(first)) / 2;
            civil_date(epoch_days(to) - half.clamp(0, MovementQuestion::DEFAULT_DAYS_BACK))
        };
        let from = match question.from {
            Some(EarlierDay::On(day)) => day,
            Some(EarlierDay::DaysBefore(days)) => to - Days::new(days.into()),
            None => default_from(),
        };
        if !possible.contains(&from) {
            return outside(from);
        }
        if from > to {
            return wrong(format!(
                "the earlier day, {from}, comes after the later, {to}; exchange the two days"
            ));
        }
        Ok((from, to))
    }

    fn count_flows(&self, selected: &[bool], days: [i32; 2], segments: [&PastSegments; 2]) -> Cells {
        let orders = &self.orders.by_customer;
        let add = |mut cells: Cells, row: usize| {
            let [was, is] = segments.map(|past| past.segments[row]);
            let Some(is) = is.filter(|_| selected[row]) else { return cells };
            let [before, until] = days.map(|day| orders.before(row, day));
            let sum = |positions: Range<usize>| orders.value_cents[positions].iter().sum::<i64>();
            let cell = &mut cells[position(was)][usize::from(is.index())];
            cell.0 += 1;
            cell.1 += sum(before.clone());
            cell.2 += sum(before.end..until.end);
            cells
        };
        (0..selected.len())
            .into_par_iter()
            .with_min_len(CHUNK)
            .fold(empty_cells, add)
            .reduce(empty_cells, add_cells)
    }

    /// The counts of the default question.
    pub(crate) fn movement_report(&self, scope: &Scope) -> SegmentMovementReport {
        let name = |segment: Option<Segment>| segment.map_or(NOT_YET, Segment::name).to_owned();
        let mut report = SegmentMovementReport {
            from: self.facts.as_of,
            to: self.facts.as_of,
            customers: Default::default(),
        };
        // The default days are always possible.
        if let Ok(movement) = self.summarize_movement(scope, &MovementQuestion::default()) {
            (report.from, report.to) = (movement.from, movement.to);
            for flow in &movement.flows {
                let row = report.customers.entry(name(flow.was)).or_default();
                row.insert(name(Some(flow.is)), flow.customers);
            }
        }
        report
    }
}

/// The name of those who had not ordered yet, among those of segments.
const NOT_YET: &str = "Not yet a customer";

fn empty_cells() -> Cells {
    [[(0, 0, 0); ENDS]; STARTS]
}

fn add_cells(mut sum: Cells, other: Cells) -> Cells {
    for (cell, other) in sum.iter_mut().flatten().zip(other.iter().flatten()) {
        *cell = (cell.0 + other.0, cell.1 + other.1, cell.2 + other.2);
    }
    sum
}

/// The cells with customers, row by row.
fn flows_of(cells: &Cells) -> impl Iterator<Item = SegmentFlow> {
    cells.iter().enumerate().flat_map(|(start, row)| {
        row.iter().zip(Segment::ALL).filter(|(cell, _)| cell.0 > 0).map(move |(cell, is)| SegmentFlow {
            was: Segment::ALL.get(start).copied(),
            is,
            customers: cell.0,
            spent_before_cents: cell.1,
            spent_between_cents: cell.2,
        })
    })
}
