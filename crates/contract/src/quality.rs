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

/// Orders that name no customer, in a source where other orders do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GuestOrders {
    /// Completed orders with an item: part of the figures about products, and of no others.
    pub orders: u64,
    /// Their item rows.
    pub order_items: u64,
    /// Their revenue.
    pub revenue_cents: i64,
    /// Orders that do not count: void, open, or without an item.
    pub excluded_orders: u64,
}

/// Rows that are returns, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReturnTotals {
    /// All of them.
    pub rows: u64,
    /// Those that were wholly taken from the sales they undo.
    pub netted_rows: u64,
    /// What was taken from sales, in cents.
    pub netted_cents: i64,
    /// What found no sale and was left out, in cents.
    pub left_out_cents: i64,
}

impl ReturnTotals {
    /// Rows that found no sale, or none for all that came back.
    pub fn left_out_rows(&self) -> u64 {
        self.rows.saturating_sub(self.netted_rows)
    }
}

/// Rows that were read well and are yet no sales of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RowAdjustments {
    /// Goods that came back.
    pub returns: ReturnTotals,
    /// Rows that equal an earlier one in every field, and count all the same.
    pub duplicates_kept: u64,
    /// Rows that equal an earlier one in every field, and were left out.
    pub duplicates_left_out: u64,
    /// What the one or the other came to, in cents, returns taken off; 0 where rows have no amounts of their own.
    pub duplicates_cents: i64,
    /// Rows with another status than their order, such as a cancelled line.
    pub other_status: u64,
    /// What these rows came to, in cents.
    pub other_status_cents: i64,
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
    /// Orders without a customer, which are in none of the totals above; `None` where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guests: Option<GuestOrders>,
    /// Rows that were read well and are yet no sales of their own; `None` where they are not counted, as in Olist's
    /// files and in snapshots of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjustments: Option<RowAdjustments>,
}
