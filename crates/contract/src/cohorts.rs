use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{CohortGrain, CohortPeriod, CustomerFilter};

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Calendar year.
    pub year: i32,
    /// 1–12.
    pub month: u8,
}

impl Month {
    /// Months since year 0; consecutive months have consecutive numbers.
    pub fn ordinal(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }

    /// The month with this ordinal.
    pub fn from_ordinal(ordinal: i32) -> Self {
        let month = ordinal.rem_euclid(12) as u8 + 1;
        Self { year: ordinal.div_euclid(12), month }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = String;

    /// Reads `2018-08`.
    fn from_str(text: &str) -> Result<Self, String> {
        let parsed =
            text.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        match parsed {
            Some((year, month @ 1..=12)) => Ok(Self { year, month }),
            _ => Err(format!("expected a month such as 2018-08, found {text:?}")),
        }
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Which customers are followed, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CohortQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
    /// How long a period is.
    pub grain: CohortGrain,
    /// What it costs to win one customer, in cents; `None`: no payback is asked for.
    pub acquisition_cost_cents: Option<i64>,
    /// What is left of the revenue, in hundredths of a per cent (2,500 is 25 %); `None`: all of it.
    pub margin_basis_points: Option<u16>,
}

/// One cohort in one period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortCell {
    /// Distinct customers of the cohort with a completed order in this period.
    pub customers: u64,
    /// `customers` / cohort size.
    pub rate: f64,
    /// Completed orders of the cohort in this period.
    pub orders: u64,
    /// Their total.
    pub revenue_cents: i64,
    /// Total of all orders of the cohort until the end of this period.
    pub cumulative_revenue_cents: i64,
    /// The period is not over at the data's date; left out of the means.
    pub in_progress: bool,
}

/// The customers whose first completed order fell into one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortRow {
    /// The period of the first order.
    pub period: CohortPeriod,
    /// Customers, never 0.
    pub size: u64,
    /// Periods 0, 1, 2 … after the first order, up to the data's date or the last column.
    pub cells: Vec<CohortCell>,
}

/// The means of one column, weighted by cohort size.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct CohortMean {
    /// Periods since the first order.
    pub period: u32,
    /// Customers of the cohorts that have this period complete.
    pub size: u64,
    /// Of them, those with a completed order in it.
    pub customers: u64,
    /// Their orders in it.
    pub orders: u64,
    /// The total of these orders.
    pub revenue_cents: i64,
    /// `customers` / `size`; `None`, as all below, if no cohort has this period complete.
    pub rate: Option<f64>,
    /// `orders` / `size`.
    pub orders_per_customer: Option<f64>,
    /// `revenue_cents` / `size`.
    pub revenue_cents_per_customer: Option<f64>,
    /// `revenue_cents_per_customer` of all columns up to this one, added up. (The mean of the cohorts' own sums
    /// would fall where cohorts that bought much are too young to be counted.) `None` also from the first column
    /// on that stands for fewer than [`COHORT_SIZE_MIN`] customers, if any cohort has so many.
    pub cumulative_revenue_cents_per_customer: Option<f64>,
    /// What is left of it at the margin of the question.
    pub cumulative_margin_cents_per_customer: Option<f64>,
}

/// When the margin of a customer has covered what it cost to win them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Payback {
    /// In this period after the first order, for the first time.
    InPeriod(u32),
    /// Not until the end of this period, the last that is complete for any cohort.
    NotUntil(u32),
    /// No cohort has a complete period yet.
    Unknown,
}

/// What was bought first, and whether it brought people back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstPurchaseRow {
    /// The product's id; `None`: any product of the category.
    pub product_id: Option<String>,
    /// The category.
    pub category: String,
    /// Customers whose first order has it.
    pub customers: u64,
    /// Of them, customers with two or more completed orders.
    pub returned: u64,
}

/// What lies beyond the last column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CohortCut {
    /// Columns that are not shown.
    pub periods: u32,
    /// Orders in them.
    pub orders: u64,
    /// The total of these orders.
    pub revenue_cents: i64,
}

/// Of fewer customers a share says little: one of them moves it by more than a point.
pub const COHORT_SIZE_MIN: u64 = 100;

/// Customers by the period of their first order. Periods without a new customer have no row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CohortMatrix {
    /// Oldest first.
    pub cohorts: Vec<CohortRow>,
    /// One per column, from period 0.
    pub means: Vec<CohortMean>,
    /// Customers of all cohorts.
    pub customers: u64,
    /// Customers who came back in a later period, cells in progress included (each customer counted once per
    /// period), columns beyond the last one as well.
    pub returns: u64,
    /// Customers with exactly one completed order.
    pub one_time_customers: u64,
    /// Later periods that have no column.
    pub cut: Option<CohortCut>,
    /// When a customer has paid back; `None` without an acquisition cost.
    pub payback: Option<Payback>,
    /// Categories of first orders, most customers first: of the customers that pass the filter apart from what
    /// it says of first purchases.
    pub first_categories: Vec<FirstPurchaseRow>,
    /// The same for the products that most customers bought first.
    pub first_products: Vec<FirstPurchaseRow>,
}

impl CohortMatrix {
    /// Figures of fewer customers than this are not relied on: [`COHORT_SIZE_MIN`], or 0 where every cohort is
    /// smaller.
    pub fn size_min(&self) -> u64 {
        let any_large = self.cohorts.iter().any(|cohort| cohort.size >= COHORT_SIZE_MIN);
        if any_large { COHORT_SIZE_MIN } else { 0 }
    }
}
