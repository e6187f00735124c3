//! Customers by the period of their first order: who came back when, and what they brought.
//!
//! One pass over plain columns. All sums are integers, so threads may add them up in any order.

mod means;
mod period_table;

use chrono::NaiveDate;
use clientele_contract::{CohortCell, CohortCut, CohortGrain, CohortRow};
use rayon::prelude::*;

pub(crate) use means::{payback_of, weighted_means};
pub(crate) use period_table::PeriodTable;

/// Customers that one task walks over: each task has a matrix of its own.
const CUSTOMERS_PER_TASK: usize = 65_536;

/// The completed orders of a shop, by customer and then by date.
#[derive(Clone, Copy)]
pub(crate) struct OrdersByCustomer<'a> {
    /// Where the orders of each customer begin, and where the last end.
    pub(crate) starts: &'a [u32],
    /// Days since 1970-01-01.
    pub(crate) dates: &'a [i32],
    /// Order values.
    pub(crate) value_cents: &'a [i64],
}

/// Cohorts as they are counted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CohortCounts {
    /// By period of the first order.
    sizes: Vec<u64>,
    /// Rows of `columns` cells, one row per period.
    cells: Vec<CellCounts>,
    columns: usize,
    orders_cut: u64,
    revenue_cents_cut: i64,
    /// Customers with an order in a later period, once per period.
    pub(crate) returns: u64,
    /// Customers with exactly one order.
    pub(crate) one_time_customers: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct CellCounts {
    customers: u64,
    orders: u64,
    revenue_cents: i64,
}

/// The columns that a matrix has at most: a year of weeks, five years of months, ten years of quarters, each with
/// the period of the first order before them.
pub(crate) fn columns_max(grain: CohortGrain) -> usize {
    match grain {
        CohortGrain::Week => 53,
        CohortGrain::Month => 61,
        CohortGrain::Quarter => 41,
    }
}

/// Counts the customers for whom `selected` holds.
pub(crate) fn count_cohorts(
    orders: OrdersByCustomer<'_>,
    selected: &[bool],
    periods: &PeriodTable,
    columns_max: usize,
) -> CohortCounts {
    let empty = || CohortCounts::empty(periods.len(), columns_max.min(periods.len()));
    // One matrix per task and not per customer: `fold` would move it about for each of them.
    let count = |task: usize| {
        let mut counts = empty();
        let first = task * CUSTOMERS_PER_TASK;
        let last = selected.len().min(first + CUSTOMERS_PER_TASK);
        for customer in (first..last).filter(|&customer| selected[customer]) {
            let range = orders.starts[customer] as usize..orders.starts[customer + 1] as usize;
            counts.add(&orders.dates[range.clone()], &orders.value_cents[range], periods);
        }
        counts
    };
    let tasks = selected.len().div_ceil(CUSTOMERS_PER_TASK);
    (0..tasks).into_par_iter().map(count).reduce(empty, CohortCounts::merged)
}

impl CohortCounts {
    fn empty(periods: usize, columns: usize) -> Self {
        Self {
            sizes: vec![0; periods],
            cells: vec![CellCounts::default(); periods * columns],
            columns,
            orders_cut: 0,
            revenue_cents_cut: 0,
            returns: 0,
            one_time_customers: 0,
        }
    }

    /// Adds a customer by their orders, oldest first.
    fn add(&mut self, dates: &[i32], value_cents: &[i64], periods: &PeriodTable) {
        let Some(&first_date) = dates.first() else { return };
        let cohort = periods.index_of(first_date);
        self.sizes[cohort] += 1;
        self.one_time_customers += u64::from(dates.len() == 1);
        let row = cohort * self.columns;
        let mut last_seen = None;
        for (&date, &cents) in dates.iter().zip(value_cents) {
            let later = periods.index_of(date) - cohort;
            let is_new = last_seen.replace(later) != Some(later);
            self.returns += u64::from(is_new && later > 0);
            if later < self.columns {
                let cell = &mut self.cells[row + later];
                cell.customers += u64::from(is_new);
                cell.orders += 1;
                cell.revenue_cents += cents;
            } else {
                self.orders_cut += 1;
                self.revenue_cents_cut += cents;
            }
        }
    }

    fn merged(mut self, other: Self) -> Self {
        for (size, more) in self.sizes.iter_mut().zip(other.sizes) {
            *size += more;
        }
        for (cell, more) in self.cells.iter_mut().zip(other.cells) {
            cell.customers += more.customers;
            cell.orders += more.orders;
            cell.revenue_cents += more.revenue_cents;
        }
        self.orders_cut += other.orders_cut;
        self.revenue_cents_cut += other.revenue_cents_cut;
        self.returns += other.returns;
        self.one_time_customers += other.one_time_customers;
        self
    }

    /// Customers of all cohorts.
    pub(crate) fn customers(&self) -> u64 {
        self.sizes.iter().sum()
    }

    /// The cohorts that have customers, oldest first. Periods that are not over on the day before `as_of` are in
    /// progress.
    pub(crate) fn rows(&self, periods: &PeriodTable, as_of: NaiveDate) -> Vec<CohortRow> {
        let complete = periods.complete_before(as_of);
        let row = |cohort: usize| {
            let size = self.sizes[cohort];
            let length = (periods.len() - cohort).min(self.columns);
            let mut cumulative_revenue_cents = 0;
            let cell = |(later, counts): (usize, &CellCounts)| {
                cumulative_revenue_cents += counts.revenue_cents;
                CohortCell {
                    customers: counts.customers,
                    rate: counts.customers as f64 / size as f64,
                    orders: counts.orders,
                    revenue_cents: counts.revenue_cents,
                    cumulative_revenue_cents,
                    in_progress: cohort + later >= complete,
                }
            };
            let counts = &self.cells[cohort * self.columns..][..length];
            CohortRow {
                period: periods.at(cohort),
                size,
                cells: counts.iter().enumerate().map(cell).collect(),
            }
        };
        (0..periods.len()).filter(|&cohort| self.sizes[cohort] > 0).map(row).collect()
    }

    /// What lies beyond the last column; `None` if nothing can.
    pub(crate) fn cut(&self, periods: &PeriodTable) -> Option<CohortCut> {
        let oldest = self.sizes.iter().position(|&size| size > 0)?;
        let beyond = (periods.len() - oldest).checked_sub(self.columns).filter(|&beyond| beyond > 0)?;
        Some(CohortCut {
            periods: beyond as u32,
            orders: self.orders_cut,
            revenue_cents: self.revenue_cents_cut,
        })
    }
}

#[cfg(test)]
mod tests;
