//! How single values of an address are read.

use std::{collections::BTreeSet, str::FromStr};

use chrono::{Datelike, NaiveDate};
use clientele_contract::{Measure, ScoreFilter, Segment, SegmentsOnDay, Span, parse_iso_date};

/// Longer texts than this are no state, category, action or beginning of an id.
const TEXT_CHARACTERS_MAX: usize = 80;
/// Shops without ids of products call them by their description.
pub(super) const PRODUCT_CHARACTERS_MAX: usize = 200;
/// In the place of segments: the customers who had not ordered yet.
const NOT_YET: &str = "not-yet";

pub(super) fn insert_parsed<T: FromStr + Ord>(set: &mut BTreeSet<T>, value: &str) -> bool {
    let parsed = value.parse().ok();
    parsed.is_some_and(|value| {
        set.insert(value);
        true
    })
}

pub(super) fn insert_text(set: &mut BTreeSet<String>, value: &str) -> bool {
    insert_up_to(TEXT_CHARACTERS_MAX, set, value)
}

pub(super) fn insert_product(set: &mut BTreeSet<String>, value: &str) -> bool {
    insert_up_to(PRODUCT_CHARACTERS_MAX, set, value)
}

fn insert_up_to(characters_max: usize, set: &mut BTreeSet<String>, value: &str) -> bool {
    let plausible = is_plausible(value, characters_max);
    if plausible {
        set.insert(value.to_owned());
    }
    plausible
}

pub(super) fn set_text(target: &mut String, value: &str) -> bool {
    let plausible = is_plausible(value, TEXT_CHARACTERS_MAX);
    if plausible {
        value.clone_into(target);
    }
    plausible
}

fn is_plausible(value: &str, characters_max: usize) -> bool {
    value.chars().count() <= characters_max && !value.chars().any(char::is_control)
}

pub(super) fn insert_score(scores: &mut ScoreFilter, measure: Measure, value: &str) -> bool {
    let set = match measure {
        Measure::Recency => &mut scores.recency,
        Measure::Frequency => &mut scores.frequency,
        Measure::Monetary => &mut scores.monetary,
    };
    match value.parse() {
        Ok(score @ 1..=5) => {
            set.insert(score);
            true
        }
        _ => false,
    }
}

pub(super) fn set<T>(target: &mut Option<T>, value: Option<T>) -> bool {
    let understood = value.is_some();
    if understood {
        *target = value;
    }
    understood
}

pub(super) fn assign<T>(target: &mut T, value: Option<T>) -> bool {
    value.is_some_and(|value| {
        *target = value;
        true
    })
}

pub(super) fn flag(target: &mut bool, value: &str) -> bool {
    let understood = value == "1";
    *target |= understood;
    understood
}

/// A whole number that is not negative.
pub fn parse_whole<T: TryFrom<u32>>(value: &str) -> Option<T> {
    value.parse::<u32>().ok().and_then(|number| T::try_from(number).ok())
}

/// A date such as `2018-08-29`, of this or the last millennium: a date field reports the years 2, 20 and 201 while 2018 is
/// being typed.
pub(super) fn parse_date(value: &str) -> Option<NaiveDate> {
    parse_iso_date(value).filter(|date| (1000..=9999).contains(&date.year()))
}

/// An amount in currency units, such as `12`, `12.5` or `12,50`, in cents; further digits are cut off.
/// `1,234` may mean two amounts and is none.
pub fn parse_amount(value: &str) -> Option<i64> {
    let (units, rest) = value.split_once(['.', ',']).unwrap_or((value, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let may_be_thousands = (1..=3).contains(&units.len()) && rest.len() == 3 && !units.starts_with('0');
    if !all_digits(units) || !all_digits(rest) || may_be_thousands || (units.is_empty() && rest.is_empty()) {
        return None;
    }
    let units: i64 = if units.is_empty() { 0 } else { units.parse().ok()? };
    let mut digits = rest.bytes().map(|byte| i64::from(byte - b'0')).chain([0, 0]);
    let cents = digits.next()? * 10 + digits.next()?;
    units.checked_mul(100)?.checked_add(cents)
}

/// A day and segments, such as `2018-03-01.at-risk.lost` or `2018-03-01.not-yet`, if there is room for one more.
pub(super) fn push_segments_on(days: &mut Vec<SegmentsOnDay>, value: &str) -> bool {
    let read = parse_segments_on(value).filter(|_| days.len() < SegmentsOnDay::DAYS_MAX);
    read.is_some_and(|on| {
        days.push(on);
        true
    })
}

fn parse_segments_on(value: &str) -> Option<SegmentsOnDay> {
    let (day, segments) = value.split_once('.')?;
    let segments = match segments {
        NOT_YET => Some(BTreeSet::new()),
        segments => segments.split('.').map(|slug| slug.parse::<Segment>().ok()).collect(),
    };
    Some(SegmentsOnDay { day: parse_date(day)?, segments: segments? })
}

/// What [`push_segments_on`] reads.
pub(super) fn segments_on_text(on: &SegmentsOnDay) -> String {
    let mut text = on.day.to_string();
    for segment in &on.segments {
        text.push('.');
        text.push_str(segment.slug());
    }
    if on.segments.is_empty() {
        text.push('.');
        text.push_str(NOT_YET);
    }
    text
}

pub(super) fn order_ends<T: PartialOrd + Copy>(span: &mut Span<T>) -> bool {
    let reversed = matches!((span.min, span.max), (Some(min), Some(max)) if min > max);
    if reversed {
        std::mem::swap(&mut span.min, &mut span.max);
    }
    reversed
}

#[cfg(test)]
mod tests {
    use crate::url_state::parse_query;

    #[test]
    fn a_product_may_be_called_by_its_description() {
        let description = "é".repeat(200);
        let (url, notices) = parse_query(&format!("not_product={description}&first_product={description}"));
        assert!(url.filter.never_bought.products.contains(&description), "{notices:?}");
        assert!(url.filter.first_purchase.products.contains(&description), "{notices:?}");
        assert_eq!(parse_query(&format!("product={description}e")).1.len(), 1);
        assert_eq!(parse_query(&format!("state={}", "x".repeat(81))).1.len(), 1);
    }
}
