//! Means over cohorts, weighted by their size, and what follows from them.

use clientele_contract::{CohortMean, CohortRow, Payback};

/// Hundredths of a per cent in the whole.
const WHOLE: u16 = 10_000;
/// Sums of ratios are this close to what they stand for.
const ROUNDING_CENTS: f64 = 1e-6;

/// One mean per column: Σ of the cells / Σ of the sizes over the cohorts whose period is over.
///
/// The unweighted mean of the rates would let a cohort of one customer count as much as one of thousands.
/// What adds up over time is the sum of the columns' means, up to the first column that stands for fewer than
/// `size_min` customers.
pub(crate) fn weighted_means(
    cohorts: &[CohortRow],
    size_min: u64,
    margin_basis_points: Option<u16>,
) -> Vec<CohortMean> {
    let columns = cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    let margin = f64::from(margin_basis_points.unwrap_or(WHOLE)) / f64::from(WHOLE);
    let mut cumulative = Some(0.0);
    let mean = |column: usize| {
        let mean = mean_of_column(cohorts, column);
        let relied_on = mean.revenue_cents_per_customer.filter(|_| mean.size >= size_min);
        cumulative = cumulative.zip(relied_on).map(|(before, revenue)| before + revenue);
        CohortMean {
            cumulative_revenue_cents_per_customer: cumulative,
            cumulative_margin_cents_per_customer: cumulative.map(|revenue| revenue * margin),
            ..mean
        }
    };
    (0..columns).map(mean).collect()
}

fn mean_of_column(cohorts: &[CohortRow], column: usize) -> CohortMean {
    let mut mean = CohortMean { period: column as u32, ..CohortMean::default() };
    for cohort in cohorts {
        let Some(cell) = cohort.cells.get(column).filter(|cell| !cell.in_progress) else { continue };
        mean.size += cohort.size;
        mean.customers += cell.customers;
        mean.orders += cell.orders;
        mean.revenue_cents += cell.revenue_cents;
    }
    let per_customer = |sum: f64| (mean.size > 0).then(|| sum / mean.size as f64);
    CohortMean {
        rate: per_customer(mean.customers as f64),
        orders_per_customer: per_customer(mean.orders as f64),
        revenue_cents_per_customer: per_customer(mean.revenue_cents as f64),
        ..mean
    }
}

/// The first period at whose end the margin of an acquired customer covers what it cost to win them.
pub(crate) fn payback_of(means: &[CohortMean], cost_cents: i64) -> Payback {
    let relied_on =
        means.iter().map_while(|mean| Some((mean.period, mean.cumulative_margin_cents_per_customer?)));
    let mut last = Payback::Unknown;
    for (period, margin) in relied_on {
        if margin + ROUNDING_CENTS >= cost_cents as f64 {
            return Payback::InPeriod(period);
        }
        last = Payback::NotUntil(period);
    }
    last
}
