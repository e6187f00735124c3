use serde::{Deserialize, Serialize};

use crate::{Kpis, Month, Segment, SegmentRow, Tier};

/// One calendar month of completed orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthPoint {
    /// Which month.
    pub month: Month,
    /// Total of the orders.
    pub revenue_cents: i64,
    /// Completed orders.
    pub orders: u64,
    /// Distinct customers who ordered.
    pub customers: u64,
    /// Of them, customers whose first order it was.
    pub new_customers: u64,
    /// The month is not over at the data's date.
    pub in_progress: bool,
}

/// One product among the best sellers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    /// The shop's product id.
    pub product_id: String,
    /// Its category.
    pub category: String,
    /// Items sold.
    pub units: u64,
    /// Revenue of the items.
    pub revenue_cents: i64,
}

/// One category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryRow {
    /// English name, or `unknown`.
    pub category: String,
    /// Items sold.
    pub units: u64,
    /// Revenue of the items.
    pub revenue_cents: i64,
    /// Share of all revenue, 0–1; `None` without revenue.
    pub revenue_share: Option<f64>,
}

/// One state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateRow {
    /// The shop's code of the state.
    pub state: String,
    /// Customers whose latest order went there.
    pub customers: u64,
    /// What they have spent.
    pub revenue_cents: i64,
    /// Share of all customers, 0–1; `None` without customers.
    pub customer_share: Option<f64>,
}

/// One thing worth knowing, with its figures; the page makes the sentence and the link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// Most customers bought once.
    OneTimeBuyers {
        /// Customers with exactly one completed order.
        customers: u64,
        /// Share of all customers, 0–1.
        share: f64,
    },
    /// The last whole month against the one before.
    MonthChange {
        /// The last whole month.
        month: Month,
        /// Its revenue.
        revenue_cents: i64,
        /// Revenue of the month before.
        previous_cents: i64,
    },
    /// The segment with the most revenue.
    RevenueConcentration {
        /// Which segment.
        segment: Segment,
        /// Its share of customers, 0–1.
        customer_share: f64,
        /// Its share of revenue, 0–1.
        revenue_share: f64,
    },
    /// Money held by customers who spent much and have gone quiet.
    QuietBigSpenders {
        /// Customers in the segments At Risk and Cannot Lose.
        customers: u64,
        /// Their total spend.
        revenue_cents: i64,
    },
    /// Best customers who are unhappy.
    UnhappyBestCustomers {
        /// The tier meant.
        tier: Tier,
        /// Customers of it with a mean review of 2 or less.
        customers: u64,
        /// Their total spend.
        revenue_cents: i64,
    },
}

/// The executive's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// All customers of the scope.
    pub totals: Kpis,
    /// Every month from the first order to the last, none left out.
    pub months: Vec<MonthPoint>,
    /// All eleven segments, best first.
    pub segments: Vec<SegmentRow>,
    /// Best-selling products by revenue, at most ten.
    pub products: Vec<ProductRow>,
    /// Categories by revenue, at most ten.
    pub categories: Vec<CategoryRow>,
    /// States by customers, at most ten.
    pub states: Vec<StateRow>,
    /// At most three: money at risk, the last month, loyalty, concentration, unhappy customers, as far as found.
    pub findings: Vec<Finding>,
}
