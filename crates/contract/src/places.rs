use serde::{Deserialize, Serialize};

use crate::CustomerFilter;

/// Whose orders the page of places is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
}

/// Where customers are, and how they are served there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Places {
    /// Customers that pass the filter.
    pub customers: u64,
}
