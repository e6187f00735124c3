use serde::{Deserialize, Serialize};

/// Which rules are looked for in baskets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BasketQuestion {
    /// Baskets of categories instead of products.
    pub by_category: bool,
}

/// What is bought together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BasketRules {
    /// Completed orders.
    pub baskets: u64,
}

/// One product, and what is bought together with it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProductProfile {
    /// The shop's product id.
    pub product_id: String,
}
