use serde::{Deserialize, Serialize};

use super::{Mark, Unit};

/// Lengths from zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarChart {
    /// Which way the bars grow.
    pub direction: BarDirection,
    /// What the lengths are.
    pub unit: Unit,
    /// What the bars stand for: `State`; heads the first column of the table.
    pub bar_name: String,
    /// What the lengths mean: `Customers`.
    pub value_name: String,
    /// What the darker part of each bar means, if there is one: `Selected`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_name: Option<String>,
    /// In the order they are drawn.
    pub bars: Vec<Bar>,
}

/// Which way bars grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BarDirection {
    /// To the right, names on the left.
    Horizontal,
    /// Up, names below.
    Vertical,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Its words, link and colour.
    pub mark: Mark,
    /// Its length.
    pub value: f64,
    /// The darker part and its exact words: `120 selected`; never longer than the bar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<(f64, String)>,
}

/// One or several bars of 100 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedShare {
    /// What the bars stand for: `Measure`; heads the first column of the table.
    pub bar_name: String,
    /// What the parts stand for: `Segment`.
    pub part_name: String,
    /// From top to bottom.
    pub bars: Vec<StackedBar>,
}

/// One bar of 100 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StackedBar {
    /// What it stands for: `Customers`; may be empty if there is one bar.
    pub name: String,
    /// From left to right; the same parts in every bar.
    pub parts: Vec<SharePart>,
}

/// One part of a bar of 100 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharePart {
    /// Its words, link and colour.
    pub mark: Mark,
    /// Its size in any unit; the bar is 100 % of the sum. Negative sizes count as nothing.
    pub size: f64,
}
