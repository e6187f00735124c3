use super::{LifetimeError, PurchaseSummary};

/// The unit in which a model counts time. Ages and parameters are in this unit; days are whole days everywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// One day.
    Day,
    /// Seven days.
    Week,
}

impl TimeUnit {
    /// Days in one unit.
    #[must_use]
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
        }
    }

    /// So many days in this unit.
    #[must_use]
    pub fn of_days(self, days: f64) -> f64 {
        days / self.days()
    }
}

/// The distinct days on which each customer bought, as day numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PurchaseHistories {
    days: Vec<i32>,
    /// Where each customer's days end.
    ends: Vec<usize>,
}

impl PurchaseHistories {
    /// Nobody yet, with room for so many customers.
    #[must_use]
    pub fn with_capacity(customers: usize) -> Self {
        Self { days: Vec::with_capacity(customers), ends: Vec::with_capacity(customers) }
    }

    /// Adds a customer with the days of all purchases, in any order, repeated or not. A customer without purchases is
    /// kept and left out of all figures.
    pub fn push(&mut self, days: impl IntoIterator<Item = i32>) {
        let start = self.days.len();
        self.days.extend(days);
        self.days[start..].sort_unstable();
        let mut kept = start;
        for index in start..self.days.len() {
            if kept == start || self.days[kept - 1] != self.days[index] {
                self.days[kept] = self.days[index];
                kept += 1;
            }
        }
        self.days.truncate(kept);
        self.ends.push(kept);
    }

    /// Customers, in the order in which they were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True without customers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each customer's days, in rising order.
    pub fn iter(&self) -> impl Iterator<Item = &[i32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.days[start..end])
    }

    /// Each customer's purchases up to and including the day `last_day`, in the given unit; `None` for a customer who
    /// had not bought by then.
    pub fn summaries(&self, unit: TimeUnit, last_day: i32) -> impl Iterator<Item = Option<PurchaseSummary>> {
        self.iter().map(move |days| summary_of_days(days, unit, last_day))
    }

    /// The first day on which anybody bought.
    pub(super) fn first_day(&self) -> Result<i32, LifetimeError> {
        self.days.iter().copied().min().ok_or(LifetimeError::NoCustomers)
    }
}

/// `days` are distinct and rising.
pub(super) fn summary_of_days(days: &[i32], unit: TimeUnit, last_day: i32) -> Option<PurchaseSummary> {
    let seen = &days[..days.partition_point(|day| *day <= last_day)];
    let (first, last) = (*seen.first()?, *seen.last()?);
    let age_on = |day: i32| unit.of_days(f64::from(day) - f64::from(first));
    Some(PurchaseSummary {
        frequency: u32::try_from(seen.len() - 1).unwrap_or(u32::MAX),
        recency: age_on(last),
        age: age_on(last_day),
    })
}
