use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

/// The snapshots that are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SnapshotShelf {
    /// Newest first.
    pub snapshots: Vec<ShelfEntry>,
    /// Bytes of all of them on disk.
    pub bytes: u64,
    /// How many a refresh leaves, and for how long.
    pub keep: KeepChoice,
    /// Why the rules of keeping cannot be changed here, in words; `None`: they can.
    pub keep_is_fixed: Option<String>,
}

/// How many snapshots a refresh leaves. The one in service and those that are pinned stay in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepChoice {
    /// The newest that are kept, pinned ones not counted; at least 1.
    #[serde(deserialize_with = "at_least_one")]
    pub newest: u32,
    /// Those that were published more days ago are removed; `None`: age does not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

fn at_least_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        0 => Err(serde::de::Error::custom("0 snapshots; expected at least 1, which is the one in service")),
        newest => Ok(newest),
    }
}

impl Default for KeepChoice {
    fn default() -> Self {
        Self { newest: 5, days: None }
    }
}

/// One snapshot that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfEntry {
    /// Identifier.
    pub id: String,
    /// When it was published last, in seconds since 1970-01-01 UTC; `None`: nobody knows.
    pub published_at: Option<i64>,
    /// Bytes on disk.
    pub bytes: u64,
    /// It answers.
    pub is_in_service: bool,
    /// It is never removed by a refresh.
    pub is_pinned: bool,
    /// What it holds, or why that cannot be said.
    pub content: ShelfContent,
}

/// What a snapshot holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShelfContent {
    /// It looks whole.
    Whole(ShelfFigures),
    /// It cannot be used, and why.
    Unusable(String),
}

/// The figures of a snapshot, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfFigures {
    /// The "today" of its figures.
    #[serde(with = "crate::iso_date")]
    pub as_of: NaiveDate,
    /// Date of the last completed order.
    #[serde(with = "crate::iso_date")]
    pub last_order: NaiveDate,
    /// Customers; `None`: the table does not say it.
    pub customers: Option<u64>,
    /// Completed orders.
    pub completed_orders: u64,
    /// Revenue in cents.
    pub revenue_cents: i64,
    /// What stands before an amount.
    pub currency_symbol: String,
    /// Rows of all files that were read.
    pub rows_read: u64,
    /// Rows of all files that were refused.
    pub rows_refused: u64,
    /// Number of the stored form.
    pub format: u32,
}

impl ShelfEntry {
    /// Its figures, if it looks whole.
    pub fn figures(&self) -> Option<&ShelfFigures> {
        match &self.content {
            ShelfContent::Whole(figures) => Some(figures),
            ShelfContent::Unusable(_) => None,
        }
    }
}
