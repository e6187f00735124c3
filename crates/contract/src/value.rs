use serde::{Deserialize, Serialize};

use crate::CustomerFilter;

/// Which customers' lifetime value, by which model, for how long.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
}

/// What customers were worth, and what they are expected to be worth.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LifetimeValue {
    /// Customers that pass the filter.
    pub customers: u64,
}

/// How likely it was, day by day, that one customer would buy again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AliveHistory {
    /// Completed orders of the customer.
    pub orders: u64,
}
