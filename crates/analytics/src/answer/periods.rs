//! Which days a period means, and which days it is compared with.

use chrono::{Datelike, Days, Months, NaiveDate};
use clientele_contract::{AnalyticsError, CompareWith, DayRange, Grain, Period, PeriodQuestion};

use crate::model::{civil_date, epoch_days};

/// Chosen days are at most so many: a hundred years.
const CHOSEN_DAYS_MAX: i32 = 36_525;
/// Years that chosen days may lie in.
const CHOSEN_YEARS: std::ops::RangeInclusive<i32> = 1..=9_999;
/// Up to so many days the small trend of the overview has a point for each day.
const OVERVIEW_DAILY_UP_TO: i32 = 62;
/// Up to so many days it has a point for each week.
const OVERVIEW_WEEKLY_UP_TO: i32 = 190;
const WEEK: i32 = 7;
/// A year in whole weeks.
const YEAR_OF_WEEKS: i32 = 52 * WEEK;

/// Days as numbers since 1970-01-01, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DaySpan {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl DaySpan {
    pub(crate) fn new(first: NaiveDate, last: NaiveDate) -> Self {
        Self { first: epoch_days(first), last: epoch_days(last) }
    }

    pub(crate) fn range(self) -> DayRange {
        DayRange { first: civil_date(self.first), last: civil_date(self.last) }
    }

    /// Number of days.
    pub(crate) fn length(self) -> i32 {
        self.last - self.first + 1
    }

    fn moved_back(self, days: i32) -> Self {
        Self { first: self.first - days, last: self.last - days }
    }
}

/// What the data reach over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DataDays {
    pub(crate) first_order: NaiveDate,
    pub(crate) last_order: NaiveDate,
    /// The day before the data's date.
    pub(crate) today: NaiveDate,
}

/// The days that a question means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ResolvedPeriod {
    pub(crate) days: DaySpan,
    /// The days reach beyond today.
    pub(crate) in_progress: bool,
    pub(crate) compared: Option<DaySpan>,
    /// Days that were asked to be compared with but begin before the first order.
    pub(crate) not_comparable: Option<DaySpan>,
    pub(crate) grain: Grain,
}

/// Finds the days of a question.
///
/// # Errors
/// Chosen days that end before they begin or are too many; the text says what to change.
pub(crate) fn resolve(question: &PeriodQuestion, data: DataDays) -> Result<ResolvedPeriod, AnalyticsError> {
    let days = period_days(question.period, data)?;
    let asked = compared_days(question, days)?;
    let reaches_back = |compared: &DaySpan| compared.first >= epoch_days(data.first_order);
    let grain = match days.length() {
        length if length <= OVERVIEW_DAILY_UP_TO => Grain::Day,
        length if length <= OVERVIEW_WEEKLY_UP_TO => Grain::Week,
        _ => Grain::Month,
    };
    Ok(ResolvedPeriod {
        days,
        in_progress: days.last > epoch_days(data.today),
        compared: asked.filter(reaches_back),
        not_comparable: asked.filter(|compared| !reaches_back(compared)),
        grain,
    })
}

fn period_days(period: Period, data: DataDays) -> Result<DaySpan, AnalyticsError> {
    let today = epoch_days(data.today);
    let last_days = |days: i32| DaySpan { first: today - days + 1, last: today };
    let this_month = data.today - Days::new(u64::from(data.today.day0()));
    let this_year = data.today - Days::new(u64::from(data.today.ordinal0()));
    Ok(match period {
        Period::All => DaySpan::new(data.first_order, data.last_order),
        Period::Last30Days => last_days(30),
        Period::Last90Days => last_days(90),
        Period::Last12Months => last_days(365),
        Period::ThisMonth => calendar_months(this_month, 1),
        Period::LastMonth => calendar_months(this_month - Months::new(1), 1),
        Period::ThisYear => calendar_months(this_year, 12),
        Period::Between(days) => chosen_days("the period", days)?,
    })
}

