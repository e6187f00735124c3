use chrono::NaiveDate;
use clientele_contract::{CohortGrain, CohortPeriod};

use crate::model::{civil_date, epoch_days};

/// The periods of a shop's days, so that the period of an order is one look-up.
pub(crate) struct PeriodTable {
    first_period: CohortPeriod,
    periods: usize,
    /// Days since 1970-01-01.
    first_day: i32,
    /// The period of each day from `first_day` on, counted from the first.
    by_day: Vec<u32>,
}

impl PeriodTable {
    /// The periods from that of the first order to that of the day before `as_of`.
    pub(crate) fn new(first_order: NaiveDate, as_of: NaiveDate, grain: CohortGrain) -> Self {
        let first_day = epoch_days(first_order);
        let last_day = (epoch_days(as_of) - 1).max(first_day);
        let first_period = CohortPeriod::of_day(first_order, grain);
        let index =
            |day: i32| (CohortPeriod::of_day(civil_date(day), grain).ordinal - first_period.ordinal) as u32;
        let by_day: Vec<u32> = (first_day..=last_day).map(index).collect();
        let periods = by_day.last().map_or(1, |last| *last as usize + 1);
        Self { first_period, periods, first_day, by_day }
    }

    /// Number of periods, at least one.
    pub(crate) fn len(&self) -> usize {
        self.periods
    }

    /// The position of the period of a day.
    pub(crate) fn index_of(&self, day: i32) -> usize {
        self.by_day[(day - self.first_day) as usize] as usize
    }

    /// The period at a position.
    pub(crate) fn at(&self, index: usize) -> CohortPeriod {
        self.first_period.after(index as i32)
    }

    /// How many periods from the first are over on the day before `as_of`.
    pub(crate) fn complete_before(&self, as_of: NaiveDate) -> usize {
        let running = CohortPeriod::of_day(as_of, self.first_period.grain).ordinal;
        usize::try_from(running - self.first_period.ordinal).unwrap_or(0)
    }
}
