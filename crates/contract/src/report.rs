use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    CohortCut, CohortMean, CohortRow, FrequencyRule, PlacesReport, ProductsReport, QualityReport,
    SegmentMovementReport, TrendReport, TrustCheck,
};

/// One segment of the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SegmentReport {
    /// Customers.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
    /// Their completed orders.
    pub orders: u64,
    /// Sum of their days since the last order.
    pub recency: i64,
}

/// One customer, to compare with other programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleCustomer {
    /// Days since the last completed order.
    pub recency_days: i32,
    /// Completed orders.
    pub frequency: u32,
    /// Total spent.
    pub monetary_cents: i64,
    /// RFM code.
    pub code: String,
    /// Segment name.
    pub segment: String,
}

/// The k-means tiers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KMeansReport {
    /// Sum of squared distances to the centroids, in standardised features.
    pub inertia_sum: f64,
    /// Customers per tier, by mean spend descending.
    pub sizes_by_monetary_desc: Vec<u64>,
    /// Per tier: customers, mean recency in days, mean orders, mean spend in currency units.
    pub profiles: Vec<[f64; 4]>,
    /// Mean silhouette of a seeded sample of at most 5,000 customers; `None` if undefined.
    pub silhouette_sample5000: Option<f64>,
}

/// Whether customers come back, by months.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CohortReport {
    /// Customers with exactly one completed order.
    pub one_time_customers: u64,
    /// Their share of all customers; `None` without a customer.
    pub one_time_share: Option<f64>,
    /// Customers of the cohorts whose first month after the month of the first order is over.
    pub month_1_size: u64,
    /// Of them, those who ordered in that month.
    pub month_1_customers: u64,
    /// `month_1_customers` / `month_1_size`, which is the mean of the cohorts weighted by their size.
    pub month_1_rate: Option<f64>,
    /// Every month with new customers, oldest first, and what became of them month by month.
    pub matrix: Vec<CohortRow>,
    /// One per month after the first order, weighted by size: return rate, value so far, and the margin so far
    /// that pays back what a customer has cost.
    pub means: Vec<CohortMean>,
    /// What lies beyond the last month of the matrix.
    pub cut: Option<CohortCut>,
}

/// One rule of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleReport {
    /// Product ids or categories.
    pub left: Vec<String>,
    /// A product id or category.
    pub right: String,
    /// Orders with all of them.
    pub orders: u64,
    /// Share of the orders with the left side that have the right side, too.
    pub confidence: f64,
    /// How many times as often as by chance.
    pub lift: f64,
    /// Of Fisher's exact test, after Benjamini and Hochberg.
    pub q_value: f64,
}

/// What is bought together, with the thresholds that the engine chooses.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BasketReport {
    /// Completed orders that were looked at.
    pub baskets: u64,
    /// Those with at least two different items.
    pub baskets_of_several: u64,
    /// Orders left out for their size.
    pub large_baskets: u64,
    /// Least number of orders with all items of a rule.
    pub least_orders: u64,
    /// Frequent itemsets, single items included.
    pub itemsets: u64,
    /// Rules that reach the thresholds and are not redundant.
    pub rules: u64,
    /// Redundant rules.
    pub redundant: u64,
    /// The ten rules of the highest lift.
    pub top: Vec<RuleReport>,
}

/// Lifetime value for scripts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the keys are defined in docs/ARCHITECTURE.md")]
pub struct LifetimeValueReport {
    pub horizon_days: u32,
    pub discount_basis_points_per_year: u32,
    pub gini: Option<f64>,
    pub revenue_share_of_best_20_percent: Option<f64>,
    /// The share of revenue of the best 0, 5, 10 … 100 % of the customers.
    pub lorenz_curve: Vec<f64>,
    /// By the model's word: `bg-nbd`, `mbg-nbd`.
    pub models: BTreeMap<String, PurchaseModelReport>,
}

/// One model for scripts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the keys are defined in docs/ARCHITECTURE.md")]
pub struct PurchaseModelReport {
    pub customers: u64,
    pub repeat_buyers: u64,
    pub parameters: BTreeMap<String, f64>,
    pub standard_errors: BTreeMap<String, Option<f64>>,
    pub log_likelihood: f64,
    pub converged: bool,
    pub spend_parameters: BTreeMap<String, f64>,
    pub spend_standard_errors: BTreeMap<String, Option<f64>>,
    pub spend_log_likelihood: Option<f64>,
    pub frequency_value_correlation: Option<f64>,
    pub holdout_error: Option<f64>,
    pub checks: Vec<TrustCheck>,
    pub expected_purchases: Option<f64>,
    pub expected_value_cents: Option<i64>,
}

/// All headline figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the keys are those of the reference files; docs/ARCHITECTURE.md defines them"
)]
pub struct Report {
    pub orders_by_status: BTreeMap<String, u64>,
    pub as_of: NaiveDate,
    pub completed_orders: u64,
    pub excluded_orders: u64,
    pub order_items: u64,
    pub revenue_cents_price_plus_freight: i64,
    pub revenue_cents_price_only: i64,
    pub customers: u64,
    pub repeat_customers: u64,
    pub sum_recency_days: i64,
    pub sum_frequency: u64,
    pub sum_monetary_cents: i64,
    pub average_order_value_cents: Option<f64>,
    pub frequency_rule: FrequencyRule,
    pub segments: BTreeMap<String, SegmentReport>,
    pub r_score_counts: BTreeMap<String, u64>,
    pub f_score_counts: BTreeMap<String, u64>,
    pub m_score_counts: BTreeMap<String, u64>,
    /// The customers with the lowest and the highest id, and eleven evenly spaced between them.
    pub sample_customers: BTreeMap<String, SampleCustomer>,
    pub customers_with_review: u64,
    pub customers_mean_review_at_most_2: u64,
    pub customers_by_state_top5: BTreeMap<String, u64>,
    pub revenue_cents_by_category_top5: BTreeMap<String, i64>,
    pub revenue_cents_by_month: BTreeMap<String, i64>,
    pub cohort_sizes: BTreeMap<String, u64>,
    pub cohort_returns_total_k_ge_1: u64,
    pub cohorts: CohortReport,
    /// By `products` and `categories`.
    pub basket_rules: BTreeMap<String, BasketReport>,
    pub kmeans_k4: Option<KMeansReport>,
    pub products: ProductsReport,
    pub places: PlacesReport,
    pub quality: Option<QualityReport>,
    pub segment_movement: SegmentMovementReport,
    /// By month.
    pub trends: BTreeMap<String, TrendReport>,
    /// By the Monday of the week.
    pub trends_by_week: BTreeMap<String, TrendReport>,
    pub lifetime_value: LifetimeValueReport,
}
