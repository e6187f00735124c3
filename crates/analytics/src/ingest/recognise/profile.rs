//! What the values of one column are like.

use std::collections::HashSet;

use super::names::meaning_of_status;
use crate::ingest::values::{
    dates::{DateShape, shape_of_date},
    is_missing,
    numbers::{DecimalMark, SCALE, currency_named, parse_number, split_currency},
};

/// Samples that are shown to a person.
const SAMPLES: usize = 3;

/// How dates of a column are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DateCounts {
    /// All that look like a date.
    pub(crate) dates: usize,
    /// Two numbers before the year, so that their order matters.
    pub(crate) of_numbers: usize,
    /// The first of them is above 12.
    pub(crate) day_first: usize,
    /// The second is above 12.
    pub(crate) month_first: usize,
    /// Points stand between the numbers, as in German.
    pub(crate) with_points: usize,
    /// Dates not before the one above, if the day comes first, and if the month does.
    pub(crate) ups_day_first: usize,
    pub(crate) ups_month_first: usize,
}

/// Numbers of a column under either decimal mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NumberCounts {
    pub(crate) numbers: usize,
    /// Only a decimal point makes sense of it.
    pub(crate) only_point: usize,
    /// Only a decimal comma does.
    pub(crate) only_comma: usize,
    /// Both do, and differ: `1.234`.
    pub(crate) either: usize,
}

/// What the values of one column are like.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    pub(crate) rows: usize,
    pub(crate) filled: usize,
    pub(crate) distinct: usize,
    pub(crate) dates: DateCounts,
    pub(crate) numbers: NumberCounts,
    pub(crate) whole: usize,
    pub(crate) negative: usize,
    pub(crate) zeros: usize,
    pub(crate) from_0_to_100: usize,
    pub(crate) from_0_to_1: usize,
    pub(crate) from_1_to_5: usize,
    pub(crate) percent_signs: usize,
    pub(crate) emails: usize,
    /// `#1001`, as Shopify names orders.
    pub(crate) numbered: usize,
    pub(crate) known_statuses: usize,
    pub(crate) currency_words: usize,
    /// The first currency found beside an amount.
    pub(crate) currency: Option<&'static str>,
    pub(crate) samples: Vec<String>,
}

impl Profile {
    /// `share` of the values that are given.
    fn is_share(&self, count: usize, share: f64) -> bool {
        self.filled > 0 && count as f64 >= share * self.filled as f64
    }

    pub(crate) fn is_mostly(&self, count: usize) -> bool {
        self.is_share(count, 0.95)
    }

    pub(crate) fn are_dates(&self) -> bool {
        self.is_share(self.dates.dates, 0.9)
    }

    pub(crate) fn are_numbers(&self) -> bool {
        self.is_share(self.numbers.numbers, 0.9)
    }

    pub(crate) fn are_whole(&self) -> bool {
        self.are_numbers() && self.is_mostly(self.whole)
    }

    /// Some of the numbers make sense with one decimal mark only.
    pub(crate) fn has_decimals(&self) -> bool {
        self.are_numbers() && !self.are_dates() && self.numbers.only_point + self.numbers.only_comma > 0
    }

    pub(crate) fn are_money(&self) -> bool {
        self.are_numbers() && (!self.is_mostly(self.whole) || self.currency.is_some())
    }
}

/// Looks at one column of the rows.
pub(crate) fn profile_column(rows: &[Vec<String>], column: usize) -> Profile {
    let mut profile = Profile { rows: rows.len(), ..Profile::default() };
    let mut distinct: HashSet<&str> = HashSet::new();
    let mut before: Option<[u32; 3]> = None;
    for row in rows {
        let field = row[column].trim();
        if is_missing(field) {
            continue;
        }
        profile.filled += 1;
        if distinct.insert(field) && profile.samples.len() < SAMPLES {
            profile.samples.push(field.chars().take(40).collect());
        }
        profile.count_words(field);
        profile.count_number(field);
        profile.count_date(field, &mut before);
    }
    profile.distinct = distinct.len();
    profile.known_statuses = if profile.distinct > 40 {
        0
    } else {
        let known = distinct.iter().filter(|word| meaning_of_status(word).is_some());
        known.count()
    };
    profile
}

impl Profile {
    fn count_words(&mut self, field: &str) {
        self.percent_signs += usize::from(field.ends_with('%'));
        let is_email = field
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !field.contains(' '));
        self.emails += usize::from(is_email);
        let number = field.strip_prefix('#').unwrap_or_default();
        self.numbered += usize::from(!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
        self.currency_words += usize::from(currency_named(field).is_some());
    }

    fn count_number(&mut self, field: &str) {
        let number = field.strip_suffix('%').unwrap_or(field);
        let marks = [DecimalMark::Point, DecimalMark::Comma].map(|mark| parse_number(number, mark));
        let value = match marks {
            [None, None] => return,
            [Some(value), None] => {
                self.numbers.only_point += 1;
                value
            }
            [None, Some(value)] => {
                self.numbers.only_comma += 1;
                value
            }
            [Some(point), Some(comma)] => {
                self.numbers.either += usize::from(point != comma);
                point
            }
        };
        self.numbers.numbers += 1;
        self.whole += usize::from(value % SCALE == 0);
        self.negative += usize::from(value < 0);
        self.zeros += usize::from(value == 0);
        self.from_0_to_100 += usize::from((0..=100 * SCALE).contains(&value));
        self.from_0_to_1 += usize::from((0..=SCALE).contains(&value));
        self.from_1_to_5 += usize::from((SCALE..=5 * SCALE).contains(&value));
        if self.currency.is_none() {
            self.currency = split_currency(field).0;
        }
    }

    fn count_date(&mut self, field: &str, before: &mut Option<[u32; 3]>) {
        let Some((shape, _)) = shape_of_date(field) else { return };
        self.dates.dates += 1;
        let DateShape::Numbers { parts, .. } = shape else { return };
        let [first, second, third] = parts;
        self.dates.of_numbers += 1;
        self.dates.day_first += usize::from(first > 12 && second <= 12);
        self.dates.month_first += usize::from(second > 12 && first <= 12);
        self.dates.with_points += usize::from(field.matches('.').count() >= 2);
        if let Some([first_before, second_before, third_before]) = *before {
            let up_day_first = (third, second, first) >= (third_before, second_before, first_before);
            let up_month_first = (third, first, second) >= (third_before, first_before, second_before);
            self.dates.ups_day_first += usize::from(up_day_first);
            self.dates.ups_month_first += usize::from(up_month_first);
        }
        *before = Some(parts);
    }
}