/// The days compared with, if any. Days that a person chose are left as they are.
fn compared_days(question: &PeriodQuestion, days: DaySpan) -> Result<Option<DaySpan>, AnalyticsError> {
    let calendar = months_of_calendar_period(question.period);
    let first = civil_date(days.first);
    Ok(Some(match question.compare {
        CompareWith::Nothing => return Ok(None),
        CompareWith::Between(chosen) => chosen_days("the days compared with", chosen)?,
        CompareWith::Previous if question.match_weekdays => {
            days.moved_back((days.length() + WEEK - 1) / WEEK * WEEK)
        }
        CompareWith::LastYear if question.match_weekdays => days.moved_back(YEAR_OF_WEEKS),
        CompareWith::Previous => match calendar {
            Some(months) => calendar_months(first - Months::new(months), months),
            None => days.moved_back(days.length()),
        },
        CompareWith::LastYear => match calendar {
            Some(months) => calendar_months(first - Months::new(12), months),
            None => DaySpan::new(first - Months::new(12), civil_date(days.last) - Months::new(12)),
        },
    }))
}

/// How many months a calendar period has; `None` for other periods.
fn months_of_calendar_period(period: Period) -> Option<u32> {
    match period {
        Period::ThisMonth | Period::LastMonth => Some(1),
        Period::ThisYear => Some(12),
        Period::All | Period::Last30Days | Period::Last90Days | Period::Last12Months | Period::Between(_) => {
            None
        }
    }
}

/// Whole months from a first of month.
fn calendar_months(first: NaiveDate, months: u32) -> DaySpan {
    DaySpan::new(first, first + Months::new(months) - Days::new(1))
}

