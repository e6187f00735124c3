use serde::{Deserialize, Serialize};

use crate::{DriftLine, GuestOrders, RowAdjustments};

/// What the page Data says beside the quality report of the snapshot: checks, and what has changed in the source.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct QualityDesk {
    /// What must hold before a snapshot is published.
    pub checks: CheckChoice,
    /// Why the checks cannot be changed here, in words; `None`: they can.
    pub checks_are_fixed: Option<String>,
    /// How the last refresh did; `None`: no checks have been made yet.
    pub last_run: Option<CheckRun>,
    /// The moment of the question, in seconds since 1970-01-01 UTC.
    pub now: i64,
    /// The kept snapshots that can be read, oldest first.
    pub history: Vec<QualityPoint>,
}

/// The totals of one kept snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityPoint {
    /// Identifier.
    pub snapshot_id: String,
    /// When it was published last, in seconds since 1970-01-01 UTC; `None`: nobody knows.
    pub published_at: Option<i64>,
    /// Completed orders.
    pub completed_orders: u64,
    /// Rows of all files that were read.
    pub rows_read: u64,
    /// Rows of all files that were refused.
    pub rows_refused: u64,
    /// Revenue in cents.
    pub revenue_cents: i64,
    /// Orders without a customer; `None` where there were none, or nobody counted them.
    pub guests: Option<GuestOrders>,
    /// Rows that were read well and are yet no sales of their own; `None` where they were not counted.
    pub adjustments: Option<RowAdjustments>,
    /// What has changed in the source since the snapshot before.
    pub drift: Vec<DriftLine>,
}

/// What must hold before a snapshot is published; `None` and `false`: it is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckChoice {
    /// Completed orders, in per cent of those of the snapshot in service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders_at_least_percent_of_last: Option<u32>,
    /// The same from above: an export that holds each order twice has too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders_at_most_percent_of_last: Option<u32>,
    /// Customers, in per cent of those of the snapshot in service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers_at_least_percent_of_last: Option<u32>,
    /// The same from above: ids of another kind make new customers of old ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers_at_most_percent_of_last: Option<u32>,
    /// Revenue, in per cent of that of the snapshot in service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue_at_least_percent_of_last: Option<u32>,
    /// The same from above: amounts in another currency, or without their decimal mark, are too large.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue_at_most_percent_of_last: Option<u32>,
    /// Completed orders of the last seven days of the new data, which end with the day of the last order, in per
    /// cent of those of the seven days before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_week_orders_at_least_percent: Option<u32>,
    /// Rows of all files that are refused, in per cent of those that are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_rows_at_most_percent: Option<f64>,
    /// Days from the last order to the day of the refresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_no_older_than_days: Option<u32>,
    /// No status that the snapshot in service does not have.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_new_status_words: bool,
}

/// One of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// [`CheckChoice::orders_at_least_percent_of_last`]
    OrdersAtLeastPercentOfLast,
    /// [`CheckChoice::orders_at_most_percent_of_last`]
    OrdersAtMostPercentOfLast,
    /// [`CheckChoice::customers_at_least_percent_of_last`]
    CustomersAtLeastPercentOfLast,
    /// [`CheckChoice::customers_at_most_percent_of_last`]
    CustomersAtMostPercentOfLast,
    /// [`CheckChoice::revenue_at_least_percent_of_last`]
    RevenueAtLeastPercentOfLast,
    /// [`CheckChoice::revenue_at_most_percent_of_last`]
    RevenueAtMostPercentOfLast,
    /// [`CheckChoice::last_week_orders_at_least_percent`]
    LastWeekOrdersAtLeastPercent,
    /// [`CheckChoice::rejected_rows_at_most_percent`]
    RejectedRowsAtMostPercent,
    /// [`CheckChoice::data_no_older_than_days`]
    DataNoOlderThanDays,
    /// [`CheckChoice::no_new_status_words`]
    NoNewStatusWords,
}

impl CheckKind {
    /// All of them, in the order in which they are made.
    pub const ALL: [Self; 10] = [
        Self::OrdersAtLeastPercentOfLast,
        Self::OrdersAtMostPercentOfLast,
        Self::CustomersAtLeastPercentOfLast,
        Self::CustomersAtMostPercentOfLast,
        Self::RevenueAtLeastPercentOfLast,
        Self::RevenueAtMostPercentOfLast,
        Self::LastWeekOrdersAtLeastPercent,
        Self::RejectedRowsAtMostPercent,
        Self::DataNoOlderThanDays,
        Self::NoNewStatusWords,
    ];

    /// Its key under `[checks]`, and its field in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::OrdersAtLeastPercentOfLast => "orders_at_least_percent_of_last",
            Self::OrdersAtMostPercentOfLast => "orders_at_most_percent_of_last",
            Self::CustomersAtLeastPercentOfLast => "customers_at_least_percent_of_last",
            Self::CustomersAtMostPercentOfLast => "customers_at_most_percent_of_last",
            Self::RevenueAtLeastPercentOfLast => "revenue_at_least_percent_of_last",
            Self::RevenueAtMostPercentOfLast => "revenue_at_most_percent_of_last",
            Self::LastWeekOrdersAtLeastPercent => "last_week_orders_at_least_percent",
            Self::RejectedRowsAtMostPercent => "rejected_rows_at_most_percent",
            Self::DataNoOlderThanDays => "data_no_older_than_days",
            Self::NoNewStatusWords => "no_new_status_words",
        }
    }
}

/// The checks of one refresh.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckRun {
    /// In seconds since 1970-01-01 UTC.
    pub checked_at: i64,
    /// Each check that was asked for.
    pub results: Vec<CheckResult>,
    /// What stands before an amount.
    pub currency_symbol: String,
    /// A person wanted the data to be published whatever the checks say.
    pub was_forced: bool,
}

impl CheckRun {
    /// The refresh was stopped.
    pub fn was_stopped(&self) -> bool {
        !self.was_forced && self.results.iter().any(|result| !result.is_passed)
    }
}

/// How one check came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckResult {
    /// Which one.
    pub kind: CheckKind,
    /// What was found.
    pub found: CheckFigure,
    /// What was expected, in per cent or days; 0 where there is no bound.
    pub bound: f64,
    /// It holds.
    pub is_passed: bool,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckFigure {
    /// So many of so many; cents where it is about revenue.
    Share {
        /// What was found.
        part: i64,
        /// What it is measured against.
        whole: i64,
    },
    /// Days.
    Days(i64),
    /// Words that are new.
    Words(Vec<String>),
    /// There is nothing to measure against, such as at the first refresh.
    NothingToCompare,
}
