//! Days of a calendar month.

use chrono::NaiveDate;
use clientele_contract::{DayRange, Month};

/// The first to the last day of a month.
pub fn days_of_month(month: Month) -> Option<DayRange> {
    let next = Month::from_ordinal(month.ordinal() + 1);
    let first_of = |month: Month| NaiveDate::from_ymd_opt(month.year, u32::from(month.month), 1);
    Some(DayRange { first: first_of(month)?, last: first_of(next)?.pred_opt()? })
}
