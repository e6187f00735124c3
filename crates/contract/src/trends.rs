use serde::{Deserialize, Serialize};

use crate::CustomerFilter;

/// Which measure over time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrendQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
}

/// A measure over time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Trends {
    /// Customers that pass the filter.
    pub customers: u64,
}
