use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{DriftLine, Segment};

/// What differs between two snapshots. Everything is counted over the whole shop, with the scoring in force today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotComparison {
    /// The earlier one, as the person asked for it.
    pub before: ComparedSnapshot,
    /// The later one.
    pub after: ComparedSnapshot,
    /// What stands before an amount.
    pub currency_symbol: String,
    /// In the usual order; segments without a customer on either side are left out.
    pub segments: Vec<ComparedSegment>,
    /// What became of the customers.
    pub customers: ComparedCustomers,
    /// What became of the completed orders.
    pub orders: ComparedOrders,
    /// What became of the products.
    pub products: ComparedProducts,
    /// What has changed in the source.
    pub drift: Vec<DriftLine>,
}

/// One of two snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedSnapshot {
    /// Identifier.
    pub id: String,
    /// The "today" of its figures.
    #[serde(with = "crate::iso_date")]
    pub as_of: NaiveDate,
    /// Date of the last completed order.
    #[serde(with = "crate::iso_date")]
    pub last_order: NaiveDate,
    /// Customers with a completed order.
    pub customers: u64,
    /// Completed orders.
    pub orders: u64,
    /// Revenue in cents.
    pub revenue_cents: i64,
    /// Products that were sold or listed.
    pub products: u64,
    /// Rows of all files that were read.
    pub rows_read: u64,
    /// Rows of all files that were refused.
    pub rows_refused: u64,
}

/// The customers of one segment in both snapshots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedSegment {
    /// The segment.
    pub segment: Segment,
    /// Customers in the earlier snapshot.
    pub before: u64,
    /// Customers in the later one.
    pub after: u64,
    /// Of these, those that are in both snapshots and were in another segment.
    pub moved_in: u64,
    /// Customers in both snapshots that were in this segment and are in another one now.
    pub moved_out: u64,
    /// Customers that the earlier snapshot does not know.
    pub came: u64,
    /// Customers that the later snapshot does not know.
    pub vanished: u64,
}

/// What became of the customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ComparedCustomers {
    /// In the later snapshot alone.
    pub came: u64,
    /// In the earlier snapshot alone.
    pub vanished: u64,
    /// In both.
    pub stayed: u64,
    /// Of those, in another segment.
    pub moved: u64,
}

/// What became of the completed orders.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ComparedOrders {
    /// In the later snapshot alone.
    pub appeared: u64,
    /// What they came to, in cents.
    pub appeared_cents: i64,
    /// Of those, dated on or before the last order of the earlier snapshot: they came late.
    pub appeared_late: u64,
    /// In the earlier snapshot alone.
    pub vanished: u64,
    /// What they came to, in cents.
    pub vanished_cents: i64,
    /// In both, with another amount.
    pub changed: u64,
    /// By how much the amounts of those rose, in cents; below 0 they fell.
    pub changed_cents: i64,
    /// The greatest changes first.
    pub greatest_changes: Vec<ChangedOrder>,
}

/// An order with another amount than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedOrder {
    /// The shop's number of the order.
    pub order_id: String,
    /// Its date in the later snapshot.
    #[serde(with = "crate::iso_date")]
    pub date: NaiveDate,
    /// What it came to before, in cents.
    pub before_cents: i64,
    /// What it comes to now, in cents.
    pub after_cents: i64,
}

/// What became of the products.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ComparedProducts {
    /// In the later snapshot alone.
    pub appeared: u64,
    /// In the earlier snapshot alone.
    pub vanished: u64,
    /// The first of those that appeared, by their id.
    pub first_appeared: Vec<String>,
    /// The first of those that vanished, by their id.
    pub first_vanished: Vec<String>,
}

/// A customer of one of two snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedCustomer {
    /// The shop's id of the customer.
    pub customer_id: String,
    /// The segment there.
    pub segment: Segment,
    /// Completed orders.
    pub orders: u64,
    /// What they spent, in cents.
    pub spent_cents: i64,
    /// State or region.
    pub state: String,
    /// Date of the first order.
    #[serde(with = "crate::iso_date")]
    pub first_order: NaiveDate,
    /// Date of the last order.
    #[serde(with = "crate::iso_date")]
    pub last_order: NaiveDate,
}
