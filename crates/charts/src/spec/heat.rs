use serde::{Deserialize, Serialize};

use super::Mark;

/// Rows × columns with numbers in the cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatMap {
    /// What the rows are: `First order`.
    pub row_name: String,
    /// What the columns are: `Months later`.
    pub column_name: String,
    /// The names of the columns, from left to right.
    pub columns: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<HeatRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// One per column; `None` is left blank, and so is what is missing at the end.
    pub cells: Vec<Option<HeatCell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatCell {
    /// Its words, link and colour. Cells with a class have its full colour; others one of six steps.
    pub mark: Mark,
    /// What is written in it where there is room: `12.5`.
    pub label: String,
    /// How deep its colour is, 0–1.
    pub intensity: f64,
    /// The stretch is not over: drawn with a dashed rim.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_progress: bool,
}
