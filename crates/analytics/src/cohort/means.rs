//! Means over cohorts, weighted by their size, and what follows from them.

use clientele_contract::{CohortMean, CohortRow, Payback};

/// Hundredths of a per cent in the whole.
const WHOLE: u16 = 10_000;

/// One mean per column: Σ of the cells / Σ of the sizes over the cohorts whose period is over.
///
/// The unweighted mean of the rates would let a cohort of one customer count as much as one of thousands.
pub(crate) fn weighted_means(cohorts: &[CohortRow], margin_basis_points: Option<u16>) -> Vec<CohortMean> {
    let columns = cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    (0..columns).map(|column| mean_of_column(cohorts, column, margin_of(margin_basis_points))).collect()
}

fn margin_of(basis_points: Option<u16>) -> u16 {
    basis_points.unwrap_or(WHOLE)
}

fn mean_of_column(cohorts: &[CohortRow], column: usize, margin: u16) -> CohortMean {
    let mut mean = CohortMean { period: column as u32, ..CohortMean::default() };
    for cohort in cohorts {
        let Some(cell) = cohort.cells.get(column).filter(|cell| !cell.in_progress) else { continue };
        mean.size += cohort.size;
        mean.customers += cell.customers;
        mean.orders += cell.orders;
        mean.revenue_cents += cell.revenue_cents;
        mean.cumulative_revenue_cents += cell.cumulative_revenue_cents;
    }
    let per_customer = |sum: f64| (mean.size > 0).then(|| sum / mean.size as f64);
    let cumulative = per_customer(mean.cumulative_revenue_cents as f64);
    CohortMean {
        rate: per_customer(mean.customers as f64),
        orders_per_customer: per_customer(mean.orders as f64),
        revenue_cents_per_customer: per_customer(mean.revenue_cents as f64),
        cumulative_revenue_cents_per_customer: cumulative,
        cumulative_margin_cents_per_customer: cumulative
            .map(|revenue| revenue * f64::from(margin) / f64::from(WHOLE)),
        ..mean
    }
}

/// The first period at whose end the margin of all acquired customers covers what it cost to win them.
///
/// Compared in whole numbers: margin per customer ≥ cost, both sides times the customers.
pub(crate) fn payback_of(means: &[CohortMean], cost_cents: i64, margin_basis_points: Option<u16>) -> Payback {
    let margin = i128::from(margin_of(margin_basis_points));
    let is_covered = |mean: &&CohortMean| {
        i128::from(mean.cumulative_revenue_cents) * margin
            >= i128::from(cost_cents) * i128::from(mean.size) * i128::from(WHOLE)
    };
    let complete = || means.iter().filter(|mean| mean.size > 0);
    let paid_back = complete().find(is_covered).map(|mean| Payback::InPeriod(mean.period));
    let not_yet = || complete().next_back().map(|mean| Payback::NotUntil(mean.period));
    paid_back.or_else(not_yet).unwrap_or(Payback::Unknown)
}
