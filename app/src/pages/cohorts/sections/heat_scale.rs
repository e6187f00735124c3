//! Which depth a figure gets.

use clientele_contract::CohortMatrix;

use super::measure_words::intensity;
use crate::questions::CohortMeasure;

/// Shades of the heat map, from nobody to the highest figure.
pub const HEAT_LEVELS: u32 = 6;

/// What the colours stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatScale {
    /// Above it colours begin.
    pub lowest: f64,
    /// The figure from which the colour is the strongest.
    pub highest: f64,
    /// Smaller cohorts have no colour; 0 where every cohort is small.
    pub size_min: u64,
    /// The first column with colours.
    pub first_column: usize,
}

impl HeatScale {
    /// The scale spans the figures that are not in progress, among cohorts that are not small. The period of the
    /// first order, in which everybody orders, would outshine all others; only what adds up over time counts it.
    pub fn of(cohorts: &CohortMatrix, measure: CohortMeasure) -> Self {
        let is_cumulative = measure == CohortMeasure::LifetimeValue;
        let first_column = usize::from(!is_cumulative);
        let size_min = cohorts.size_min();
        let large = cohorts.cohorts.iter().filter(|cohort| cohort.size >= size_min);
        let figures = large.flat_map(|cohort| {
            let cells = cohort.cells.iter().skip(first_column).filter(|cell| !cell.in_progress);
            cells.map(|cell| intensity(measure, cell, cohort.size))
        });
        let (least, highest) = figures.fold((f64::INFINITY, 0.0_f64), |(least, highest), figure| {
            (least.min(figure), highest.max(figure))
        });
        let lowest = if is_cumulative { least.min(highest) } else { 0.0 };
        Self { lowest, highest, size_min, first_column }
    }

    /// 0 without a colour, else 1 to 6.
    pub fn level(&self, column: usize, figure: f64) -> u32 {
        let span = self.highest - self.lowest;
        if column < self.first_column || figure <= 0.0 || span <= 0.0 {
            return 0;
        }
        let share = (figure - self.lowest) / span;
        (share * f64::from(HEAT_LEVELS)).ceil().clamp(1.0, f64::from(HEAT_LEVELS)) as u32
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::{CohortCell, CohortRow};

    use super::*;

    fn cohort(size: u64, rate: f64) -> CohortRow {
        let cell = |rate| CohortCell {
            customers: 1,
            rate,
            orders: 1,
            revenue_cents: 100,
            cumulative_revenue_cents: 100,
            in_progress: false,
        };
        let period = "2018-01".parse().expect("a month");
        CohortRow { period, size, cells: vec![cell(1.0), cell(rate)] }
    }

    fn scale_of(cohorts: &[CohortRow], measure: CohortMeasure) -> HeatScale {
        HeatScale::of(&CohortMatrix { cohorts: cohorts.to_vec(), ..CohortMatrix::default() }, measure)
    }

    fn scale(highest: f64) -> HeatScale {
        HeatScale { lowest: 0.0, highest, size_min: 0, first_column: 1 }
    }

    #[test]
    fn month_zero_and_nobody_have_no_colour() {
        assert_eq!(scale(0.05).level(0, 1.0), 0);
        assert_eq!(scale(0.05).level(3, 0.0), 0);
        assert_eq!(scale(0.0).level(3, 0.0), 0);
    }

    #[test]
    fn a_tiny_cohort_sets_no_scale() {
        let found = scale_of(&[cohort(2, 0.5), cohort(7_000, 0.01)], CohortMeasure::Rate);
        assert_eq!(found, HeatScale { size_min: 100, ..scale(0.01) });
        let found = scale_of(&[cohort(2, 0.5)], CohortMeasure::Rate);
        assert_eq!(found, scale(0.5));
    }

    #[test]
    fn the_highest_rate_has_the_strongest_colour() {
        assert_eq!(scale(0.05).level(1, 0.05), 6);
        assert_eq!(scale(0.05).level(1, 0.000_1), 1);
        // A running month may be above every month that is over.
        assert_eq!(scale(0.05).level(1, 0.5), 6);
    }

    #[test]
    fn what_adds_up_is_coloured_from_its_least_figure() {
        let found = scale_of(&[cohort(100, 0.1), cohort(200, 0.1)], CohortMeasure::LifetimeValue);
        assert_eq!((found.lowest, found.highest, found.first_column), (0.5, 1.0, 0));
        assert_eq!((found.level(0, 0.5), found.level(0, 1.0)), (1, 6));
    }
}
