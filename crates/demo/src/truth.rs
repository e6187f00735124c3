//! What is planted in a demo shop: the parameters that a model should find again.

use serde::{Deserialize, Serialize};

/// Everything planted, as it is written into `demo_shop.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlantedTruth {
    /// How often people come back.
    pub purchase_process: PurchaseProcess,
    /// Products that are bought together.
    pub product_pairs: Vec<PlantedPair>,
    /// Categories that a state prefers.
    pub state_leanings: Vec<StateLeaning>,
    /// Categories that people prefer when they come back, and so the segments of frequent buyers.
    pub repeat_leanings: Vec<RepeatLeaning>,
}

/// The BG/NBD process (Fader, Hardie and Lee 2005) behind completed orders.
///
/// A person whose first order completes buys again after exponential waiting times of rate λ ~ Gamma(r, alpha)
/// and drops out after each *repeat* order with probability p ~ Beta(a, b). Void and open orders are outside
/// the process: their buyers have that one order only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurchaseProcess {
    /// Always `BG/NBD`.
    pub model: String,
    /// The unit of time of `alpha`: always `week`.
    pub time_unit: String,
    /// Shape of the purchase rate.
    pub r: f64,
    /// Rate parameter of the purchase rate, in weeks.
    pub alpha: f64,
    /// First parameter of the dropout probability.
    pub a: f64,
    /// Second parameter of the dropout probability.
    pub b: f64,
    /// The last day on which purchases are seen (`YYYY-MM-DD`, included).
    pub observed_until: String,
}

/// Two products bought together far more often than by chance, and never drawn otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlantedPair {
    /// What the two are, in English.
    pub name: String,
    /// `product_id` of one of them.
    pub first_product_id: String,
    /// Its category, in English.
    pub first_category: String,
    /// `product_id` of the other.
    pub second_product_id: String,
    /// Its category, in English.
    pub second_category: String,
    /// Share of the orders with items that begin with one of the two, each half of the time.
    pub order_share: f64,
    /// Probability that such an order holds the other one too.
    pub companion_probability: f64,
    /// Lift of the pair over all orders with items that follows from the two figures above.
    pub expected_lift: f64,
}

/// A category that is drawn more often in one state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateLeaning {
    /// Two letters.
    pub state: String,
    /// English name of the category.
    pub category: String,
    /// Its weight among the categories, in percent of the weight elsewhere.
    pub weight_percent: u32,
}

/// A category that is drawn more often in repeat orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepeatLeaning {
    /// English name of the category.
    pub category: String,
    /// Its weight among the categories, in percent of the weight in first orders.
    pub weight_percent: u32,
}

/// The lift of a pair of which one starts `order_share` of the orders, each half of the time, and the other
/// joins with `companion_probability`.
pub(crate) fn expected_lift(order_share: f64, companion_probability: f64) -> f64 {
    let both = order_share * companion_probability;
    let either_alone_or_both = order_share * (1.0 + companion_probability) / 2.0;
    both / (either_alone_or_both * either_alone_or_both)
}
