//! The columns that questions touch, as plain vectors: one pass over them answers in milliseconds.

use std::collections::{BTreeSet, HashMap};

use chrono::Datelike;
use clientele_contract::{Month, RfmScores, Segment, Tier};
use polars::prelude::*;

use crate::{RuleBook, columns as c, model::civil_date};

/// Words that repeat, stored once and sorted by name.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    pub(crate) codes: Vec<u16>,
}

impl Names {
    fn from_column(column: &StringChunked) -> Self {
        let distinct: BTreeSet<&str> = column.iter().flatten().collect();
        let names: Vec<String> = distinct.into_iter().map(str::to_owned).collect();
        let by_name: HashMap<&str, u16> =
            names.iter().enumerate().map(|(code, name)| (name.as_str(), code as u16)).collect();
        let codes =
            column.iter().map(|name| name.and_then(|name| by_name.get(name).copied()).unwrap_or_default());
        let codes = codes.collect();
        Self { names, codes }
    }

    pub(crate) fn name(&self, row: usize) -> &str {
        &self.names[usize::from(self.codes[row])]
    }
}

/// One entry per customer, sorted by id.
pub(crate) struct CustomerColumns {
    pub(crate) ids: StringChunked,
    pub(crate) recency_days: Vec<i32>,
    pub(crate) orders: Vec<u32>,
    pub(crate) spent_cents: Vec<i64>,
    pub(crate) scores: Vec<RfmScores>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) tiers: Vec<Option<Tier>>,
    pub(crate) review_scores: Vec<Option<f64>>,
    pub(crate) categories: Names,
    pub(crate) states: Names,
    /// Days since 1970-01-01.
    pub(crate) first_dates: Vec<i32>,
    pub(crate) last_dates: Vec<i32>,
    /// Position of the rule that chose the action.
    pub(crate) rules: Vec<u16>,
}

impl CustomerColumns {
    pub(crate) fn from_frame(frame: &DataFrame, rules: &RuleBook) -> PolarsResult<Self> {
        let scores = bytes(frame, c::RECENCY_SCORE)?
            .into_iter()
            .zip(bytes(frame, c::FREQUENCY_SCORE)?)
            .zip(bytes(frame, c::MONETARY_SCORE)?)
            .map(|((recency, frequency), monetary)| RfmScores { recency, frequency, monetary });
        let scores = scores.collect();
        let segment = |name: Option<&str>| name.and_then(|name| name.parse().ok()).unwrap_or(Segment::Lost);
        let rule_of: HashMap<&str, u16> = rules
            .rules()
            .iter()
            .enumerate()
            .map(|(position, rule)| (rule.id.as_str(), position as u16))
            .collect();
        let last_rule = (rules.rules().len() - 1) as u16;
        let rule = |id: Option<&str>| id.and_then(|id| rule_of.get(id).copied()).unwrap_or(last_rule);
        Ok(Self {
            ids: frame.column(c::CUSTOMER_ID)?.str()?.rechunk().into_owned(),
            recency_days: integers(frame, c::RECENCY_DAYS)?,
            orders: counts(frame, c::FREQUENCY)?,
            spent_cents: cents(frame, c::MONETARY_CENTS)?,
            scores,
            segments: frame.column(c::SEGMENT)?.str()?.iter().map(segment).collect(),
            tiers: frame
                .column(c::TIER)?
                .str()?
                .iter()
                .map(|name| name.and_then(|name| name.parse().ok()))
                .collect(),
            review_scores: frame.column(c::REVIEW_SCORE)?.f64()?.iter().collect(),
            categories: Names::from_column(frame.column(c::FAVOURITE_CATEGORY)?.str()?),
            states: Names::from_column(frame.column(c::STATE)?.str()?),
            first_dates: dates(frame, c::FIRST_ORDER)?,
            last_dates: dates(frame, c::LAST_ORDER)?,
            rules: frame.column(c::ACTION_ID)?.str()?.iter().map(rule).collect(),
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.recency_days.len()
    }
}

/// One entry per completed order, sorted by id.
pub(crate) struct OrderColumns {
    pub(crate) customers: Vec<u32>,
    /// Calendar month, as [`Month::ordinal`].
    pub(crate) months: Vec<i32>,
    pub(crate) value_cents: Vec<i64>,
    /// Each customer with each month of theirs that has an order, once, sorted.
    pub(crate) active_months: Vec<(u32, i32)>,
}

impl OrderColumns {
    pub(crate) fn from_frame(frame: &DataFrame) -> PolarsResult<Self> {
        let customers = counts(frame, c::CUSTOMER_KEY)?;
        let months: Vec<i32> = dates(frame, c::ORDER_DATE)?.into_iter().map(month_of).collect();
        let mut active_months: Vec<(u32, i32)> =
            customers.iter().copied().zip(months.iter().copied()).collect();
        active_months.sort_unstable();
        active_months.dedup();
        Ok(Self { customers, months, value_cents: cents(frame, c::ORDER_VALUE_CENTS)?, active_months })
    }
}

/// The ordinal of the calendar month of a day.
pub(crate) fn month_of(days: i32) -> i32 {
    let date = civil_date(days);
    Month { year: date.year(), month: date.month() as u8 }.ordinal()
}

/// One entry per item of a completed order.
pub(crate) struct LineColumns {
    pub(crate) customers: Vec<u32>,
    pub(crate) products: Vec<u32>,
    pub(crate) price_cents: Vec<i64>,
    pub(crate) freight_cents: Vec<i64>,
}

impl LineColumns {
    pub(crate) fn from_frame(frame: &DataFrame) -> PolarsResult<Self> {
        Ok(Self {
            customers: counts(frame, c::CUSTOMER_KEY)?,
            products: counts(frame, c::PRODUCT_KEY)?,
            price_cents: cents(frame, c::PRICE_CENTS)?,
            freight_cents: cents(frame, c::FREIGHT_CENTS)?,
        })
    }

    pub(crate) fn value_cents(&self, line: usize) -> i64 {
        self.price_cents[line] + self.freight_cents[line]
    }
}

/// One entry per product, sorted by id.
pub(crate) struct ProductColumns {
    pub(crate) ids: StringChunked,
    pub(crate) categories: Names,
}

impl ProductColumns {
    pub(crate) fn from_frame(frame: &DataFrame) -> PolarsResult<Self> {
        Ok(Self {
            ids: frame.column(c::PRODUCT_ID)?.str()?.rechunk().into_owned(),
            categories: Names::from_column(frame.column(c::CATEGORY)?.str()?),
        })
    }
}

fn bytes(frame: &DataFrame, name: &str) -> PolarsResult<Vec<u8>> {
    Ok(frame.column(name)?.u8()?.iter().map(Option::unwrap_or_default).collect())
}

fn integers(frame: &DataFrame, name: &str) -> PolarsResult<Vec<i32>> {
    Ok(frame.column(name)?.i32()?.iter().map(Option::unwrap_or_default).collect())
}

fn counts(frame: &DataFrame, name: &str) -> PolarsResult<Vec<u32>> {
    Ok(frame.column(name)?.u32()?.iter().map(Option::unwrap_or_default).collect())
}

fn cents(frame: &DataFrame, name: &str) -> PolarsResult<Vec<i64>> {
    Ok(frame.column(name)?.i64()?.iter().map(Option::unwrap_or_default).collect())
}

fn dates(frame: &DataFrame, name: &str) -> PolarsResult<Vec<i32>> {
    Ok(frame.column(name)?.date()?.physical().iter().map(Option::unwrap_or_default).collect())
}
