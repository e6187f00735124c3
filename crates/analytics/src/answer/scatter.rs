//! Two measures of the customers as a picture that stays small for any number of customers.

use clientele_contract::{
    AnalyticsError, Measure, SCATTER_CUSTOMERS_MAX, Scatter, ScatterAxis, ScatterBin, ScatterMarks,
    ScatterPoint, ScatterQuestion, Scope, Segment, Span, Tier,
};

use super::{Engine, bins::Bins};

const COLUMNS: i64 = 48;
const ROWS: i64 = 32;

/// Spend and orders are spread over a logarithmic axis if the greatest value is so many times the least.
const LOGARITHMIC_FROM: i64 = 20;

/// What is counted in one rectangle.
#[derive(Clone, Default)]
struct Counts {
    customers: u64,
    revenue_cents: i64,
    by_tier: [u64; Tier::ALL.len()],
    by_segment: [u64; Segment::ALL.len()],
}

impl Engine {
    pub(crate) fn summarize_scatter(
        &self,
        scope: &Scope,
        question: &ScatterQuestion,
    ) -> Result<Scatter, AnalyticsError> {
        check_window(question.x, question.x_window)?;
        check_window(question.y, question.y_window)?;
        let selected: Vec<usize> = self.selector(scope, &question.filter).rows().collect();
        let x = self.axis(&selected, question.x, question.x_window);
        let y = self.axis(&selected, question.y, question.y_window);
        let selected_customers = selected.len() as u64;
        let mut shown = selected;
        shown.retain(|&row| {
            question.x_window.contains(self.customers.value(row, question.x))
                && question.y_window.contains(self.customers.value(row, question.y))
        });
        let customers = shown.len() as u64;
        let marks = if customers > SCATTER_CUSTOMERS_MAX {
            ScatterMarks::Bins(self.scatter_bins(&shown, x, y))
        } else {
            let point = |row| self.scatter_point(row, question.x, question.y);
            ScatterMarks::Customers(shown.into_iter().map(point).collect())
        };
        Ok(Scatter { x, y, customers, selected_customers, marks })
    }

    /// The window, but no further than the selected customers reach.
    fn axis(&self, selected: &[usize], measure: Measure, window: Span<i64>) -> ScatterAxis {
        let values = || selected.iter().map(|&row| self.customers.value(row, measure));
        let (least, greatest) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
        let min = window.min.unwrap_or(least).clamp(least, greatest);
        let max = window.max.unwrap_or(greatest).clamp(least, greatest);
        let is_logarithmic = measure != Measure::Recency && max / LOGARITHMIC_FROM >= min.max(1);
        ScatterAxis { measure, min, max, is_logarithmic }
    }

    fn scatter_bins(&self, shown: &[usize], x: ScatterAxis, y: ScatterAxis) -> Vec<ScatterBin> {
        let (columns, lines) = (bins_of_axis(x, COLUMNS), bins_of_axis(y, ROWS));
        let mut counts = vec![Counts::default(); columns.len() * lines.len()];
        for &row in shown {
            let column = columns.position(self.customers.value(row, x.measure));
            let line = lines.position(self.customers.value(row, y.measure));
            let bin = &mut counts[line * columns.len() + column];
            bin.customers += 1;
            bin.revenue_cents += self.customers.spent_cents[row];
            bin.by_segment[usize::from(self.customers.segments[row].index())] += 1;
            if let Some(tier) = self.customers.tiers[row] {
                bin.by_tier[usize::from(tier.index())] += 1;
            }
        }
        let describe = |(position, bin): (usize, &Counts)| ScatterBin {
            x: columns.range(position % columns.len()),
            y: lines.range(position / columns.len()),
            customers: bin.customers,
            revenue_cents: bin.revenue_cents,
            main_tier: largest(&bin.by_tier).and_then(Tier::from_index),
            main_segment: largest(&bin.by_segment).and_then(Segment::from_index).unwrap_or(Segment::Lost),
        };
        counts.iter().enumerate().filter(|(_, bin)| bin.customers > 0).map(describe).collect()
    }

    fn scatter_point(&self, row: usize, x: Measure, y: Measure) -> ScatterPoint {
        ScatterPoint {
            customer_id: self.customers.ids.get(row).unwrap_or_default().to_owned(),
            x: self.customers.value(row, x),
            y: self.customers.value(row, y),
            tier: self.customers.tiers[row],
            segment: self.customers.segments[row],
        }
    }
}

fn check_window(measure: Measure, window: Span<i64>) -> Result<(), AnalyticsError> {
    match window {
        Span { min: Some(min), max: Some(max) } if min > max => {
            let what = match measure {
                Measure::Recency => "days since the last order",
                Measure::Frequency => "numbers of orders",
                Measure::Monetary => "cents spent",
            };
            Err(AnalyticsError::InvalidQuestion(format!(
                "the part to be shown goes from {min} to {max} {what}; exchange the two ends"
            )))
        }
        _ => Ok(()),
    }
}

/// A range for each value where they are few.
fn bins_of_axis(axis: ScatterAxis, count: i64) -> Bins {
    if axis.is_logarithmic && axis.max - axis.min >= count {
        Bins::logarithmic(axis.min, axis.max, count)
    } else {
        Bins::linear(axis.min, axis.max, count)
    }
}

/// The position of the largest count, the first of equal ones; `None` if nothing was counted.
fn largest(counts: &[u64]) -> Option<u8> {
    let (position, count) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (*count > 0).then_some(position as u8)
}
