use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{FrequencyRule, Segment};

/// How scores become segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SegmentMap {
    /// The 125 codes of the default map.
    #[default]
    Standard,
    /// The grid of recency and frequency.
    Grid,
    /// The shop's own file, which names each of the 125 codes once.
    Own,
}

impl SegmentMap {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Grid, Self::Own];

    /// The word for addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Grid => "grid",
            Self::Own => "own",
        }
    }

    /// Reads a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|map| map.slug() == slug)
    }
}

/// Fixed thresholds: each list rises and holds the least values of the upper bands.
///
/// With `orders = [2, 3, 4, 5]`, one order scores 1, two score 2, five or more score 5. Recency is turned round:
/// with `recency_days = [30, 90, 180, 365]`, fewer than 30 days score 5, 365 or more score 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Thresholds {
    /// Days since the last order.
    pub recency_days: [i32; 4],
    /// Completed orders.
    pub orders: [u32; 4],
    /// Total spend.
    pub spent_cents: [i64; 4],
}

/// How values become scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CutPoints {
    /// Mid-rank quintiles, frequency by order bands where most customers share one value.
    #[default]
    Quintiles,
    /// Fixed thresholds.
    Fixed(Thresholds),
}

/// How customers are scored and put into segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Scoring {
    /// Values to scores.
    pub cut_points: CutPoints,
    /// Scores to segments.
    pub map: SegmentMap,
}

/// The file with the shop's own map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnMap {
    /// There is none.
    Absent,
    /// It can be used.
    Ready,
    /// It has a mistake; the text says where and what to do.
    Faulty(String),
}

/// How customers are scored now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoringState {
    /// In force.
    pub scoring: Scoring,
    /// How frequency is scored with quintiles.
    pub frequency_rule: FrequencyRule,
    /// The thresholds that come nearest to what is in force: what a person starts to edit from.
    pub thresholds: Thresholds,
    /// The shop's own map.
    pub own_map: OwnMap,
    /// Segment of each code, 111, 112 … 555, in the map in force.
    pub segments: BTreeMap<u16, Segment>,
}

/// Customers who would change segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentMove {
    /// From this segment,
    pub from: Segment,
    /// to that one.
    pub to: Segment,
    /// How many, never 0.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
}

/// One segment before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentChange {
    /// Which.
    pub segment: Segment,
    /// Customers now.
    pub customers_before: u64,
    /// Customers then.
    pub customers_after: u64,
    /// Their spend now.
    pub revenue_before_cents: i64,
    /// Their spend then.
    pub revenue_after_cents: i64,
}

/// What another scoring would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoringPreview {
    /// The scoring that was asked about.
    pub proposed: Scoring,
    /// Customers of the scope.
    pub customers: u64,
    /// Of them, those who would change segment; the moves add up to it.
    pub moved_customers: u64,
    /// All eleven segments; both columns add up to the customers.
    pub segments: Vec<SegmentChange>,
    /// Most customers first.
    pub moves: Vec<SegmentMove>,
}

/// How far the segments depend on the rule for ties.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentStability {
    /// Customers of the scope.
    pub customers: u64,
    /// Customers who would be in another segment if equal values were scored by their order in the table (the
    /// usual "rank first" recipe).
    pub moved_customers: u64,
    /// `moved_customers` / `customers`; `None` without customers.
    pub moved_share: Option<f64>,
    /// Most customers first, at most ten.
    pub moves: Vec<SegmentMove>,
}

/// The mean spend of one segment, beside that of the Champions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SegmentSpend {
    /// Which segment.
    pub segment: Segment,
    /// Its customers.
    pub customers: u64,
    /// Mean spend in cents; `None` if empty.
    pub mean_spent_cents: Option<f64>,
    /// The Champions' mean is higher; `None` if it cannot be said, and for the Champions themselves.
    pub champions_spend_more: Option<bool>,
}

/// Whether the Champions spend most, as their name promises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChampionsCheck {
    /// All eleven segments, best first.
    pub segments: Vec<SegmentSpend>,
    /// True if no other segment has a higher mean; `None` if there are no Champions.
    pub holds: Option<bool>,
}

/// How far the segments can be trusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentChecks {
    /// The other tie rule.
    pub stability: SegmentStability,
    /// The Champions' spend.
    pub champions: ChampionsCheck,
}

/// One cluster of a k-means run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClusterProfile {
    /// Customers in it.
    pub customers: u64,
    /// Mean days since the last order.
    pub mean_recency_days: f64,
    /// Mean completed orders.
    pub mean_orders: f64,
    /// Mean spend, in cents.
    pub mean_spent_cents: f64,
}

/// k-means with one number of clusters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterTrial {
    /// Number of clusters.
    pub k: u8,
    /// Sum of squared distances to the centroids per customer, in standardised features.
    pub mean_inertia: f64,
    /// Mean silhouette of a seeded sample, −1 to 1; `None` if undefined.
    pub silhouette: Option<f64>,
    /// The clusters, by mean spend from high to low.
    pub clusters: Vec<ClusterProfile>,
}

/// What helps to choose the number of clusters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterChoice {
    /// k = 2 to 10; fewer where there are fewer distinct customers; empty if none can be formed.
    pub trials: Vec<ClusterTrial>,
    /// The k at the bend of the inertia (greatest distance to the line from the first to the last point).
    pub elbow_k: Option<u8>,
    /// The k with the highest silhouette.
    pub best_silhouette_k: Option<u8>,
    /// Customers that were clustered: all, or a sample.
    pub clustered_customers: u64,
    /// Customers of the sample for the silhouette.
    pub silhouette_customers: u64,
}
