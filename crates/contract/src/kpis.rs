use serde::{Deserialize, Serialize};

/// The figures of a group of customers.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Kpis {
    /// Distinct customers with a completed order.
    pub customers: u64,
    /// Completed orders.
    pub orders: u64,
    /// Total of the completed orders.
    pub revenue_cents: i64,
    /// Customers with two or more completed orders.
    pub repeat_customers: u64,
    /// Customers with at least one review.
    pub reviewed_customers: u64,
    /// Revenue per order, in cents; `None` without an order.
    pub average_order_value_cents: Option<f64>,
    /// Repeat customers / customers; `None` without a customer.
    pub repeat_rate: Option<f64>,
    /// Mean of the customers' mean review scores, 1–5; `None` without a review.
    pub review_score: Option<f64>,
    /// Mean days since the last order; `None` without a customer.
    pub mean_recency_days: Option<f64>,
}
