//! The columns that questions touch, as plain vectors: one pass over them answers in milliseconds.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use chrono::Datelike;
use clientele_contract::{Measure, Month, RfmScores, Segment, Tier};
use polars::prelude::*;

use super::customer_orders::CustomerOrders;
use crate::{RuleBook, columns as c, model::civil_date};

/// Words that repeat, stored once and sorted by name.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    pub(crate) codes: Vec<u16>,
}

impl Names {
    pub(crate) fn from_column(column: &StringChunked) -> Self {
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

    /// The value of a measure in its unit: days, orders, cents.
    pub(crate) fn value(&self, row: usize, measure: Measure) -> i64 {
        match measure {
            Measure::Recency => i64::from(self.recency_days[row]),
            Measure::Frequency => i64::from(self.orders[row]),
            Measure::Monetary => self.spent_cents[row],
        }
    }
}

/// The rows whose id begins with `prefix`; `ids` are sorted.
pub(crate) fn rows_with_prefix(ids: &StringChunked, prefix: &str) -> Range<usize> {
    let begins_before = |id: &str| id < prefix && !id.starts_with(prefix);
    let start = partition_point(ids, begins_before);
    start..partition_point(ids, |id| begins_before(id) || id.starts_with(prefix))
}

/// The row with this id; `ids` are sorted.
pub(crate) fn row_with_id(ids: &StringChunked, id: &str) -> Option<usize> {
    let row = partition_point(ids, |found| found < id);
    (row < ids.len() && ids.get(row) == Some(id)).then_some(row)
}

/// The number of ids at the beginning for which `holds` is true; it must be true for none after them.
fn partition_point(ids: &StringChunked, holds: impl Fn(&str) -> bool) -> usize {
    let (mut low, mut high) = (0, ids.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if ids.get(middle).is_some_and(&holds) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Where the group of each key begins once entries are sorted by key, and where the last group ends.
pub(crate) fn group_starts(keys: &[u32], groups: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; groups + 1];
    for &key in keys {
        starts[key as usize + 1] += 1;
    }
    for group in 0..groups {
        starts[group + 1] += starts[group];
    }
    starts
}

/// One entry per completed order, sorted by id.
pub(crate) struct OrderColumns {
    pub(crate) ids: StringChunked,
    pub(crate) customers: Vec<u32>,
    /// Days since 1970-01-01.
    pub(crate) dates: Vec<i32>,
    /// Calendar month, as [`Month::ordinal`].
    pub(crate) months: Vec<i32>,
    pub(crate) value_cents: Vec<i64>,
    pub(crate) review_scores: Vec<Option<f64>>,
    /// Day of delivery, if it is known.
    pub(crate) delivered: Vec<Option<i32>>,
    /// Day by which delivery was promised, if it is known.
    pub(crate) promised: Vec<Option<i32>>,
    pub(crate) by_customer: CustomerOrders,
    /// Each customer with each month of theirs that has an order, once, sorted.
    pub(crate) active_months: Vec<(u32, i32)>,
}

impl OrderColumns {
    pub(crate) fn from_frame(frame: &DataFrame, customer_count: usize) -> PolarsResult<Self> {
        let customers = counts(frame, c::CUSTOMER_KEY)?;
        let dates = dates(frame, c::ORDER_DATE)?;
        let seconds = counts(frame, c::ORDER_SECOND)?;
        let value_cents = cents(frame, c::ORDER_VALUE_CENTS)?;
        let by_customer = CustomerOrders::new(customer_count, &customers, &dates, &seconds, &value_cents);
        Ok(Self {
            ids: frame.column(c::ORDER_ID)?.str()?.rechunk().into_owned(),
            months: dates.iter().copied().map(month_of).collect(),
            review_scores: frame.column(c::REVIEW_SCORE)?.f64()?.iter().collect(),
            delivered: optional_dates(frame, c::DELIVERED_DATE)?,
            // Snapshots of earlier versions do not have it: no promise is known.
            promised: match frame.column(c::PROMISED_DATE) {
                Ok(_) => optional_dates(frame, c::PROMISED_DATE)?,
                Err(_) => vec![None; dates.len()],
            },
            active_months: by_customer.active_months(),
            by_customer,
            customers,
            dates,
            value_cents,
        })
    }
}

/// The ordinal of the calendar month of a day.
pub(crate) fn month_of(days: i32) -> i32 {
    let date = civil_date(days);
    Month { year: date.year(), month: date.month() as u8 }.ordinal()
}

/// One entry per item of a completed order, sorted by order.
pub(crate) struct LineColumns {
    pub(crate) customers: Vec<u32>,
    pub(crate) products: Vec<u32>,
    pub(crate) price_cents: Vec<i64>,
    pub(crate) freight_cents: Vec<i64>,
    /// Pieces; `None`: one each.
    quantities: Option<Vec<u32>>,
    /// Where the items of each order begin, and where the last end.
    first_of_order: Vec<u32>,
}

impl LineColumns {
    pub(crate) fn from_frame(frame: &DataFrame, order_count: usize) -> PolarsResult<Self> {
        Ok(Self {
            first_of_order: group_starts(&counts(frame, c::ORDER_KEY)?, order_count),
            customers: counts(frame, c::CUSTOMER_KEY)?,
            products: counts(frame, c::PRODUCT_KEY)?,
            price_cents: cents(frame, c::PRICE_CENTS)?,
            freight_cents: cents(frame, c::FREIGHT_CENTS)?,
            quantities: frame.column(c::QUANTITY).is_ok().then(|| counts(frame, c::QUANTITY)).transpose()?,
        })
    }

    /// The pieces of an item.
    pub(crate) fn units(&self, line: usize) -> u64 {
        self.quantities.as_ref().map_or(1, |pieces| u64::from(pieces[line]))
    }

    pub(crate) fn value_cents(&self, line: usize) -> i64 {
        self.price_cents[line] + self.freight_cents[line]
    }

    /// The items of an order.
    pub(crate) fn of_order(&self, order: u32) -> Range<usize> {
        let order = order as usize;
        self.first_of_order[order] as usize..self.first_of_order[order + 1] as usize
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

pub(crate) fn counts(frame: &DataFrame, name: &str) -> PolarsResult<Vec<u32>> {
    Ok(frame.column(name)?.u32()?.iter().map(Option::unwrap_or_default).collect())
}

pub(crate) fn cents(frame: &DataFrame, name: &str) -> PolarsResult<Vec<i64>> {
    Ok(frame.column(name)?.i64()?.iter().map(Option::unwrap_or_default).collect())
}

pub(crate) fn dates(frame: &DataFrame, name: &str) -> PolarsResult<Vec<i32>> {
    Ok(frame.column(name)?.date()?.physical().iter().map(Option::unwrap_or_default).collect())
}

fn optional_dates(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<i32>>> {
    Ok(frame.column(name)?.date()?.physical().iter().collect())
}
