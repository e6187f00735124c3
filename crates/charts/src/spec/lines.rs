use serde::{Deserialize, Serialize};

use super::{Mark, Unit};

/// Courses of one or several measures over the same places, such as months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineChart {
    /// What the places are: `Month`; heads the first column of the table.
    pub x_name: String,
    /// What the values are.
    pub unit: Unit,
    /// The axis starts at zero. Otherwise it spans the values, for measures that never come near zero.
    pub from_zero: bool,
    /// The names of the places on the axis, from left to right: `Aug 2018`. Marks may name them in full.
    pub labels: Vec<String>,
    /// The courses; the first is the main one.
    pub series: Vec<LineSeries>,
}

/// One course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineSeries {
    /// What it shows: `Revenue`, `The year before`.
    pub name: String,
    /// How it is drawn.
    pub look: SeriesLook,
    /// The class that gives its colour; without one, the accent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// One point per place; fewer points end early.
    pub points: Vec<LinePoint>,
}

/// How a course is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeriesLook {
    /// A line with the area below it.
    Area,
    /// A line.
    Line,
    /// A muted line to compare with.
    Compared,
}

/// One value of a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinePoint {
    /// The value in the unit of the chart; `None` interrupts the line.
    pub value: Option<f64>,
    /// The stretch is not over: drawn dashed and hollow, and never the best.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_progress: bool,
    /// Only a part of the stretch is counted: drawn in the same way, for it must not read as a rise or fall.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_cut_off: bool,
    /// Its words; the name is the place's in full.
    pub mark: Mark,
}

impl LinePoint {
    /// True if the value is not that of a whole stretch.
    pub fn is_partial(&self) -> bool {
        self.in_progress || self.is_cut_off
    }
}

/// A course without axes and words, for tiles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sparkline {
    /// From left to right; values that are not finite are left out.
    pub values: Vec<f64>,
    /// The last value is not over: its stretch is dashed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub last_in_progress: bool,
}
