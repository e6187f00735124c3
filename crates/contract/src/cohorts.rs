use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::CustomerFilter;

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

/// Which customers are followed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CohortQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
}

/// One cohort in one month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortCell {
    /// Distinct customers of the cohort with a completed order in this month.
    pub customers: u64,
    /// `customers` / cohort size.
    pub rate: f64,
    /// The month is not over at the data's date; left out of the means.
    pub in_progress: bool,
}

/// The customers whose first completed order fell into one month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortRow {
    /// The month of the first order.
    pub month: Month,
    /// Customers, never 0.
    pub size: u64,
    /// Months 0, 1, 2 … up to the data's date.
    pub cells: Vec<CohortCell>,
}

/// The mean of one column, weighted by cohort size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortMean {
    /// Months since the first order.
    pub month: u32,
    /// Retained customers over the cohorts that have this month complete.
    pub customers: u64,
    /// Customers of those cohorts.
    pub size: u64,
    /// `customers` / `size`; `None` if no cohort has this month complete.
    pub rate: Option<f64>,
}

/// Monthly cohorts. Months without a new customer have no row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortMatrix {
    /// Oldest first.
    pub cohorts: Vec<CohortRow>,
    /// One per column, from month 0.
    pub means: Vec<CohortMean>,
    /// Customers of all cohorts.
    pub customers: u64,
    /// Customers who came back in a later month, cells in progress included (each customer counted once per month).
    pub returns: u64,
    /// Customers with exactly one completed order.
    pub one_time_customers: u64,
}
