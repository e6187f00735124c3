use serde::{Deserialize, Serialize};

use crate::{Kpis, Matrix, Persona, Segment, Strategy, Tier};

/// One segment among the customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentRow {
    /// Which segment.
    pub segment: Segment,
    /// Its customers, before the choice of segments and scores.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
    /// Share of the customers counted here, 0–1; `None` if there are none.
    pub customer_share: Option<f64>,
    /// Share of their revenue, 0–1; `None` if there is none.
    pub revenue_share: Option<f64>,
    /// Its customers that pass the whole filter.
    pub selected_customers: u64,
}

/// One k-means tier among the customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierRow {
    /// Which tier.
    pub tier: Tier,
    /// Its persona; `None` if the tier is empty.
    pub persona: Option<Persona>,
    /// Its customers, before the choice of tiers.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
    /// Mean days since the last order; `None` if empty.
    pub mean_recency_days: Option<f64>,
    /// Mean number of orders; `None` if empty.
    pub mean_orders: Option<f64>,
    /// Mean spend in cents; `None` if empty.
    pub mean_spent_cents: Option<f64>,
    /// Its customers that pass the whole filter.
    pub selected_customers: u64,
}

/// One value that can be filtered by, with the customers of the whole scope that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCount {
    /// The value: a state, a category, an action's id.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Customers with it, in the whole scope.
    pub customers: u64,
}

/// What the filter bar offers, from the whole scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterOptions {
    /// States, most customers first.
    pub states: Vec<FacetCount>,
    /// Favourite categories, most customers first.
    pub categories: Vec<FacetCount>,
    /// Next best actions, in rule order.
    pub actions: Vec<FacetCount>,
    /// Least and greatest days since the last order.
    pub recency_days: (i32, i32),
    /// Least and greatest number of orders.
    pub orders: (u32, u32),
    /// Least and greatest spend.
    pub spent_cents: (i64, i64),
}

/// Platinum customers with a mean review of 2 or less, within the filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HighValueAtRisk {
    /// How many.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
    /// The ten who spent the most.
    pub top: Vec<crate::CustomerRow>,
}

/// Everything the segment page shows for one filter, apart from the customer table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentWorkspace {
    /// The customers that pass the filter.
    pub selection: Kpis,
    /// All customers of the scope, to compare with.
    pub everyone: Kpis,
    /// The matrix of two scores.
    pub matrix: Matrix,
    /// All eleven segments, best first, empty ones too.
    pub segments: Vec<SegmentRow>,
    /// All four tiers, best first; empty if tiers could not be formed.
    pub tiers: Vec<TierRow>,
    /// What to do for the selection.
    pub strategy: Strategy,
    /// Whom to call first.
    pub high_value_at_risk: HighValueAtRisk,
    /// What can be chosen.
    pub options: FilterOptions,
}
