use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{CustomerRow, Measure};

/// One item of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    /// The shop's product id.
    pub product_id: String,
    /// Its category.
    pub category: String,
    /// Price without freight.
    pub price_cents: i64,
    /// Freight.
    pub freight_cents: i64,
}

/// One completed order of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerOrder {
    /// The shop's id of the order.
    pub order_id: String,
    /// The day it was placed.
    #[serde(with = "crate::iso_date")]
    pub date: NaiveDate,
    /// Price and freight of all items.
    pub value_cents: i64,
    /// Mean review of the order, 1–5; `None` if it was not reviewed.
    pub review_score: Option<f64>,
    /// Days since the completed order before; `None` for the first.
    pub days_since_previous: Option<i32>,
    /// Its items.
    pub items: Vec<OrderItem>,
}

/// Why a customer has a score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ScoreReason {
    /// Which measure.
    pub measure: Measure,
    /// The score, 1–5.
    pub score: u8,
    /// The value in days, orders, cents.
    pub value: i64,
    /// Least and greatest value among the customers with this score.
    pub band: (i64, i64),
    /// Share of the customers of the scope with a worse value, 0–1.
    pub share_below: f64,
}

/// What a customer bought of one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryBought {
    /// English name, or `unknown`.
    pub category: String,
    /// Items.
    pub units: u64,
    /// Price and freight of them.
    pub revenue_cents: i64,
}

/// Everything about one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerProfile {
    /// Scores, segment, tier, totals.
    pub customer: CustomerRow,
    /// Recency, frequency, monetary.
    pub scores: Vec<ScoreReason>,
    /// Completed orders, newest first.
    pub orders: Vec<CustomerOrder>,
    /// Categories, the favourite first.
    pub categories: Vec<CategoryBought>,
    /// The position of the rule that chose the action, from 1.
    pub rule: u32,
    /// Rules in force.
    pub rules: u32,
    /// The idea of the message to send.
    pub message: String,
    /// Why the rule chose this customer, in words.
    pub reason: String,
    /// Customers of the scope with the same three scores, this one included.
    pub customers_in_cell: u64,
    /// Of them, those nearest in spend, at most eight, this one left out.
    pub neighbours: Vec<CustomerRow>,
}
