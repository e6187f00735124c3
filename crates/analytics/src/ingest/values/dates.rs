//! Dates: `31.12.2025`, `12/31/25 4:05 PM`, `2025-12-31T23:59:59+01:00`, `20251231`, `31 Dez 2025`.

use serde::{Deserialize, Serialize};

use crate::ingest::fields::{PLAUSIBLE_YEARS, days_from_civil};

/// In which order day, month and year stand in a date of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `2025-12-31`
    YearMonthDay,
    /// `31.12.2025`
    DayMonthYear,
    /// `12/31/2025`
    MonthDayYear,
}

impl DateOrder {
    /// The word in a mapping file.
    pub fn name(self) -> &'static str {
        match self {
            Self::YearMonthDay => "year-month-day",
            Self::DayMonthYear => "day-month-year",
            Self::MonthDayYear => "month-day-year",
        }
    }

    /// The last day of 2025.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::YearMonthDay => "2025-12-31",
            Self::DayMonthYear => "31.12.2025",
            Self::MonthDayYear => "12/31/2025",
        }
    }
}

/// The three parts of a date as they stand, and the second of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateShape {
    /// Year, month and day are told apart by their form.
    Plain { year: u32, month: u32, day: u32 },
    /// Two numbers that may be day and month or month and day, then the year; the third may be a year of two
    /// digits, in which case the first may be one as well.
    Numbers { parts: [u32; 3], long_year: bool },
}

/// Days since 1970-01-01 and the second of the day. A time zone is passed over: the date is the shop's own.
pub(crate) fn parse_date(field: &str, order: DateOrder) -> Option<(i32, u32)> {
    let (shape, second) = shape_of_date(field)?;
    let (year, month, day) = match (shape, order) {
        (DateShape::Plain { year, month, day }, _) => (year, month, day),
        (DateShape::Numbers { parts: [day, month, year], .. }, DateOrder::DayMonthYear) => (year, month, day),
        (DateShape::Numbers { parts: [month, day, year], .. }, DateOrder::MonthDayYear) => (year, month, day),
        (DateShape::Numbers { parts: [year, month, day], long_year: false }, DateOrder::YearMonthDay) => {
            (year, month, day)
        }
        (DateShape::Numbers { .. }, DateOrder::YearMonthDay) => return None,
    };
    let year = full_year(year);
    let days = days_from_civil(year as i32, month, day)?;
    PLAUSIBLE_YEARS.contains(&year).then_some((days, second))
}

/// What a text looks like as a date, whatever the order of its numbers means.
pub(crate) fn shape_of_date(field: &str) -> Option<(DateShape, u32)> {
    let field = field.trim();
    let (first, rest) = token(field)?;
    if let (Token::Number(_, 8), true) = (first, field.is_ascii()) {
        let part = |from: usize, to: usize| field[from..to].parse::<u32>().ok();
        let shape = DateShape::Plain { year: part(0, 4)?, month: part(4, 6)?, day: part(6, 8)? };
        return shape.is_possible().then_some((shape, parse_time(rest)?));
    }
    let (second, rest) = token(after_separator(rest)?)?;
    let (third, rest) = token(after_separator(rest)?)?;
    let shape = match [first, second, third] {
        [Token::Number(year, 4), Token::Number(month, 1 | 2), Token::Number(day, 1 | 2)]
        | [Token::Number(year, 4), Token::Month(month), Token::Number(day, 1 | 2)]
        | [Token::Number(day, 1 | 2), Token::Month(month), Token::Number(year, 2 | 4)]
        | [Token::Month(month), Token::Number(day, 1 | 2), Token::Number(year, 2 | 4)] => {
            DateShape::Plain { year, month, day }
        }
        [Token::Number(one, 1 | 2), Token::Number(two, 1 | 2), Token::Number(three, digits @ (2 | 4))] => {
            DateShape::Numbers { parts: [one, two, three], long_year: digits == 4 }
        }
        _ => return None,
    };
    shape.is_possible().then_some((shape, parse_time(rest)?))
}

impl DateShape {
    /// Some order of the parts makes a date.
    fn is_possible(self) -> bool {
        match self {
            Self::Plain { year, month, day } => {
                PLAUSIBLE_YEARS.contains(&full_year(year))
                    && (1..=12).contains(&month)
                    && (1..=31).contains(&day)
            }
            Self::Numbers { parts: [one, two, three], long_year } => {
                let year_last = (1..=31).contains(&one)
                    && (1..=31).contains(&two)
                    && one.min(two) <= 12
                    && PLAUSIBLE_YEARS.contains(&full_year(three));
                year_last || (!long_year && (1..=12).contains(&two) && (1..=31).contains(&three))
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Token {
    /// A number and how many digits it has.
    Number(u32, usize),
    Month(u32),
}

/// The number or the name of a month at the beginning, and what follows.
fn token(text: &str) -> Option<(Token, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = if digits <= 8 { text[..digits].parse().ok()? } else { return None };
        return Some((Token::Number(number, digits), &text[digits..]));
    }
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    Some((Token::Month(month_named(&text[..end])?), &text[end..]))
}

fn after_separator(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['-', '/', '.', ',', ' ']);
    (rest.len() < text.len() && text.len() - rest.len() <= 2).then_some(rest)
}

/// English, German, French, Spanish and Portuguese, by their first letters.
fn month_named(name: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["jan", "jän", "ene"],
        &["feb", "fev", "fév"],
        &["mar", "mär", "mrz"],
        &["apr", "avr", "abr"],
        &["may", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aoû", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt", "out"],
        &["nov"],
        &["dec", "dez", "déc", "dic"],
    ];
    if name.len() > 12 {
        return None;
    }
    let name = name.to_lowercase();
    let month = NAMES.iter().position(|starts| starts.iter().any(|start| name.starts_with(start)))?;
    Some(month as u32 + 1)
}

fn full_year(year: u32) -> u32 {
    match year {
        0..70 => 2_000 + year,
        70..100 => 1_900 + year,
        _ => year,
    }
}

/// The second of the day of ` 4:05 PM`, `T16:05:00.123Z`, ` 16:05:00 +0100`; nothing is midnight.
fn parse_time(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['T', ' ', ',']).trim_end();
    if text.is_empty() {
        return Some(0);
    }
    let number_end = text.find(|letter: char| !letter.is_ascii_digit() && letter != ':' && letter != '.');
    let (clock, suffix) = text.split_at(number_end.unwrap_or(text.len()));
    let mut parts = clock.split(':');
    let hour: u32 = short_number(parts.next()?)?;
    let minute: u32 = short_number(parts.next()?)?;
    let second = match parts.next() {
        None => 0,
        Some(second) => short_number(second.split('.').next().unwrap_or_default())?,
    };
    if parts.next().is_some() || minute > 59 || second > 59 {
        return None;
    }
    let hour = hour_of_day(hour, suffix.trim_start())?;
    Some(hour * 3_600 + minute * 60 + second)
}

