use serde::{Deserialize, Serialize};

/// Rows of one file that were refused for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectCount {
    /// Why, in words: `price is not a number`.
    pub reason: String,
    /// How many rows.
    pub rows: u64,
    /// The line of the first one, counted from 1 with the header as line 1.
    pub first_line: u64,
}

/// What became of the rows of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileQuality {
    /// File name without folder.
    pub file: String,
    /// Data rows read, the header left out.
    pub rows_read: u64,
    /// Rows kept.
    pub rows_kept: u64,
    /// Rows refused, by reason, most first; with the kept rows they add up to the rows read.
    pub rejected: Vec<RejectCount>,
    /// Things that were kept but are worth knowing: a Latin-1 file, a byte-order mark, an extra column.
    pub notes: Vec<String>,
}

/// Orders with one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCount {
    /// The shop's word.
    pub status: String,
    /// What it means: `completed`, `void` or `open`.
    pub meaning: String,
    /// Orders with it.
    pub orders: u64,
}

/// What the refresh read, kept, left out and refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityReport {
    /// In the order they were read.
    pub files: Vec<FileQuality>,
    /// Orders by status, most first.
    pub orders_by_status: Vec<StatusCount>,
    /// Orders that count.
    pub completed_orders: u64,
    /// Orders that do not count: void, open, or completed without an item.
    pub excluded_orders: u64,
    /// Of the excluded: delivered, but without an item.
    pub completed_without_items: u64,
    /// Item rows of completed orders.
    pub order_items: u64,
    /// Revenue summed over item rows.
    pub revenue_cents_from_lines: i64,
    /// Revenue summed over customers; equal to the former, or the refresh is refused.
    pub revenue_cents_from_customers: i64,
}
