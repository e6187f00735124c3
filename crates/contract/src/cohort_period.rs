use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::{DayRange, Month};

/// 1970-01-01 was a Thursday: so many days after the Monday of its week.
const THURSDAY: i32 = 3;
const DAYS_OF_WEEK: i32 = 7;

/// How long the periods are by which customers are grouped and followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CohortGrain {
    /// Calendar months.
    #[default]
    Month,
    /// Calendar quarters.
    Quarter,
    /// ISO 8601 weeks: seven days from Monday.
    Week,
}

impl CohortGrain {
    /// All of them, as people choose among them.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// The word in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Week => "week",
        }
    }
}

impl FromStr for CohortGrain {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|grain| grain.slug() == text);
        known.ok_or_else(|| format!("expected week, month or quarter, found {text:?}"))
    }
}

/// A calendar month, quarter or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CohortPeriod {
    /// How long it is.
    pub grain: CohortGrain,
    /// Consecutive periods have consecutive numbers.
    pub ordinal: i32,
}

impl CohortPeriod {
    /// The period that a day lies in.
    pub fn of_day(day: NaiveDate, grain: CohortGrain) -> Self {
        let ordinal = match grain {
            CohortGrain::Month => month_of(day).ordinal(),
            CohortGrain::Quarter => month_of(day).ordinal().div_euclid(3),
            CohortGrain::Week => (day.to_epoch_days() + THURSDAY).div_euclid(DAYS_OF_WEEK),
        };
        Self { grain, ordinal }
    }

    /// The period so many periods later.
    #[must_use]
    pub fn after(self, periods: i32) -> Self {
        Self { ordinal: self.ordinal.saturating_add(periods), ..self }
    }

    /// Its first to its last day; `None` beyond the calendar.
    pub fn days(self) -> Option<DayRange> {
        let first = self.first_day()?;
        let last = self.after(1).first_day()?.pred_opt()?;
        Some(DayRange { first, last })
    }

    fn first_day(self) -> Option<NaiveDate> {
        let first_of = |month: Month| NaiveDate::from_ymd_opt(month.year, u32::from(month.month), 1);
        match self.grain {
            CohortGrain::Month => first_of(Month::from_ordinal(self.ordinal)),
            CohortGrain::Quarter => first_of(Month::from_ordinal(self.ordinal.checked_mul(3)?)),
            CohortGrain::Week => {
                NaiveDate::from_epoch_days(self.ordinal.checked_mul(DAYS_OF_WEEK)?.checked_sub(THURSDAY)?)
            }
        }
    }
}

fn month_of(day: NaiveDate) -> Month {
    Month { year: day.year(), month: day.month() as u8 }
}

impl fmt::Display for CohortPeriod {
    /// `2017-01`, `2017-Q1`, `2017-W03`; the year of a week is that of its Thursday.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.grain {
            CohortGrain::Month => Month::from_ordinal(self.ordinal).fmt(f),
            CohortGrain::Quarter => {
                write!(f, "{:04}-Q{}", self.ordinal.div_euclid(4), self.ordinal.rem_euclid(4) + 1)
            }
            CohortGrain::Week => {
                let week = self.first_day().unwrap_or_default().iso_week();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
        }
    }
}

impl FromStr for CohortPeriod {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || format!("expected a period such as 2017-01, 2017-Q1 or 2017-W03, found {text:?}");
        let (year, rest) = text.split_once('-').ok_or_else(expected)?;
        let year: i32 = year.parse().map_err(|_| expected())?;
        let number = |digits: &str| digits.parse::<u8>().map_err(|_| expected());
        let first_day = match (rest.strip_prefix('Q'), rest.strip_prefix('W')) {
            (Some(quarter), _) => {
                let quarter = u32::from(number(quarter)?);
                let day = quarter
                    .checked_sub(1)
                    .and_then(|before| NaiveDate::from_ymd_opt(year, before * 3 + 1, 1));
                day.map(|day| Self::of_day(day, CohortGrain::Quarter))
            }
            (_, Some(week)) => NaiveDate::from_isoywd_opt(year, u32::from(number(week)?), Weekday::Mon)
                .map(|day| Self::of_day(day, CohortGrain::Week)),
            _ => NaiveDate::from_ymd_opt(year, u32::from(number(rest)?), 1)
                .map(|day| Self::of_day(day, CohortGrain::Month)),
        };
        first_day.ok_or_else(expected)
    }
}

impl Serialize for CohortPeriod {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CohortPeriod {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_iso_date;

    fn period(day: &str, grain: CohortGrain) -> CohortPeriod {
        CohortPeriod::of_day(parse_iso_date(day).expect("a date"), grain)
    }

    #[test]
    fn a_day_lies_in_its_month_quarter_and_iso_week() {
        use CohortGrain::{Month, Quarter, Week};
        for (day, grain, label, first, last) in [
            ("2017-01-31", Month, "2017-01", "2017-01-01", "2017-01-31"),
            ("2016-02-29", Month, "2016-02", "2016-02-01", "2016-02-29"),
            ("2017-03-31", Quarter, "2017-Q1", "2017-01-01", "2017-03-31"),
            ("2017-12-31", Quarter, "2017-Q4", "2017-10-01", "2017-12-31"),
            ("2017-01-18", Week, "2017-W03", "2017-01-16", "2017-01-22"),
            // Weeks belong to the year of their Thursday.
            ("2017-01-01", Week, "2016-W52", "2016-12-26", "2017-01-01"),
            ("2018-12-31", Week, "2019-W01", "2018-12-31", "2019-01-06"),
            ("2021-01-03", Week, "2020-W53", "2020-12-28", "2021-01-03"),
            ("1969-12-31", Week, "1970-W01", "1969-12-29", "1970-01-04"),
        ] {
            let period = period(day, grain);
            let days = period.days().expect("days of the calendar");
            assert_eq!(
                (
                    period.to_string().as_str(),
                    days.first.to_string().as_str(),
                    days.last.to_string().as_str()
                ),
                (label, first, last)
            );
            assert_eq!(label.parse(), Ok(period));
        }
    }

    #[test]
    fn periods_follow_one_another_without_a_gap() {
        for grain in CohortGrain::ALL {
            let mut before = period("2015-12-30", grain);
            for _ in 0..120 {
                let next = before.after(1);
                let (end, start) = (before.days().expect("days").last, next.days().expect("days").first);
                assert_eq!(end.succ_opt(), Some(start), "{before} {next}");
                assert_eq!(CohortPeriod::of_day(start, grain), next);
                assert_eq!(CohortPeriod::of_day(end, grain), before);
                before = next;
            }
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "2017", "2017-13", "2017-Q0", "2017-Q5", "2017-W54", "2017-W0", "x-01", "2017-Wé"] {
            assert!(text.parse::<CohortPeriod>().is_err(), "{text}");
        }
    }

    #[test]
    fn beyond_the_calendar_there_are_no_days() {
        for grain in CohortGrain::ALL {
            assert_eq!(CohortPeriod { grain, ordinal: i32::MAX }.days(), None);
        }
    }
}
