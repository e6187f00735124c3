use serde::{Deserialize, Serialize};

use crate::{DayRange, Grain, Kpis, Month, PeriodFigures, Segment, SegmentRow, Tier, TrendPoint};

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
    /// Distinct customers who bought it.
    pub customers: u64,
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
    /// Distinct customers who bought of it.
    pub customers: u64,
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
    /// Customers of the period whose latest order went there.
    pub customers: u64,
    /// Total of their orders in the period.
    pub revenue_cents: i64,
    /// Share of the customers of the period, 0–1; `None` without customers.
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
    /// Revenue of the period against the compared days, with the number of orders, which says whether customers
    /// ordered more often or spent more each time.
    PeriodChange {
        /// The period.
        days: DayRange,
        /// Its revenue.
        revenue_cents: i64,
        /// Its completed orders.
        orders: u64,
        /// The days it is compared with.
        compared_days: DayRange,
        /// Their revenue.
        compared_cents: i64,
        /// Their completed orders.
        compared_orders: u64,
    },
    /// The category whose revenue changed most between the compared days and the period.
    CategoryMoved {
        /// Which category.
        category: String,
        /// Its revenue in the period.
        revenue_cents: i64,
        /// Its revenue in the compared days.
        compared_cents: i64,
        /// The period.
        days: DayRange,
    },
    /// The state whose revenue changed most between the compared days and the period.
    StateMoved {
        /// Which state.
        state: String,
        /// Its revenue in the period.
        revenue_cents: i64,
        /// Its revenue in the compared days.
        compared_cents: i64,
        /// The period.
        days: DayRange,
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
    /// All customers of the scope, all time.
    pub totals: Kpis,
    /// The days asked about.
    pub period: PeriodFigures,
    /// The period reaches beyond the data's date: no change is said.
    pub period_in_progress: bool,
    /// The days it is compared with; `None` if nothing was asked, or if data do not reach back over all of them.
    pub compared: Option<PeriodFigures>,
    /// The days that would have been compared but reach back before the first order.
    pub not_comparable: Option<DayRange>,
    /// How long a point of the trend is.
    pub grain: Grain,
    /// The period as a trend, none left out.
    pub trend: Vec<TrendPoint>,
    /// The compared days as a trend, to be laid under it point by point; those beyond its length are one more point.
    /// Empty without comparison.
    pub compared_trend: Vec<TrendPoint>,
    /// Every month from the first order to the last, none left out.
    pub months: Vec<MonthPoint>,
    /// All eleven segments of all customers of the scope, best first.
    pub segments: Vec<SegmentRow>,
    /// Best-selling products of the period by revenue, at most ten.
    pub products: Vec<ProductRow>,
    /// Categories of the period by revenue, at most ten.
    pub categories: Vec<CategoryRow>,
    /// States of the period by customers, at most ten.
    pub states: Vec<StateRow>,
    /// What changed and what to know: at most five.
    pub findings: Vec<Finding>,
}
