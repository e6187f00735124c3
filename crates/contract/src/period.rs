use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which days the overview is about. All ends are inclusive; "today" is the day before the data's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// From the first order to the last.
    All,
    /// The last 30 days.
    Last30Days,
    /// The last 90 days: most shops have them twice, so that something can be compared.
    #[default]
    Last90Days,
    /// The last 365 days.
    Last12Months,
    /// The calendar month of today, which may not be over.
    ThisMonth,
    /// The last calendar month that is over.
    LastMonth,
    /// The calendar year of today, which may not be over.
    ThisYear,
    /// These days.
    Between(DayRange),
}

/// What a period is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompareWith {
    /// As many days just before; for a calendar month or year the one before.
    #[default]
    Previous,
    /// The same days a year earlier.
    LastYear,
    /// These days.
    Between(DayRange),
    /// Nothing.
    Nothing,
}

/// Days from `first` to `last`, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day.
    #[serde(with = "crate::iso_date")]
    pub first: NaiveDate,
    /// The last day.
    #[serde(with = "crate::iso_date")]
    pub last: NaiveDate,
}

/// The question of the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PeriodQuestion {
    /// Which days.
    pub period: Period,
    /// Compared with what.
    pub compare: CompareWith,
    /// Move the compared days so that they fall on the same weekdays (by whole weeks, 364 days for a year).
    pub match_weekdays: bool,
}

/// The figures of the completed orders of some days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PeriodFigures {
    /// Which days.
    pub days: DayRange,
    /// Total of the orders.
    pub revenue_cents: i64,
    /// Completed orders.
    pub orders: u64,
    /// Distinct customers who ordered.
    pub customers: u64,
    /// Of them, customers whose first order ever lies in the period.
    pub new_customers: u64,
    /// Of them, customers with two or more completed orders up to the end of the period. No filter says the
    /// same if the data reach beyond the period: filters count orders up to the data's date.
    pub repeat_customers: u64,
    /// Revenue per order, in cents; `None` without an order.
    pub average_order_value_cents: Option<f64>,
    /// Repeat customers / customers; `None` without a customer.
    pub repeat_rate: Option<f64>,
    /// Mean over the customers of the period of their mean review score, 1–5; `None` without a review.
    pub review_score: Option<f64>,
}

/// How long one point of a trend is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// One day.
    Day,
    /// Seven days from Monday.
    Week,
    /// One calendar month.
    Month,
}

/// One stretch of days in a trend. At the edges of a period a week or a month is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendPoint {
    /// Which days.
    pub days: DayRange,
    /// Total of the orders.
    pub revenue_cents: i64,
    /// Completed orders.
    pub orders: u64,
    /// Distinct customers who ordered.
    pub customers: u64,
    /// The week or month is not over at the data's date: drawn dashed, left out of changes.
    pub in_progress: bool,
}
