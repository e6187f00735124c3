use serde::{Deserialize, Serialize};

use crate::{CustomerFilter, DayRange, Grain, PeriodQuestion};

/// What is followed over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrendMeasure {
    /// Total of the completed orders.
    #[default]
    Revenue,
    /// Completed orders.
    Orders,
    /// Distinct customers who ordered.
    Customers,
    /// Customers whose first order it was.
    NewCustomers,
    /// Revenue per order.
    AverageOrderValue,
    /// Items sold.
    Units,
    /// Share of the customers who had ordered before, or ordered twice.
    RepeatShare,
    /// Mean over the orders of their mean review score.
    ReviewScore,
}

impl TrendMeasure {
    /// All measures, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Revenue,
        Self::Orders,
        Self::Customers,
        Self::NewCustomers,
        Self::AverageOrderValue,
        Self::Units,
        Self::RepeatShare,
        Self::ReviewScore,
    ];

    /// The word for addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Orders => "orders",
            Self::Customers => "customers",
            Self::NewCustomers => "new-customers",
            Self::AverageOrderValue => "order-value",
            Self::Units => "units",
            Self::RepeatShare => "repeat-share",
            Self::ReviewScore => "review-score",
        }
    }

    /// Reads a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.slug() == slug)
    }
}

/// Which customers' orders are followed, over which days, in which steps.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrendQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
    /// Which days, compared with which.
    pub period: PeriodQuestion,
    /// How long a point is; `None`: chosen by the engine.
    pub grain: Option<Grain>,
    /// Of which measure the trailing means are.
    pub measure: TrendMeasure,
}

impl TrendQuestion {
    /// Where there would be more points than this, the next longer grain is taken. Of months, which have none,
    /// there can be more: each month that was asked for, up to the data's date.
    pub const POINTS_MAX: i32 = 400;
    /// How many days the two trailing means look back over, the day itself included.
    pub const TRAILING_DAYS: [i32; 2] = [7, 28];
}

/// The orders of some days, of the customers that pass the filter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TrendFigures {
    /// Which days. At the edges of the period a week or a month is cut off.
    pub days: DayRange,
    /// Total of the orders.
    pub revenue_cents: i64,
    /// Completed orders.
    pub orders: u64,
    /// Items in them.
    pub units: u64,
    /// Distinct customers who ordered.
    pub customers: u64,
    /// Of them, customers whose first order ever lies in these days.
    pub new_customers: u64,
    /// Of them, customers with two or more completed orders up to the end of these days.
    pub repeat_customers: u64,
    /// Orders with a review.
    pub reviewed_orders: u64,
    /// Sum over the reviewed orders of their mean review score.
    pub review_sum: f64,
    /// The days reach beyond the last day of the data: left out of changes.
    pub in_progress: bool,
    /// Only a part of the week or month lies in the period.
    pub is_cut_off: bool,
}

impl TrendFigures {
    /// A measure as numerator and denominator: amounts and counts are per stretch of days.
    pub fn parts(&self, measure: TrendMeasure) -> (f64, f64) {
        match measure {
            TrendMeasure::Revenue => (self.revenue_cents as f64, 1.0),
            TrendMeasure::Orders => (self.orders as f64, 1.0),
            TrendMeasure::Customers => (self.customers as f64, 1.0),
            TrendMeasure::NewCustomers => (self.new_customers as f64, 1.0),
            TrendMeasure::Units => (self.units as f64, 1.0),
            TrendMeasure::AverageOrderValue => (self.revenue_cents as f64, self.orders as f64),
            TrendMeasure::RepeatShare => (self.repeat_customers as f64, self.customers as f64),
            TrendMeasure::ReviewScore => (self.review_sum, self.reviewed_orders as f64),
        }
    }

    /// The value of a measure: cents, a count, a share from 0 to 1, or a score from 1 to 5; `None` where a ratio
    /// is not defined.
    pub fn value(&self, measure: TrendMeasure) -> Option<f64> {
        let (numerator, denominator) = self.parts(measure);
        (denominator > 0.0).then(|| numerator / denominator)
    }

    /// Only whole stretches can be compared with one another.
    pub fn is_whole(&self) -> bool {
        !self.in_progress && !self.is_cut_off
    }
}

/// The measures over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trends {
    /// Customers that pass the filter.
    pub customers: u64,
    /// All days of the period.
    pub period: TrendFigures,
    /// All days that the period is compared with; `None` if nothing is compared.
    pub compared: Option<TrendFigures>,
    /// Days that were asked to be compared with, but begin before the first order.
    pub not_comparable: Option<DayRange>,
    /// How long a point is.
    pub grain: Grain,
    /// By time; none for days after the last day of the data.
    pub points: Vec<TrendFigures>,
    /// As many days as each point has, laid under it; may be fewer or more.
    pub compared_points: Vec<TrendFigures>,
    /// The trailing means of the measure asked for, one entry per point, for each of
    /// [`TRAILING_DAYS`](TrendQuestion::TRAILING_DAYS); empty unless a point is a day. `None` where the days
    /// looked back over begin before the first order or end after the last day of the data, and where a ratio
    /// is not defined.
    pub trailing_means: [Vec<Option<f64>>; 2],
}

/// One week or month of completed orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrendReport {
    /// Total of the orders.
    pub revenue_cents: i64,
    /// Completed orders.
    pub orders: u64,
    /// Items in them.
    pub units: u64,
    /// Distinct customers who ordered.
    pub customers: u64,
    /// Of them, customers whose first order it was.
    pub new_customers: u64,
    /// Of them, customers with two or more completed orders up to the end of these days.
    pub repeat_customers: u64,
    /// Revenue per order; `None` without an order.
    pub average_order_value_cents: Option<f64>,
    /// Repeat customers / customers; `None` without a customer.
    pub repeat_share: Option<f64>,
    /// Mean over the orders of their mean review score; `None` without a review.
    pub review_score: Option<f64>,
    /// The week or month is not over at the data's date.
    pub in_progress: bool,
}