fn short_number(digits: &str) -> Option<u32> {
    if (1..=2).contains(&digits.len()) { digits.parse().ok() } else { None }
}

/// The hour on a clock of 24 hours; what follows the time must be AM, PM or a time zone.
fn hour_of_day(hour: u32, suffix: &str) -> Option<u32> {
    let half = suffix.get(..2).unwrap_or_default();
    if half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm") {
        let afternoon = if half.eq_ignore_ascii_case("pm") { 12 } else { 0 };
        return (1..=12).contains(&hour).then_some(hour % 12 + afternoon);
    }
    let zone = suffix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-:/_ ".contains(&byte));
    (hour < 24 && zone && suffix.len() <= 32).then_some(hour)
}

#[cfg(test)]
mod tests {
    use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, order: DateOrder, expected: Option<(&str, u32)>) {
        let expected = expected.map(|(date, second)| {
            let date: NaiveDate = date.parse().unwrap();
            (date.to_epoch_days(), second)
        });
        assert_eq!(parse_date(text, order), expected, "{text}");
    }

    #[test]
    fn dates_of_many_forms_are_read() {
        for (text, order) in [
            ("31.12.2025", DayMonthYear),
            ("31.12.25", DayMonthYear),
            ("31/12/2025", DayMonthYear),
            ("31-12-2025", DayMonthYear),
            ("12/31/2025", MonthDayYear),
            ("12/31/25", MonthDayYear),
            ("2025-12-31", YearMonthDay),
            ("2025/12/31", YearMonthDay),
            ("25-12-31", YearMonthDay),
            ("20251231", YearMonthDay),
            ("2025-12-31", DayMonthYear),
            ("31 Dec 2025", YearMonthDay),
            ("31-Dez-25", DayMonthYear),
            ("31 décembre 2025", DayMonthYear),
            ("Dec 31, 2025", DayMonthYear),
            ("2025-Dec-31", MonthDayYear),
            (" 31.12.2025 ", DayMonthYear),
        ] {
            check(text, order, Some(("2025-12-31", 0)));
        }
    }

    #[test]
    fn times_and_zones_are_read_and_the_date_stays_the_shops_own() {
        let last = |second| Some(("2025-12-31", second));
        check("2025-12-31 23:59:59", YearMonthDay, last(86_399));
        check("2025-12-31T23:59:59.123Z", YearMonthDay, last(86_399));
        check("2025-12-31 23:59:59 -0500", YearMonthDay, last(86_399));
        check("2025-12-31T23:59:59+01:00", YearMonthDay, last(86_399));
        check("12/31/2025 4:05 PM", MonthDayYear, last(57_900));
        check("12/31/2025, 12:05:00 AM", MonthDayYear, last(300));
        check("31.12.2025 16:05 UTC", DayMonthYear, last(57_900));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "31.02.2025x",
            "31.13.2025",
            "0.5",
            "12.50",
            "1234",
            "2025",
            "31.12.1889",
            "32.12.2025",
            "1.2.3.4",
            "31.12.2025 25:00",
            "31.12.2025 10:61",
            "31.12.2025 later on",
            "ABC 12 2025",
            "2025--12---31",
            "٣١.١٢.٢٠٢٥",
        ] {
            check(text, DayMonthYear, None);
        }
        check("31.12.2025", YearMonthDay, None);
        check("12/31/2025", DayMonthYear, None);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC{0,40}") {
            for order in [DayMonthYear, MonthDayYear, YearMonthDay] {
                parse_date(&text, order);
            }
        }

        #[test]
        fn every_day_is_read_in_every_order(days in 7_305_i32..47_000, second in 0_u32..86_400) {
            let date = NaiveDate::from_epoch_days(days).unwrap();
            let time = format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
            for (form, order) in [("%d.%m.%Y", DayMonthYear), ("%m/%d/%Y", MonthDayYear), ("%Y-%m-%d", YearMonthDay)] {
                let text = format!("{} {time}", date.format(form));
                prop_assert_eq!(parse_date(&text, order), Some((days, second)), "{}", text);
            }
        }
    }
}
