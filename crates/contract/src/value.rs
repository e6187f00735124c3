use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{CustomerFilter, Segment};

/// The shortest horizon that can be asked for.
pub const HORIZON_DAYS_MIN: u32 = 1;
/// The longest horizon that can be asked for: ten years, beyond which no shop's past says anything.
pub const HORIZON_DAYS_MAX: u32 = 3_650;
/// The horizon of lists to take away and of the page of one customer: a year.
pub const HORIZON_DAYS_DEFAULT: u32 = 365;
/// The discount rate where none is asked for: 10 % a year.
pub const DISCOUNT_BASIS_POINTS_DEFAULT: u32 = 1_000;
/// The highest discount rate that can be asked for: 100 % a year.
pub const DISCOUNT_BASIS_POINTS_MAX: u32 = 10_000;
/// Basis points of a whole.
pub const BASIS_POINTS_OF_WHOLE: u32 = 10_000;

/// How repeat purchases are modelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PurchaseModelKind {
    /// A customer can be lost after every repeat purchase. Says of everyone who bought once that they are still
    /// a customer for certain.
    BgNbd,
    /// A customer can be lost after every purchase, the first included.
    #[default]
    MbgNbd,
}

impl PurchaseModelKind {
    /// Both models.
    pub const ALL: [Self; 2] = [Self::MbgNbd, Self::BgNbd];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::BgNbd => "bg-nbd",
            Self::MbgNbd => "mbg-nbd",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::BgNbd => "BG/NBD",
            Self::MbgNbd => "MBG/NBD",
        }
    }

    /// Reads a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// Which customers' lifetime value, by which model, for how long.
///
/// The models are fitted to all customers of the scope; the filter chooses whose figures are added up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
    /// The model of purchases.
    pub model: PurchaseModelKind,
    /// How far ahead is looked, [`HORIZON_DAYS_MIN`] to [`HORIZON_DAYS_MAX`].
    pub horizon_days: u32,
    /// By how much money in a year is worth less than money today, in hundredths of a per cent a year, up to
    /// [`DISCOUNT_BASIS_POINTS_MAX`]: at 1,000, R$ 110 in a year count as R$ 100.
    pub discount_basis_points_per_year: u32,
    /// The share of revenue that is left as margin, in hundredths of a per cent, up to
    /// [`BASIS_POINTS_OF_WHOLE`]; `None`: expected value is revenue.
    pub margin_basis_points: Option<u32>,
}

impl Default for ValueQuestion {
    fn default() -> Self {
        Self {
            filter: CustomerFilter::default(),
            model: PurchaseModelKind::default(),
            horizon_days: HORIZON_DAYS_DEFAULT,
            discount_basis_points_per_year: DISCOUNT_BASIS_POINTS_DEFAULT,
            margin_basis_points: None,
        }
    }
}

impl ValueQuestion {
    /// The same with every number within its bounds.
    #[must_use]
    pub fn within_bounds(&self) -> Self {
        Self {
            horizon_days: self.horizon_days.clamp(HORIZON_DAYS_MIN, HORIZON_DAYS_MAX),
            discount_basis_points_per_year: self
                .discount_basis_points_per_year
                .min(DISCOUNT_BASIS_POINTS_MAX),
            margin_basis_points: self.margin_basis_points.map(|margin| margin.min(BASIS_POINTS_OF_WHOLE)),
            ..self.clone()
        }
    }
}

/// What customers were worth, and what they are expected to be worth.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LifetimeValue {
    /// Customers that pass the filter.
    pub customers: u64,
    /// Of them, those with two or more completed orders.
    pub repeat_customers: u64,
    /// What they have spent.
    pub revenue_cents: i64,
    /// `revenue_cents` / `customers`.
    pub mean_revenue_cents: Option<f64>,
    /// The segments that have customers, best first; they add up to the figures above.
    pub segments: Vec<SegmentValue>,
    /// How unequally the customers have spent.
    pub concentration: RevenueConcentration,
    /// What is to be expected of them.
    pub forecast: ValueForecast,
}

/// What the customers of one segment were worth, and are expected to be worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentValue {
    /// Which segment.
    pub segment: Segment,
    /// Its customers that pass the filter, never 0.
    pub customers: u64,
    /// Of the customers that pass the filter, 0–1.
    pub share_of_customers: f64,
    /// What they have spent: historic value.
    pub revenue_cents: i64,
    /// `revenue_cents` / `customers`.
    pub mean_revenue_cents: f64,
    /// Of the revenue of the customers that pass the filter, 0–1; `None` if there is none.
    pub share_of_revenue: Option<f64>,
    /// What is to be expected of them; `None` where it is withheld.
    pub expected: Option<ExpectedTotals>,
}

/// How unequally customers have spent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RevenueConcentration {
    /// The best 1, 5, 10, 20 and 50 % of the customers; empty if `has_losses`.
    pub best: Vec<BestCustomers>,
    /// The Lorenz curve with the best customers first: their share of revenue at 0, 5, 10 … 100 % of the
    /// customers. Empty without revenue.
    pub curve: Vec<f64>,
    /// 0: all have spent the same; towards 1: one has spent everything. `None` without revenue.
    pub gini: Option<f64>,
    /// Somebody has brought a loss, as can be where amounts are profit. Then nothing above is defined: the best
    /// customers would bring more than everything.
    pub has_losses: bool,
}

