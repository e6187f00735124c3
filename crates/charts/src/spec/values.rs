use serde::{Deserialize, Serialize};

use super::{Mark, Unit};

/// An axis of whole numbers: days, orders, cents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueAxis {
    /// What it shows: `Days since the last order`.
    pub name: String,
    /// What its numbers are.
    pub unit: Unit,
    /// The least value shown.
    pub min: i64,
    /// The greatest value shown.
    pub max: i64,
    /// Positions grow with the logarithm of `1 + value`.
    pub is_logarithmic: bool,
}

/// Two measures of many customers.
///
/// In the addresses below, `{x_min}`, `{x_max}`, `{y_min}` and `{y_max}` stand for the ends of a range, both
/// inclusive, as addresses write them: amounts in currency units (`12.50`), all else as whole numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScatterChart {
    /// Across.
    pub x: ValueAxis,
    /// Up.
    pub y: ValueAxis,
    /// What is counted: `customer`, `customers`.
    pub noun: (String, String),
    /// What the colours mean: tiers or segments.
    pub groups: Vec<MarkGroup>,
    /// The marks.
    pub marks: ScatterMarks,
    /// Where a drag over a range leads, with the four placeholders; without it nothing can be dragged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brush_href: Option<String>,
    /// Where the customers of a range are listed, with the four placeholders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drill_href: Option<String>,
}

/// What one colour means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkGroup {
    /// The words of the legend: `Gold`.
    pub name: String,
    /// The class that gives the colour: `tier-gold`.
    pub class: String,
}

/// The marks of a scatter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScatterMarks {
    /// One mark per customer.
    Points(Vec<ScatterPointMark>),
    /// Densities: customers per rectangle. The rectangles do not overlap.
    Bins(Vec<DensityBin>),
}

/// One customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScatterPointMark {
    /// Its words, link and colour; the colour's class is one of the groups.
    pub mark: Mark,
    /// The value across.
    pub x: i64,
    /// The value up.
    pub y: i64,
}

/// The customers of one rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DensityBin {
    /// Values across, ends inclusive.
    pub x: (i64, i64),
    /// Values up, ends inclusive.
    pub y: (i64, i64),
    /// Customers here.
    pub count: u64,
    /// The position in the groups of the group that most of them belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u8>,
}

/// How one measure is distributed.
///
/// In the addresses below, `{x_min}` and `{x_max}` stand for the ends of a range, as in [`ScatterChart`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistogramChart {
    /// What the measure is: `Days since the last order`.
    pub name: String,
    /// What its numbers are.
    pub unit: Unit,
    /// What is counted: `customer`, `customers`.
    pub noun: (String, String),
    /// From low to high, without gaps; drawn equally wide.
    pub bars: Vec<HistogramBar>,
    /// Where a drag over bars leads; without it nothing can be dragged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brush_href: Option<String>,
    /// Where the customers of a bar are listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drill_href: Option<String>,
}

/// One bar of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistogramBar {
    /// Values, ends inclusive.
    pub range: (i64, i64),
    /// All customers here.
    pub all: u64,
    /// Of them, the selected ones; drawn in the full colour.
    pub selected: u64,
}
