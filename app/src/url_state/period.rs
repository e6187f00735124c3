//! The days that the overview is about, as its address holds them.

use chrono::{Datelike, NaiveDate};
use clientele_contract::{CompareWith, DayRange, Period, PeriodQuestion, parse_iso_date};

use super::{Notice, QUERY_BYTES_MAX, reader::shorten};
use crate::query_string::{append_pair, decode_pairs};

/// No shop's orders are older or newer than these years; days outside of them are misprints.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The periods that have a name, in the order in which they are offered.
pub const NAMED_PERIODS: [Period; 7] = [
    Period::Last30Days,
    Period::Last90Days,
    Period::Last12Months,
    Period::ThisMonth,
    Period::LastMonth,
    Period::ThisYear,
    Period::All,
];

/// The comparisons that have a name, in the order in which they are offered.
pub const NAMED_COMPARISONS: [CompareWith; 3] =
    [CompareWith::Previous, CompareWith::LastYear, CompareWith::Nothing];

/// The word of a period in addresses.
pub fn period_word(period: Period) -> &'static str {
    match period {
        Period::All => "all",
        Period::Last30Days => "30-days",
        Period::Last90Days => "90-days",
        Period::Last12Months => "12-months",
        Period::ThisMonth => "this-month",
        Period::LastMonth => "last-month",
        Period::ThisYear => "this-year",
        Period::Between(_) => "between",
    }
}

/// The word of a comparison in addresses.
pub fn comparison_word(compare: CompareWith) -> &'static str {
    match compare {
        CompareWith::Previous => "previous",
        CompareWith::LastYear => "last-year",
        CompareWith::Between(_) => "between",
        CompareWith::Nothing => "none",
    }
}

/// Reads a query string, with or without the question mark. Never fails: what is not understood is left out
/// and named in the notices.
pub fn parse_period_query(query: &str) -> (PeriodQuestion, Vec<Notice>) {
    let mut reader = PeriodReader::default();
    let end = query.floor_char_boundary(QUERY_BYTES_MAX);
    if end < query.len() {
        reader.notices.push(Notice("The address is too long; its end was left out.".to_owned()));
    }
    for (key, value) in decode_pairs(&query[..end]) {
        reader.read(&key, value.trim());
    }
    reader.finish()
}

/// The query string of a question, without question mark; defaults are left out.
pub fn period_query(question: &PeriodQuestion) -> String {
    let mut query = String::new();
    if question.period != Period::default() {
        append_pair(&mut query, "period", period_word(question.period));
    }
    if let Period::Between(days) = question.period {
        append_days(&mut query, ["from", "to"], days);
    }
    if question.compare != CompareWith::default() {
        append_pair(&mut query, "compare", comparison_word(question.compare));
    }
    if let CompareWith::Between(days) = question.compare {
        append_days(&mut query, ["compare_from", "compare_to"], days);
    }
    if question.match_weekdays {
        append_pair(&mut query, "weekdays", "1");
    }
    query
}

/// The address of the overview with this question: `/?period=all`.
pub fn period_link(question: &PeriodQuestion) -> String {
    let query = period_query(question);
    if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
}

fn append_days(query: &mut String, keys: [&str; 2], days: DayRange) {
    for (key, day) in keys.into_iter().zip([days.first, days.last]) {
        append_pair(query, key, &day.to_string());
    }
}

#[derive(Default)]
struct PeriodReader {
    question: PeriodQuestion,
    /// The address says `between`, or the days of it.
    has_own_days: bool,
    compares_own_days: bool,
    days: Ends,
    compared_days: Ends,
    notices: Vec<Notice>,
}

/// The two ends of a range, each as far as it was understood.
#[derive(Default)]
struct Ends {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
}

impl PeriodReader {
    fn read(&mut self, key: &str, value: &str) {
        match key {
            "period" => self.read_period(value),
            "compare" => self.read_comparison(value),
            "from" => self.days.first = self.read_day(value),
            "to" => self.days.last = self.read_day(value),
            "compare_from" => self.compared_days.first = self.read_day(value),
            "compare_to" => self.compared_days.last = self.read_day(value),
            "weekdays" if value == "1" => self.question.match_weekdays = true,
            "weekdays" => self.note_misread(value, "a choice of weekdays"),
            // Keys of other parties, such as a campaign's, are none of ours.
            _ => {}
        }
    }

    fn read_period(&mut self, value: &str) {
        self.has_own_days = value == "between";
        let named = NAMED_PERIODS.into_iter().find(|period| period_word(*period) == value);
        match named {
            Some(period) => self.question.period = period,
            None if self.has_own_days => {}
            None => self.note_misread(value, "a period"),
        }
    }

    fn read_comparison(&mut self, value: &str) {
        self.compares_own_days = value == "between";
        let named = NAMED_COMPARISONS.into_iter().find(|compare| comparison_word(*compare) == value);
        match named {
            Some(compare) => self.question.compare = compare,
            None if self.compares_own_days => {}
            None => self.note_misread(value, "a comparison"),
        }
    }

    fn read_day(&mut self, value: &str) -> Option<NaiveDate> {
        let day = parse_iso_date(value).filter(|day| YEARS.contains(&day.year()));
        if day.is_none() {
            self.note_misread(value, "a day such as 2018-08-29");
        }
        day
    }

    fn note_misread(&mut self, value: &str, what: &str) {
        let text = format!("“{}” is not understood as {what}; it was left out.", shorten(value));
        self.notices.push(Notice(text));
    }