/// The customers who have spent most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BestCustomers {
    /// Which part of the customers, in per cent.
    pub percent: u32,
    /// How many customers that are, rounded up.
    pub customers: u64,
    /// What they have spent.
    pub revenue_cents: i64,
    /// Of the revenue of all, 0–1; `None` if there is none.
    pub share_of_revenue: Option<f64>,
    /// The least that one of them has spent, if nobody else has spent as much: only then is there a list of
    /// exactly these customers.
    pub spent_from_cents: Option<i64>,
}

/// What is to be expected, by which model, and how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ValueForecast {
    /// The model of purchases.
    pub model: PurchaseModelKind,
    /// How far ahead is looked, after bounding.
    pub horizon_days: u32,
    /// The discount rate, after bounding.
    pub discount_basis_points_per_year: u32,
    /// The margin, after bounding.
    pub margin_basis_points: Option<u32>,
    /// Whether the figures below can be trusted.
    pub trust: ModelTrust,
    /// All customers that pass the filter; `None` where it is withheld.
    pub expected: Option<ExpectedTotals>,
    /// The customers of whom most is expected, most first, ties by id; empty where money is withheld.
    pub top: Vec<ExpectedCustomer>,
    /// The fitted models; `None` where there is nothing to fit.
    pub diagnostics: Option<ModelDiagnostics>,
}

/// What is to be expected of some customers within the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ExpectedTotals {
    /// Days on which they are expected to buy.
    pub purchases: f64,
    /// The mean probability that they will buy again, over the customers for whom the model says one; `None` if
    /// it says none.
    pub mean_p_alive: Option<f64>,
    /// The customers of that mean.
    pub customers_with_p_alive: u64,
    /// Discounted revenue, or margin if one was asked for; the sum of the customers' figures. `None` where money
    /// is withheld.
    pub value_cents: Option<i64>,
}

/// What is to be expected of one customer within a horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// Days on which they are expected to buy.
    pub purchases: f64,
    /// The probability that they will ever buy again. `None` where the model says nothing: BG/NBD takes everyone
    /// who bought once for a customer for certain.
    pub p_alive: Option<f64>,
    /// Discounted revenue, or margin if one was asked for; `None` where money is withheld.
    pub value_cents: Option<i64>,
}

/// One of the customers of whom most is expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedCustomer {
    /// The shop's id of the person.
    pub customer_id: String,
    /// Their segment.
    pub segment: Segment,
    /// Completed orders.
    pub orders: u32,
    /// Total spent.
    pub spent_cents: i64,
    /// Days since the last completed order.
    pub recency_days: i32,
    /// What is to be expected.
    pub expected: Expectation,
}

/// What a model must pass before its figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrustCheckKind {
    /// There are enough customers who bought on two or more days. Measured: how many.
    RepeatBuyers,
    /// The fit reached a maximum. Measured: starts that reached it.
    Convergence,
    /// Fitted to the earlier days only, the model tells the purchases of the later days. Measured: how far it is
    /// off, as a share of what happened.
    Holdout,
    /// Who buys often does not spend more or less per purchase, as the model of spend assumes. Measured: the
    /// size of the correlation.
    Correlation,
    /// The repeat purchases of nearly everyone brought money, as the model of spend assumes. Measured: the share
    /// of the repeat buyers whose repeat purchases brought nothing or a loss.
    PositiveSpend,
}

impl TrustCheckKind {
    /// The word for files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::RepeatBuyers => "repeat-buyers",
            Self::Convergence => "convergence",
            Self::Holdout => "holdout",
            Self::Correlation => "correlation",
            Self::PositiveSpend => "positive-spend",
        }
    }

    /// It is about the model of spend alone, so that expected purchases hold without it.
    pub fn is_of_spend(self) -> bool {
        matches!(self, Self::Correlation | Self::PositiveSpend)
    }
}

/// One check with what was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TrustCheck {
    /// Which check.
    pub kind: TrustCheckKind,
    /// What was measured; `None` if it could not be.
    pub measured: Option<f64>,
    /// What it must reach (repeat buyers, convergence) or must not pass (all others).
    pub bound: f64,
    /// It holds.
    pub passed: bool,
}

/// Whether the figures of the models can be trusted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ModelTrust {
    /// All checks; empty where there is no customer to fit a model to.
    pub checks: Vec<TrustCheck>,
}

impl ModelTrust {
    /// True if every check holds; else no expected money is shown.
    pub fn of_money(&self) -> bool {
        !self.checks.is_empty() && self.checks.iter().all(|check| check.passed)
    }

    /// True if every check of the model of purchases holds; else nothing expected is shown.
    pub fn of_purchases(&self) -> bool {
        let of_purchases = |check: &&TrustCheck| !check.kind.is_of_spend();
        !self.checks.is_empty() && self.checks.iter().filter(of_purchases).all(|check| check.passed)
    }

