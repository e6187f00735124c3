//! What a refresh is judged by before it is published.

use chrono::{Days, NaiveDate};

use crate::{RefusedRows, Shop, model::epoch_days};

/// The days of a week.
const WEEK: u64 = 7;

/// The totals of a shop that has not been published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopFigures {
    /// Customers with a completed order.
    pub customers: u64,
    /// Completed orders.
    pub completed_orders: u64,
    /// Revenue in cents.
    pub revenue_cents: i64,
    /// Date of the last completed order.
    pub last_order: NaiveDate,
    /// Completed orders of the seven days that end with the last order's.
    pub last_week_orders: u64,
    /// Completed orders of the seven days before those.
    pub week_before_orders: u64,
    /// Rows of all files that were read.
    pub rows_read: u64,
    /// Rows of all files that were refused.
    pub rows_refused: u64,
    /// The shop's words for what became of an order.
    pub statuses: Vec<String>,
    /// What stands before an amount.
    pub currency_symbol: String,
}

impl Shop {
    /// The totals that checks before publishing need.
    pub fn figures(&self) -> ShopFigures {
        let quality = &self.facts.quality;
        let last_order = self.facts.last_order;
        let week_start = |weeks: u64| {
            epoch_days(last_order.checked_sub_days(Days::new(WEEK * weeks)).unwrap_or(NaiveDate::MIN))
        };
        let (last_week, week_before) = (week_start(1), week_start(2));
        let ordered_in = |from: i32, to: i32| {
            self.completed.dates.iter().filter(|&&date| date > from && date <= to).count() as u64
        };
        ShopFigures {
            customers: self.people.len() as u64,
            completed_orders: quality.completed_orders,
            revenue_cents: quality.revenue_cents_from_customers,
            last_order,
            last_week_orders: ordered_in(last_week, epoch_days(last_order)),
            week_before_orders: ordered_in(week_before, last_week),
            rows_read: quality.files.iter().map(|file| file.rows_read).sum(),
            rows_refused: quality
                .files
                .iter()
                .map(|file| file.rows_read.saturating_sub(file.rows_kept))
                .sum(),
            statuses: quality.orders_by_status.iter().map(|status| status.status.clone()).collect(),
            currency_symbol: self.facts.currency_symbol.clone(),
        }
    }

    /// The rows that could not be used, for a refresh that does not publish the others.
    pub fn refused_rows(&self) -> RefusedRows {
        let rows_read = self.facts.quality.files.iter().map(|file| file.rows_read).sum();
        let rejects = self.rejects.iter().map(|(file, rejects)| (file.as_str(), rejects.as_slice()));
        RefusedRows::of(rows_read, rejects, None)
    }
}
