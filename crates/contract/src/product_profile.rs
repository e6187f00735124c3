use serde::{Deserialize, Serialize};

use crate::{BasketItem, BasketRule, GuestSales, Month, RuleLimits};

/// A product in one calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductMonth {
    /// The month.
    pub month: Month,
    /// Items sold.
    pub units: u64,
    /// What was paid for them, with freight.
    pub revenue_cents: i64,
    /// The month is not over at the data's date.
    pub in_progress: bool,
}

/// Another product in orders with the one at hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoughtTogether {
    /// The other product.
    pub item: BasketItem,
    /// Orders with both.
    pub orders: u64,
    /// `orders` / orders with the product at hand.
    pub share: f64,
    /// How many times as often as by chance.
    pub lift: f64,
    /// Of Fisher's exact test, after Benjamini and Hochberg, over all other products with orders.
    pub q_value: f64,
    /// Customers who bought the product at hand and never the other.
    pub targets: u64,
}

/// One product, and what is bought together with it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProductProfile {
    /// The product.
    pub item: BasketItem,
    /// Items sold in completed orders.
    pub units: u64,
    /// What was paid for them, with freight.
    pub revenue_cents: i64,
    /// Completed orders with it.
    pub orders: u64,
    /// What of this was sold without a customer; `None` if nothing was.
    pub guests: Option<GuestSales>,
    /// Customers who bought it.
    pub customers: u64,
    /// Customers who bought it in more than one order.
    pub repeat_customers: u64,
    /// Orders with it that have a review.
    pub reviewed_orders: u64,
    /// Mean of their scores; `None` without any.
    pub review_score: Option<f64>,
    /// Its place among the products of its category by revenue, from 1.
    pub category_rank: u64,
    /// Products of its category that were sold.
    pub category_products: u64,
    /// Its share of the revenue of its category; `None` without revenue.
    pub category_share: Option<f64>,
    /// Every month from the shop's first order to its last.
    pub months: Vec<ProductMonth>,
    /// Orders of customers with it that hold another product, too.
    pub orders_with_others: u64,
    /// Products that are in one of these orders.
    pub together_products: u64,
    /// The most frequent of them.
    pub together: Vec<BoughtTogether>,
    /// The strongest rules with it on either side.
    pub rules: Vec<BasketRule>,
    /// What these rules had to reach.
    pub rule_limits: RuleLimits,
}