    /// Checks that hold.
    pub fn passed(&self) -> u64 {
        self.checks.iter().filter(|check| check.passed).count() as u64
    }
}

/// A fitted parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelParameter {
    /// As the literature calls it: `r`, `alpha`, `a`, `b`, `p`, `q`, `v`.
    pub name: String,
    /// The estimate; times in days, money in currency units.
    pub value: f64,
    /// Its standard error; `None` where the likelihood has no clear maximum.
    pub standard_error: Option<f64>,
}

/// The fitted models, for those who want to know whether to believe them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ModelDiagnostics {
    /// Customers that the model of purchases was fitted to: all of the scope.
    pub customers: u64,
    /// Of them, those who bought on two or more days.
    pub repeat_buyers: u64,
    /// Different pasts among them, which is what the fit computes with.
    pub distinct_pasts: u64,
    /// The estimates of the model of purchases.
    pub parameters: Vec<ModelParameter>,
    /// Natural logarithm of the likelihood.
    pub log_likelihood: f64,
    /// The fit reached a maximum.
    pub converged: bool,
    /// Steps of the best start.
    pub iterations: u32,
    /// Starting points tried.
    pub starts: u32,
    /// The model of spend; `None` where it is not defined.
    pub spend: Option<SpendDiagnostics>,
    /// The model told of later days; `None` where the data are too short for it.
    pub holdout: Option<Holdout>,
    /// Repeat purchases since the first day, expected and actual.
    pub tracking: Vec<TrackingPoint>,
    /// What the model expects for every kind of past; `None` where what it expects is withheld.
    pub matrix: Option<FrequencyRecencyMatrix>,
}

/// The fitted model of spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpendDiagnostics {
    /// Repeat buyers that it was fitted to.
    pub customers: u64,
    /// The estimates.
    pub parameters: Vec<ModelParameter>,
    /// Natural logarithm of the likelihood.
    pub log_likelihood: f64,
    /// The fit reached a maximum.
    pub converged: bool,
    /// Between the number of repeat purchases and their mean value; `None` if one of them never differs.
    pub correlation: Option<f64>,
}

/// Later days, as the model told them from the earlier ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holdout {
    /// The first of the later days.
    #[serde(with = "crate::iso_date")]
    pub first_day: NaiveDate,
    /// How many days they are.
    pub days: u32,
    /// Customers who had bought before.
    pub customers: u64,
    /// Purchases of theirs in those days.
    pub actual: u64,
    /// Purchases that the model expected.
    pub expected: f64,
    /// (`expected` − `actual`) / `actual`; `None` if nobody bought.
    pub error: Option<f64>,
    /// The same by how often customers had bought before.
    pub classes: Vec<HoldoutClass>,
}

/// Customers who had bought equally often before the later days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HoldoutClass {
    /// Repeat purchases before.
    pub repeat_purchases: u32,
    /// So many or more.
    pub or_more: bool,
    /// Customers, never 0.
    pub customers: u64,
    /// Mean purchases in the later days.
    pub mean_actual: f64,
    /// Mean purchases that the model expected.
    pub mean_expected: f64,
}

/// Repeat purchases of all customers from the first day up to one day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TrackingPoint {
    /// The day, included.
    #[serde(with = "crate::iso_date")]
    pub day: NaiveDate,
    /// Repeat purchases that happened.
    pub actual: u64,
    /// Repeat purchases that the model expects.
    pub expected: f64,
    /// The model was not fitted to this day.
    pub in_holdout: bool,
}

/// What a model expects of customers by how often they came back and when they were last there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FrequencyRecencyMatrix {
    /// All these customers bought first so many days ago.
    pub age_days: u32,
    /// The columns: days since the last purchase, fewest first.
    pub days_since_last: Vec<u32>,
    /// The rows, fewest repeat purchases first.
    pub rows: Vec<FrequencyRow>,
}

/// Customers with equally many repeat purchases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrequencyRow {
    /// Repeat purchases.
    pub repeat_purchases: u32,
    /// One per column; `None` where no customer can be: who bought once was last there on the first day.
    pub cells: Vec<Option<ExpectedCell>>,
}

/// What a model expects of customers with one past.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ExpectedCell {
    /// Purchases within the horizon.
    pub purchases: f64,
    /// The probability of ever buying again; `None` where the model says nothing.
    pub p_alive: Option<f64>,
}

/// How likely it was, day by day, that one customer would buy again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AliveHistory {
    /// The model of purchases.
    pub model: PurchaseModelKind,
    /// How far ahead the outlook looks.
    pub horizon_days: u32,
    /// Whether the model can be trusted.
    pub trust: ModelTrust,
    /// From the first order to the data's date at equal distances; empty where it is withheld.
    pub points: Vec<AlivePoint>,
    /// What is to be expected of them; `None` where it is withheld.
    pub outlook: Option<Expectation>,
}

/// How likely it was on one day that a customer would buy again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlivePoint {
    /// The day.
    #[serde(with = "crate::iso_date")]
    pub day: NaiveDate,
    /// The probability, 0–1, by what was known at the end of the day.
    pub p_alive: f64,
    /// Days with an order since the point before.
    pub orders: Vec<NaiveDate>,
}