fn chosen_days(what: &str, days: DayRange) -> Result<DaySpan, AnalyticsError> {
    let DayRange { first, last } = days;
    let wrong = |text: String| Err(AnalyticsError::InvalidQuestion(text));
    if !CHOSEN_YEARS.contains(&first.year()) || !CHOSEN_YEARS.contains(&last.year()) {
        return wrong(format!("{what}, {first} to {last}, must lie in the years 1 to 9999"));
    }
    if first > last {
        return wrong(format!("{what} begins on {first}, after its end on {last}; exchange the two days"));
    }
    let span = DaySpan::new(first, last);
    if span.length() > CHOSEN_DAYS_MAX {
        return wrong(format!("{what}, {first} to {last}, is longer than 100 years; choose fewer days"));
    }
    Ok(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        clientele_contract::parse_iso_date(text).unwrap()
    }

    fn range(first: &str, last: &str) -> DayRange {
        DayRange { first: day(first), last: day(last) }
    }

    /// A shop from 2016-09-15 whose last order was on `today`.
    fn resolved(today: &str, period: Period, compare: CompareWith, match_weekdays: bool) -> ResolvedPeriod {
        let data = DataDays { first_order: day("2016-09-15"), last_order: day(today), today: day(today) };
        resolve(&PeriodQuestion { period, compare, match_weekdays }, data).unwrap()
    }

    #[test]
    fn periods_mean_the_days_that_a_calendar_shows() {
        use Period::*;
        for (period, first, last, in_progress, grain) in [
            (All, "2016-09-15", "2018-08-29", false, Grain::Month),
            (Last30Days, "2018-07-31", "2018-08-29", false, Grain::Day),
            (Last90Days, "2018-06-01", "2018-08-29", false, Grain::Week),
            (Last12Months, "2017-08-30", "2018-08-29", false, Grain::Month),
            (ThisMonth, "2018-08-01", "2018-08-31", true, Grain::Day),
            (LastMonth, "2018-07-01", "2018-07-31", false, Grain::Day),
            (ThisYear, "2018-01-01", "2018-12-31", true, Grain::Month),
            (Between(range("2018-03-05", "2018-03-05")), "2018-03-05", "2018-03-05", false, Grain::Day),
            (Between(range("2018-08-01", "2018-08-30")), "2018-08-01", "2018-08-30", true, Grain::Day),
            (Between(range("2018-01-01", "2018-07-09")), "2018-01-01", "2018-07-09", false, Grain::Week),
            (Between(range("2018-01-01", "2018-07-10")), "2018-01-01", "2018-07-10", false, Grain::Month),
        ] {
            let found = resolved("2018-08-29", period, CompareWith::Nothing, false);
            assert_eq!(found.days.range(), range(first, last), "{period:?}");
            assert_eq!((found.in_progress, found.grain), (in_progress, grain), "{period:?}");
            assert_eq!((found.compared, found.not_comparable), (None, None));
        }
        // The last day of a month or year ends it.
        assert!(!resolved("2018-08-31", ThisMonth, CompareWith::Nothing, false).in_progress);
        assert!(!resolved("2018-12-31", ThisYear, CompareWith::Nothing, false).in_progress);
    }

    #[test]
    fn compared_days_are_those_before_or_those_of_last_year() {
        use CompareWith::{LastYear, Previous};
        use Period::{Between, Last12Months, Last30Days, LastMonth, ThisMonth, ThisYear};
        let chosen = CompareWith::Between(range("2017-01-01", "2017-03-01"));
        let february = Between(range("2020-02-01", "2020-02-29"));
        for (today, period, compare, match_weekdays, first, last) in [
            ("2018-08-29", Last30Days, Previous, false, "2018-07-01", "2018-07-30"),
            // 35 days earlier: Tuesday to Wednesday, as 2018-07-31 to 2018-08-29.
            ("2018-08-29", Last30Days, Previous, true, "2018-06-26", "2018-07-25"),
            ("2018-08-29", Last30Days, LastYear, false, "2017-07-31", "2017-08-29"),
            ("2018-08-29", Last30Days, LastYear, true, "2017-08-01", "2017-08-30"),
            ("2018-08-29", ThisMonth, Previous, false, "2018-07-01", "2018-07-31"),
            ("2018-03-29", LastMonth, Previous, false, "2018-01-01", "2018-01-31"),
            ("2018-08-29", ThisMonth, Previous, true, "2018-06-27", "2018-07-27"),
            ("2021-03-29", LastMonth, LastYear, false, "2020-02-01", "2020-02-29"),
            ("2018-08-29", ThisYear, Previous, false, "2017-01-01", "2017-12-31"),
            ("2018-08-29", ThisYear, LastYear, false, "2017-01-01", "2017-12-31"),
            ("2020-08-29", february, LastYear, false, "2019-02-01", "2019-02-28"),
            ("2018-08-29", Last12Months, chosen, true, "2017-01-01", "2017-03-01"),
        ] {
            let found = resolved(today, period, compare, match_weekdays);
            let compared = found.compared.map(DaySpan::range);
            assert_eq!(compared, Some(range(first, last)), "{today} {period:?} {compare:?} {match_weekdays}");
            if match_weekdays && compare != chosen {
                assert_eq!((found.days.first - found.compared.unwrap().first) % 7, 0);
            }
        }
    }

    #[test]
    fn days_before_the_first_order_are_not_compared() {
        let whole = resolved("2018-08-29", Period::All, CompareWith::Previous, false);
        assert_eq!(whole.compared, None);
        assert_eq!(whole.not_comparable.unwrap().range(), range("2014-10-02", "2016-09-14"));
        let year = resolved("2018-08-29", Period::Last12Months, CompareWith::Previous, false);
        assert_eq!(year.compared, None);
        assert_eq!(year.not_comparable.unwrap().range(), range("2016-08-30", "2017-08-29"));
        let from_first = Period::Between(range("2016-10-15", "2016-11-13"));
        let found = resolved("2018-08-29", from_first, CompareWith::Previous, false);
        assert_eq!(found.compared.unwrap().range(), range("2016-09-15", "2016-10-14"));
    }

    #[test]
    fn chosen_days_that_make_no_sense_are_answered_in_words() {
        let data = DataDays {
            first_order: day("2017-01-01"),
            last_order: day("2018-01-01"),
            today: day("2018-01-01"),
        };
        let reversed = range("2018-05-03", "2018-05-01");
        let endless = range("0001-01-01", "9999-12-31");
        let far = DayRange { first: NaiveDate::MIN, last: NaiveDate::MAX };
        for (days, expected) in [
            (reversed, "begins on 2018-05-03, after its end on 2018-05-01; exchange the two days"),
            (endless, "is longer than 100 years; choose fewer days"),
            (far, "must lie in the years 1 to 9999"),
        ] {
            let period = PeriodQuestion { period: Period::Between(days), ..PeriodQuestion::default() };
            let compare = PeriodQuestion { compare: CompareWith::Between(days), ..PeriodQuestion::default() };
            for (question, what) in [(period, "the period"), (compare, "the days compared with")] {
                let error = resolve(&question, data).unwrap_err().to_string();
                assert!(error.starts_with(what) && error.contains(expected), "{error}");
            }
        }
    }
}
