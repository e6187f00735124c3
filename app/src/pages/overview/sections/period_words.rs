//! How periods and the days they are compared with are called.

use chrono::{Datelike, Days, NaiveDate};
use clientele_contract::{CompareWith, DayRange, Month, Period, PeriodQuestion};

use crate::{
    format::{format_counted, format_days, format_month, with_capital},
    pages::months::days_of_month,
};

/// The name of a period where it is chosen.
pub fn period_name(period: Period) -> &'static str {
    match period {
        Period::All => "All time",
        Period::Last30Days => "30 days",
        Period::Last90Days => "90 days",
        Period::Last12Months => "12 months",
        Period::ThisMonth => "This month",
        Period::LastMonth => "Last month",
        Period::ThisYear => "This year",
        Period::Between(_) => "Own days",
    }
}

/// The name of a comparison where it is chosen.
pub fn comparison_name(compare: CompareWith) -> &'static str {
    match compare {
        CompareWith::Previous => "the time before",
        CompareWith::LastYear => "a year before",
        CompareWith::Between(_) => "days of your own",
        CompareWith::Nothing => "nothing",
    }
}

/// The compared days after “more than”: `in the 365 days before`, `in Jul 2018`, `a year before`.
pub fn compared_phrase(question: &PeriodQuestion, days: DayRange, compared: DayRange) -> String {
    if let Some(month) = whole_month(compared) {
        return format!("in {}", format_month(month));
    }
    if is_whole_year(compared) {
        return format!("in {}", compared.first.year());
    }
    let length = (compared.last - compared.first).num_days().unsigned_abs() + 1;
    let is_just_before = compared.last.checked_add_days(Days::new(1)) == Some(days.first);
    match question.compare {
        CompareWith::LastYear => "a year before".to_owned(),
        CompareWith::Previous if is_just_before && length == 1 => "on the day before".to_owned(),
        CompareWith::Previous if is_just_before => {
            format!("in the {} before", format_counted(length, "day", "days"))
        }
        _ => format!("from {}", format_days(compared)),
    }
}

/// The compared days as the name of a line: `The 365 days before`, `Jul 2018`, `A year before`.
pub fn compared_name(question: &PeriodQuestion, days: DayRange, compared: DayRange) -> String {
    let phrase = compared_phrase(question, days, compared);
    let name = ["in ", "on ", "from "].into_iter().find_map(|word| phrase.strip_prefix(word));
    with_capital(name.unwrap_or(&phrase))
}

/// The month that these days are, from its first to its last.
pub fn whole_month(days: DayRange) -> Option<Month> {
    let month = month_of(days.first);
    (days == days_of_month(month)?).then_some(month)
}

/// The month of a day.
pub fn month_of(day: NaiveDate) -> Month {
    Month::from_ordinal(day.year() * 12 + day.month0() as i32)
}

fn is_whole_year(days: DayRange) -> bool {
    let DayRange { first, last } = days;
    first.year() == last.year() && first.ordinal() == 1 && last.month() == 12 && last.day() == 31
}

#[cfg(test)]
mod tests {
    use clientele_contract::parse_iso_date;

    use super::*;

    fn days(first: &str, last: &str) -> DayRange {
        let day = |text| parse_iso_date(text).expect("a date");
        DayRange { first: day(first), last: day(last) }
    }

    fn phrase(compare: CompareWith, period: DayRange, compared: DayRange) -> String {
        let question = PeriodQuestion { compare, ..PeriodQuestion::default() };
        compared_phrase(&question, period, compared).replace('\u{a0}', " ")
    }

    #[test]
    fn compared_days_have_the_shortest_clear_name() {
        let year = days("2017-08-30", "2018-08-29");
        let before = days("2016-08-30", "2017-08-29");
        assert_eq!(phrase(CompareWith::Previous, year, before), "in the 365 days before");
        assert_eq!(phrase(CompareWith::LastYear, year, before), "a year before");
        assert_eq!(compared_name(&PeriodQuestion::default(), year, before), "The 365\u{a0}days before");
        let (july, june) = (days("2018-07-01", "2018-07-31"), days("2018-06-01", "2018-06-30"));
        assert_eq!(phrase(CompareWith::Previous, july, june), "in Jun 2018");
        assert_eq!(phrase(CompareWith::LastYear, july, days("2017-07-01", "2017-07-31")), "in Jul 2017");
        let (one_day, day_before) = (days("2018-07-02", "2018-07-02"), days("2018-07-01", "2018-07-01"));
        assert_eq!(phrase(CompareWith::Previous, one_day, day_before), "on the day before");
        let whole_2017 = days("2017-01-01", "2017-12-31");
        assert_eq!(phrase(CompareWith::Previous, days("2018-01-01", "2018-12-31"), whole_2017), "in 2017");
    }

    #[test]
    fn days_moved_to_the_same_weekdays_are_named_by_their_dates() {
        let moved = days("2018-05-25", "2018-06-23");
        let period = days("2018-06-29", "2018-07-28");
        assert_eq!(phrase(CompareWith::Previous, period, moved), "from 25 May to 23 Jun 2018");
    }

    #[test]
    fn a_month_is_whole_from_its_first_to_its_last_day() {
        let february = Month { year: 2016, month: 2 };
        assert_eq!(whole_month(days("2016-02-01", "2016-02-29")), Some(february));
        assert_eq!(whole_month(days("2016-02-01", "2016-02-28")), None);
        assert_eq!(whole_month(days("2016-02-01", "2017-02-28")), None);
        assert_eq!(days_of_month(Month { year: 2017, month: 12 }), Some(days("2017-12-01", "2017-12-31")));
    }
}
