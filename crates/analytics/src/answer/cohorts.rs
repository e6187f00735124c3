//! Monthly cohorts.

use chrono::{Datelike, Days};
use clientele_contract::{CohortCell, CohortMatrix, CohortMean, CohortRow, Month};

use super::{Engine, columns::month_of, select::Selector, totals::ratio};

impl Engine {
    pub(crate) fn summarize_cohorts(&self, selector: &Selector<'_>) -> CohortMatrix {
        let first_month = month_of(crate::model::epoch_days(self.facts.first_order));
        let (last_month, last_complete) = self.last_months();
        let months = (last_month - first_month + 1) as usize;
        let mut sizes = vec![0_u64; months];
        let mut one_time_customers = 0;
        let mut cohort_of = vec![None; self.customers.len()];
        for row in selector.rows() {
            let cohort = (month_of(self.customers.first_dates[row]) - first_month) as usize;
            cohort_of[row] = Some(cohort);
            sizes[cohort] += 1;
            one_time_customers += u64::from(self.customers.orders[row] == 1);
        }
        let mut retained = vec![vec![0_u64; months]; months];
        for &(customer, month) in &self.orders.active_months {
            if let Some(cohort) = cohort_of[customer as usize] {
                retained[cohort][(month - first_month) as usize - cohort] += 1;
            }
        }
        let complete_months = (last_complete - first_month + 1) as usize;
        let cohorts = (0..months).filter(|&cohort| sizes[cohort] > 0).map(|cohort| CohortRow {
            month: Month::from_ordinal(first_month + cohort as i32),
            size: sizes[cohort],
            cells: (0..months - cohort)
                .map(|k| CohortCell {
                    customers: retained[cohort][k],
                    rate: retained[cohort][k] as f64 / sizes[cohort] as f64,
                    in_progress: cohort + k >= complete_months,
                })
                .collect(),
        });
        let cohorts: Vec<CohortRow> = cohorts.collect();
        CohortMatrix {
            means: weighted_means(&cohorts),
            customers: sizes.iter().sum(),
            returns: cohorts
                .iter()
                .flat_map(|cohort| cohort.cells.iter().skip(1))
                .map(|cell| cell.customers)
                .sum(),
            one_time_customers,
            cohorts,
        }
    }

    /// Ordinals of the last month that has begun and of the last that is over, before "today".
    pub(crate) fn last_months(&self) -> (i32, i32) {
        let yesterday = self.facts.as_of - Days::new(1);
        let last = Month { year: yesterday.year(), month: yesterday.month() as u8 }.ordinal();
        let is_over = self.facts.as_of.month() != yesterday.month();
        (last, if is_over { last } else { last - 1 })
    }
}

/// Σ retained / Σ size over the cohorts whose month is over.
fn weighted_means(cohorts: &[CohortRow]) -> Vec<CohortMean> {
    let columns = cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    let mean = |k: usize| {
        let complete = cohorts
            .iter()
            .filter_map(|cohort| Some((cohort.cells.get(k).filter(|cell| !cell.in_progress)?, cohort.size)));
        let (customers, size) = complete
            .fold((0, 0), |(customers, size), (cell, cohort)| (customers + cell.customers, size + cohort));
        CohortMean { month: k as u32, customers, size, rate: ratio(customers as f64, size) }
    };
    (0..columns).map(mean).collect()
}
