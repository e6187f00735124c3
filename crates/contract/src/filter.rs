use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{MatrixAxes, Measure, Segment, Tier};

/// A range with inclusive ends; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span<T> {
    /// The least value that passes.
    pub min: Option<T>,
    /// The greatest value that passes.
    pub max: Option<T>,
}

impl<T> Default for Span<T> {
    fn default() -> Self {
        Self { min: None, max: None }
    }
}

impl<T: PartialOrd + Copy> Span<T> {
    /// True if `value` lies in the range.
    pub fn contains(&self, value: T) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
    }

    /// True if every value passes.
    pub fn is_open(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }
}

/// A choice of RFM scores, as a click in the matrix makes it; an empty set lets all pass.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreFilter {
    /// Recency scores that pass.
    pub recency: BTreeSet<u8>,
    /// Frequency scores that pass.
    pub frequency: BTreeSet<u8>,
    /// Monetary scores that pass.
    pub monetary: BTreeSet<u8>,
}

impl ScoreFilter {
    /// True if every score passes.
    pub fn is_open(&self) -> bool {
        self.recency.is_empty() && self.frequency.is_empty() && self.monetary.is_empty()
    }

    /// The set of one measure.
    pub fn of(&self, measure: Measure) -> &BTreeSet<u8> {
        match measure {
            Measure::Recency => &self.recency,
            Measure::Frequency => &self.frequency,
            Measure::Monetary => &self.monetary,
        }
    }

    /// Exactly one cell of the matrix.
    pub fn of_cell(axes: MatrixAxes, column: u8, row: u8) -> Self {
        let mut filter = Self::default();
        for (measure, score) in [(axes.column(), column), (axes.row(), row)] {
            match measure {
                Measure::Recency => filter.recency.insert(score),
                Measure::Frequency => filter.frequency.insert(score),
                Measure::Monetary => filter.monetary.insert(score),
            };
        }
        filter
    }
}

/// What a customer must have bought: one completed order has to meet all parts at once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PurchaseFilter {
    /// Day of the order.
    #[serde(with = "crate::iso_date::span")]
    pub ordered: Span<NaiveDate>,
    /// Products of which the order has at least one.
    pub products: BTreeSet<String>,
    /// Categories of which the order has at least one item.
    pub categories: BTreeSet<String>,
    /// Products of which the order has each.
    pub every_product: BTreeSet<String>,
    /// Categories of each of which the order has an item.
    pub every_category: BTreeSet<String>,
}

impl PurchaseFilter {
    /// True if every customer passes.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// What customers must never have bought.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NeverBoughtFilter {
    /// Products of which no completed order has one.
    pub products: BTreeSet<String>,
    /// Categories of which no completed order has an item.
    pub categories: BTreeSet<String>,
}

/// What the first completed order of a customer must hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FirstPurchaseFilter {
    /// Products of which it has at least one.
    pub products: BTreeSet<String>,
    /// Categories of which it has at least one item.
    pub categories: BTreeSet<String>,
}

/// In which segment a customer was on some day in the past, as if that day had been "today".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SegmentsOnDay {
    /// The "today".
    #[serde(with = "crate::iso_date")]
    pub day: NaiveDate,
    /// Segments that pass; empty: the customers who had not ordered yet.
    pub segments: BTreeSet<Segment>,
}

impl SegmentsOnDay {
    /// A filter asks about at most so many days: each means to score the whole shop anew.
    pub const DAYS_MAX: usize = 4;
}

/// Which customers are meant. An empty set or an open range lets all pass; parts are joined by "and".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerFilter {
    /// Segments that pass.
    pub segments: BTreeSet<Segment>,
    /// Tiers that pass.
    pub tiers: BTreeSet<Tier>,
    /// States (of the latest completed order) that pass.
    pub states: BTreeSet<String>,
    /// Favourite categories that pass.
    pub categories: BTreeSet<String>,
    /// Identifiers of next best actions that pass.
    pub actions: BTreeSet<String>,
    /// Days since the last completed order.
    pub recency_days: Span<i32>,
    /// Number of completed orders.
    pub orders: Span<u32>,
    /// Total spent, in cents.
    pub spent_cents: Span<i64>,
    /// RFM scores.
    pub scores: ScoreFilter,
    /// Only Platinum customers whose mean review is 2 or less.
    pub high_value_at_risk: bool,
    /// What the customer's id begins with; empty lets all pass.
    pub id_prefix: String,
    /// Day of the first completed order.
    #[serde(with = "crate::iso_date::span")]
    pub first_order: Span<NaiveDate>,
    /// A completed order that must exist.
    pub purchase: PurchaseFilter,
    /// Only customers with at least one review.
    pub reviewed: bool,
    /// What was never bought.
    pub never_bought: NeverBoughtFilter,
    /// What the first order must hold.
    pub first_purchase: FirstPurchaseFilter,
    /// Segments in the past, on at most [`SegmentsOnDay::DAYS_MAX`] days.
    pub segments_on: Vec<SegmentsOnDay>,
}

impl CustomerFilter {
    /// True if every customer passes.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// True if it asks for nothing but a state, which an order without a customer can have, too.
    pub fn asks_for_states_only(&self) -> bool {
        *self == Self { states: self.states.clone(), ..Self::default() }
    }

    /// The same filter without the choice of segments and scores: what the segment list and the matrix count.
    pub fn without_segments_and_scores(&self) -> Self {
        Self { segments: BTreeSet::new(), scores: ScoreFilter::default(), ..self.clone() }
    }

    /// The same filter without the choice of tiers: what the tier list counts.
    pub fn without_tiers(&self) -> Self {
        Self { tiers: BTreeSet::new(), ..self.clone() }
    }
}
