use serde::{Deserialize, Serialize};

use crate::Segment;

/// One of the three RFM measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Days since the last completed order.
    Recency,
    /// Number of completed orders.
    Frequency,
    /// Total spent.
    Monetary,
}

/// The two measures that span the matrix: columns, then rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatrixAxes {
    /// Recency across, frequency up.
    RecencyFrequency,
    /// Recency across, spend up.
    RecencyMonetary,
    /// Frequency across, spend up.
    FrequencyMonetary,
}

impl MatrixAxes {
    /// All choices, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::RecencyMonetary, Self::RecencyFrequency, Self::FrequencyMonetary];

    /// The measure of the columns.
    pub fn column(self) -> Measure {
        match self {
            Self::RecencyFrequency | Self::RecencyMonetary => Measure::Recency,
            Self::FrequencyMonetary => Measure::Frequency,
        }
    }

    /// The measure of the rows.
    pub fn row(self) -> Measure {
        match self {
            Self::RecencyFrequency => Measure::Frequency,
            Self::RecencyMonetary | Self::FrequencyMonetary => Measure::Monetary,
        }
    }

    /// The word for addresses: `rm`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::RecencyFrequency => "rf",
            Self::RecencyMonetary => "rm",
            Self::FrequencyMonetary => "fm",
        }
    }

    /// Reads a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axes| axes.slug() == slug)
    }
}

/// The values that one score stands for, inclusive; `None` if no customer has the score.
///
/// Units are those of the measure: days, orders, cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreBand {
    /// The score, 1–5.
    pub score: u8,
    /// Least and greatest value among the customers with this score.
    pub values: Option<(i64, i64)>,
}

/// One cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    /// Score on the column axis, 1–5.
    pub column: u8,
    /// Score on the row axis, 1–5.
    pub row: u8,
    /// Customers here, before the choice of segments and scores.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
    /// Customers here that pass the whole filter.
    pub selected_customers: u64,
    /// The segment that most customers here belong to; `None` if the cell is empty.
    pub main_segment: Option<Segment>,
}

/// The 5 × 5 matrix of two scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    /// What spans it.
    pub axes: MatrixAxes,
    /// Axes that were chosen for the reader because frequency says nothing here (almost all bought once).
    pub frequency_left_out: bool,
    /// 25 cells, by row from 5 down to 1, within a row by column from 1 to 5.
    pub cells: Vec<MatrixCell>,
    /// The bands of the columns, score 1 to 5.
    pub columns: Vec<ScoreBand>,
    /// The bands of the rows, score 1 to 5.
    pub rows: Vec<ScoreBand>,
}
