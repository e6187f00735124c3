//! What helps to choose the number of clusters.

use clientele_contract::{AnalyticsError, ClusterChoice, CustomerFilter, Scope};

use super::Engine;
use crate::score::{Measures, clusters::try_clusters};

impl Engine {
    /// Over the customers of the scope, so that nothing is said about others.
    pub(crate) fn try_numbers_of_clusters(&self, scope: &Scope) -> Result<ClusterChoice, AnalyticsError> {
        let rows: Vec<usize> = self.selector(scope, &CustomerFilter::default()).rows().collect();
        let customers = &self.customers;
        let recency_days: Vec<i32> = rows.iter().map(|&row| customers.recency_days[row]).collect();
        let orders: Vec<u32> = rows.iter().map(|&row| customers.orders[row]).collect();
        let spent_cents: Vec<i64> = rows.iter().map(|&row| customers.spent_cents[row]).collect();
        let measures = Measures { recency_days: &recency_days, orders: &orders, spent_cents: &spent_cents };
        try_clusters(measures).map_err(|fault| AnalyticsError::Internal(fault.to_string()))
    }
}