    fn finish(mut self) -> (PeriodQuestion, Vec<Notice>) {
        if self.has_own_days {
            match self.days.range() {
                Some((days, was_reversed)) => {
                    self.question.period = Period::Between(days);
                    self.note_reversed(was_reversed, "of the period");
                }
                None => self.note_incomplete("A period", "the last 90 days are shown"),
            }
        }
        if self.compares_own_days {
            match self.compared_days.range() {
                Some((days, was_reversed)) => {
                    self.question.compare = CompareWith::Between(days);
                    self.note_reversed(was_reversed, "to compare with");
                }
                None => self.note_incomplete("A comparison", "the days before are compared"),
            }
        }
        (self.question, self.notices)
    }

    fn note_reversed(&mut self, was_reversed: bool, which: &str) {
        if was_reversed {
            let text = format!("The first day {which} came after the last; they were swapped.");
            self.notices.push(Notice(text));
        }
    }

    fn note_incomplete(&mut self, what: &str, instead: &str) {
        let text = format!("{what} of your own needs a first and a last day; {instead} instead.");
        self.notices.push(Notice(text));
    }
}

impl Ends {
    /// The range, and whether its ends were the wrong way round.
    fn range(&self) -> Option<(DayRange, bool)> {
        let (first, last) = (self.first?, self.last?);
        Some((DayRange { first: first.min(last), last: first.max(last) }, first > last))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_iso_date(text).expect("a date")
    }

    fn days(first: &str, last: &str) -> DayRange {
        DayRange { first: day(first), last: day(last) }
    }

    fn notices(query: &str) -> Vec<String> {
        parse_period_query(query).1.into_iter().map(|notice| notice.0).collect()
    }

    #[test]
    fn nothing_said_is_the_last_90_days_against_those_before() {
        let untouched = "?period=&from=&to=&compare=&compare_from=&compare_to=";
        for query in ["", "?", untouched, "utm_source=mail"] {
            assert_eq!(parse_period_query(query), (PeriodQuestion::default(), Vec::new()), "{query}");
        }
        assert_eq!(period_link(&PeriodQuestion::default()), "/");
    }

    #[test]
    fn a_form_is_read() {
        let query = "?period=between&from=2018-01-01&to=2018-03-31&compare=between\
                     &compare_from=2017-01-01&compare_to=2017-03-31&weekdays=1";
        let question = PeriodQuestion {
            period: Period::Between(days("2018-01-01", "2018-03-31")),
            compare: CompareWith::Between(days("2017-01-01", "2017-03-31")),
            match_weekdays: true,
        };
        assert_eq!(parse_period_query(query), (question, Vec::new()));
        assert_eq!(period_link(&question), query.replacen('?', "/?", 1));
    }

    #[test]
    fn days_that_a_named_period_brings_along_are_passed_over() {
        let (question, notices) = parse_period_query("period=30-days&from=2018-01-01&to=2018-03-31");
        assert_eq!((question.period, notices), (Period::Last30Days, Vec::new()));
    }

    #[test]
    fn reversed_days_are_put_right_and_named() {
        let query = "period=between&from=2018-03-31&to=2018-01-01";
        assert_eq!(parse_period_query(query).0.period, Period::Between(days("2018-01-01", "2018-03-31")));
        assert_eq!(notices(query), ["The first day of the period came after the last; they were swapped."]);
    }

    #[test]
    fn what_is_no_day_is_named_and_the_default_stands_in() {
        let query = "period=between&from=2018-02-30&to=2018-03-31";
        assert_eq!(parse_period_query(query).0, PeriodQuestion::default());
        assert_eq!(
            notices(query),
            [
                "“2018-02-30” is not understood as a day such as 2018-08-29; it was left out.",
                "A period of your own needs a first and a last day; the last 90 days are shown instead.",
            ]
        );
    }

    #[test]
    fn hostile_values_leave_the_default() {
        let long = format!("period={}", "9".repeat(100_000));
        for query in [
            "period=<script>alert(1)</script>",
            "period=between&from=-262144-01-01&to=262143-12-31",
            "period=between&from=0000-00-00&to=99999999999999999999-01-01",
            "period=between&from=%ff%fe&to=%00",
            "compare=between&compare_from=1899-12-31&compare_to=2200-01-01",
            "compare=%F0%9F%98%80",
            "weekdays=yes",
            &long,
        ] {
            let (question, notices) = parse_period_query(query);
            assert_eq!(question, PeriodQuestion::default(), "{}", &query[..query.len().min(60)]);
            assert!(!notices.is_empty(), "{}", &query[..query.len().min(60)]);
            assert!(notices.iter().all(|notice| notice.0.chars().count() < 160));
        }
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (0..109_000_i64).prop_map(|days| day("1900-01-01") + chrono::Duration::days(days))
    }

    fn any_days() -> impl Strategy<Value = DayRange> {
        (any_day(), any_day())
            .prop_map(|(one, other)| DayRange { first: one.min(other), last: one.max(other) })
    }

    proptest! {
        #[test]
        fn every_question_survives_its_address(
            period in prop_oneof![
                proptest::sample::select(NAMED_PERIODS.to_vec()),
                any_days().prop_map(Period::Between),
            ],
            compare in prop_oneof![
                proptest::sample::select(NAMED_COMPARISONS.to_vec()),
                any_days().prop_map(CompareWith::Between),
            ],
            match_weekdays: bool,
        ) {
            let question = PeriodQuestion { period, compare, match_weekdays };
            prop_assert_eq!(parse_period_query(&period_query(&question)), (question, Vec::new()));
        }

        #[test]
        fn no_text_fails(query in ".*") {
            let (question, _) = parse_period_query(&query);
            prop_assert_eq!(parse_period_query(&period_query(&question)).0, question);
        }
    }
}
