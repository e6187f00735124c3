//! How dates and decimals are written, decided from all values of the sample.

use super::profile::{DateCounts, Profile};
use crate::ingest::{
    Delimiter,
    values::{dates::DateOrder, numbers::DecimalMark},
};

/// A decision, how sure it is in percent, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided<T> {
    pub(crate) value: T,
    pub(crate) percent: u8,
    pub(crate) reason: String,
}

fn decided<T>(value: T, percent: u8, reason: impl Into<String>) -> Decided<T> {
    Decided { value, percent, reason: reason.into() }
}

/// Day or month first, from the column of dates.
pub(crate) fn decide_date_order(counts: &DateCounts, decimal: DecimalMark) -> Decided<DateOrder> {
    use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    let DateCounts {
        of_numbers, day_first, month_first, with_points, ups_day_first, ups_month_first, ..
    } = *counts;
    if of_numbers == 0 {
        return decided(YearMonthDay, 99, "the year comes first, or months have names");
    }
    match (day_first, month_first) {
        (days, 0) if days > 0 => {
            return decided(
                DayMonthYear,
                99,
                format!("the first number is above 12 in {days} dates, the second in none"),
            );
        }
        (0, months) if months > 0 => {
            return decided(
                MonthDayYear,
                99,
                format!("the second number is above 12 in {months} dates, the first in none"),
            );
        }
        (0, 0) => {}
        (days, months) => {
            let order = if days >= months { DayMonthYear } else { MonthDayYear };
            let share = days.max(months) * 100 / (days + months);
            return decided(
                order,
                (share as u8).saturating_sub(10),
                format!("the first number is above 12 in {days} dates, the second in {months}"),
            );
        }
    }
    let ambiguous = "no number is above 12, so day and month cannot be told apart";
    if with_points * 10 >= of_numbers * 9 {
        return decided(DayMonthYear, 90, "points between the numbers: the day comes first");
    }
    // Exports are mostly sorted by date.
    let steps = of_numbers.saturating_sub(1);
    let is_sorted = |ups: usize| steps >= 5 && (ups * 100 >= steps * 98 || ups * 100 <= steps * 2);
    match (is_sorted(ups_day_first), is_sorted(ups_month_first)) {
        (true, false) => return decided(DayMonthYear, 80, "the dates are sorted if the day comes first"),
        (false, true) => return decided(MonthDayYear, 80, "the dates are sorted if the month comes first"),
        _ => {}
    }
    if decimal == DecimalMark::Comma {
        return decided(DayMonthYear, 60, format!("{ambiguous}; a decimal comma suggests the day first"));
    }
    decided(MonthDayYear, 50, ambiguous)
}

/// Point or comma, from all columns of numbers.
pub(crate) fn decide_decimal_mark(profiles: &[Profile], delimiter: Delimiter) -> Decided<DecimalMark> {
    let columns = profiles.iter().filter(|profile| profile.are_numbers() && !profile.are_dates());
    let (mut points, mut commas, mut either) = (0, 0, 0);
    for profile in columns {
        points += profile.numbers.only_point;
        commas += profile.numbers.only_comma;
        either += profile.numbers.either;
    }
    match (points, commas) {
        (0, 0) if either == 0 => decided(DecimalMark::Point, 99, "no number has decimals"),
        (0, 0) => {
            let mark =
                if delimiter == Delimiter::Character(b';') { DecimalMark::Comma } else { DecimalMark::Point };
            let reason =
                format!("{either} numbers are as 1.234 or 1,234, which can be decimals or thousands");
            decided(mark, 50, reason)
        }
        (points, 0) => {
            decided(DecimalMark::Point, 99, format!("{points} numbers have decimals after a point"))
        }
        (0, commas) => {
            decided(DecimalMark::Comma, 99, format!("{commas} numbers have decimals after a comma"))
        }
        (points, commas) => {
            let mark = if points >= commas { DecimalMark::Point } else { DecimalMark::Comma };
            let share = points.max(commas) * 100 / (points + commas);
            let reason = format!("{points} numbers have decimals after a point, {commas} after a comma");
            decided(mark, (share as u8).saturating_sub(5), reason)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::recognise::profile::profile_column;

    fn profile(values: &[&str]) -> Profile {
        let rows: Vec<Vec<String>> = values.iter().map(|value| vec![(*value).to_owned()]).collect();
        profile_column(&rows, 0)
    }

    fn date_order(values: &[&str]) -> (DateOrder, bool) {
        let decided = decide_date_order(&profile(values).dates, DecimalMark::Point);
        (decided.value, decided.percent >= super::super::CERTAIN_PERCENT)
    }

    #[test]
    fn day_and_month_are_told_apart_by_all_rows() {
        use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        assert_eq!(date_order(&["01/02/2025", "03/04/2025", "31/01/2025"]), (DayMonthYear, true));
        assert_eq!(date_order(&["01/02/2025", "03/04/2025", "01/31/2025"]), (MonthDayYear, true));
        assert_eq!(date_order(&["01.02.2025", "03.04.2025"]), (DayMonthYear, true));
        assert_eq!(date_order(&["2025-01-02", "2025-03-04"]), (YearMonthDay, true));
        assert!(!date_order(&["01/02/2025", "03/04/2025"]).1, "nothing tells them apart");
        assert!(!date_order(&["13/02/2025", "03/14/2025"]).1, "they contradict each other");
        let sorted = [
            "01/02/2025",
            "02/02/2025",
            "05/02/2025",
            "07/02/2025",
            "11/02/2025",
            "01/03/2025",
            "02/03/2025",
        ];
        assert_eq!(date_order(&sorted), (DayMonthYear, true), "sorted only if the day comes first");
    }

    #[test]
    fn decimal_marks_are_told_apart_by_all_numbers() {
        let mark = |values: &[&str]| {
            let decided = decide_decimal_mark(&[profile(values)], Delimiter::Character(b','));
            (decided.value, decided.percent >= super::super::CERTAIN_PERCENT)
        };
        assert_eq!(mark(&["1,234.50", "1.234", "12"]), (DecimalMark::Point, true));
        assert_eq!(mark(&["1.234,50", "1.234", "12"]), (DecimalMark::Comma, true));
        assert_eq!(mark(&["12", "13"]), (DecimalMark::Point, true));
        assert!(!mark(&["1.234", "2.345"]).1);
    }
}
