use serde::{Deserialize, Serialize};

use crate::{CustomerFilter, Measure, Segment, Span, Tier};

/// Up to this number of customers a scatter shows each one; above it shows densities.
pub const SCATTER_CUSTOMERS_MAX: u64 = 400;

/// Two measures of the customers that pass a filter, within a window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScatterQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
    /// The measure across.
    pub x: Measure,
    /// The measure up.
    pub y: Measure,
    /// The part that is looked at, in units of the measures (days, orders, cents); open: everything.
    pub x_window: Span<i64>,
    /// The same for `y`.
    pub y_window: Span<i64>,
}

/// One axis of a scatter, in units of its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScatterAxis {
    /// What it shows.
    pub measure: Measure,
    /// The least value shown.
    pub min: i64,
    /// The greatest value shown.
    pub max: i64,
    /// Positions grow with the logarithm of `1 + value`.
    pub is_logarithmic: bool,
}

/// The customers of one rectangle, ends inclusive; rectangles do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScatterBin {
    /// Values across.
    pub x: (i64, i64),
    /// Values up.
    pub y: (i64, i64),
    /// Customers here, never 0.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
    /// The tier that most of them have; `None` without tiers.
    pub main_tier: Option<Tier>,
    /// The segment that most of them have.
    pub main_segment: Segment,
}

/// One customer in a scatter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScatterPoint {
    /// The shop's id of the person.
    pub customer_id: String,
    /// Value across.
    pub x: i64,
    /// Value up.
    pub y: i64,
    /// The tier; `None` without tiers.
    pub tier: Option<Tier>,
    /// The segment.
    pub segment: Segment,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScatterMarks {
    /// Densities, because there are more than [`SCATTER_CUSTOMERS_MAX`] customers.
    Bins(Vec<ScatterBin>),
    /// Each customer.
    Customers(Vec<ScatterPoint>),
}

/// The customers of a window as a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scatter {
    /// Across.
    pub x: ScatterAxis,
    /// Up.
    pub y: ScatterAxis,
    /// Customers in the window; the marks add up to it.
    pub customers: u64,
    /// Customers that pass the filter, in the window or not.
    pub selected_customers: u64,
    /// The marks.
    pub marks: ScatterMarks,
}

/// One bar of a histogram, ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistogramBin {
    /// Least value.
    pub min: i64,
    /// Greatest value.
    pub max: i64,
    /// Customers that pass the filter apart from the range of this measure.
    pub customers: u64,
    /// Customers that pass the whole filter.
    pub selected_customers: u64,
}

/// How a measure is distributed among the customers. The bins are those of the whole scope, so that they stay
/// when the filter changes; they follow one another without a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    /// Which measure; units are days, orders, cents.
    pub measure: Measure,
    /// At most 24 bars, from low to high; empty without customers.
    pub bins: Vec<HistogramBin>,
}
