use serde::{Deserialize, Serialize};

use crate::CustomerFilter;

/// Whose purchases the page of products is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
}

/// What sells, and to whom.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Products {
    /// Customers that pass the filter.
    pub customers: u64,
}
