use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How frequency was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrequencyRule {
    /// Mid-rank quintiles, equal values with equal scores.
    Quintiles,
    /// One, two, three, four, five or more orders, because most customers share one value.
    OrderBands,
    /// Thresholds that the shop's people fixed.
    FixedThresholds,
}

/// What is in service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotInfo {
    /// Identifier of the snapshot.
    pub snapshot_id: String,
    /// The "today" of all figures.
    #[serde(with = "crate::iso_date")]
    pub as_of: NaiveDate,
    /// Date of the first completed order.
    #[serde(with = "crate::iso_date")]
    pub first_order: NaiveDate,
    /// Date of the last completed order.
    #[serde(with = "crate::iso_date")]
    pub last_order: NaiveDate,
    /// Customers in the scope.
    pub customers: u64,
    /// Completed orders in the scope.
    pub completed_orders: u64,
    /// Orders of the whole shop that do not count (void, open, without items).
    pub excluded_orders: u64,
    /// What stands before an amount: `R$`.
    pub currency_symbol: String,
    /// How frequency was scored.
    pub frequency_rule: FrequencyRule,
    /// It is not the snapshot in service: a person looks back at it.
    #[serde(default)]
    pub is_older: bool,
    /// The shop is made up (`clientele demo-data`).
    pub is_demo: bool,
    /// What a reader must know, such as "the newest snapshot was damaged; an older one is shown".
    pub notices: Vec<String>,
    /// What a reader must know of the last refresh: that it failed, that it is overdue.
    #[serde(default)]
    pub refresh_notice: Option<String>,
}
