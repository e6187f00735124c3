//! How far a purchase model can be trusted: what it said of days that it had not seen.

use rayon::prelude::*;

use super::{
    LifetimeError, PurchaseFit, PurchaseHistories, PurchaseModel, PurchaseModelKind, PurchaseSummary,
    TimeUnit, distinct::figures_if_alive, fit_purchases, histories::summary_of_days,
};

/// A model fitted to the days up to a split, beside what happened after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Fitted to the days up to and including `split_day`.
    pub fit: PurchaseFit,
    /// The last day that the model saw.
    pub split_day: i32,
    /// The last day that it is compared with.
    pub last_day: i32,
    /// By the number of repeat purchases up to the split, in rising order; the last class is open.
    pub classes: Vec<FrequencyClass>,
    /// Days on which these customers bought after the split.
    pub actual_purchases: u64,
    /// What the model expected.
    pub expected_purchases: f64,
}

impl Calibration {
    /// How far the expected number of purchases is off, as a ratio to the actual one; `None` if nobody bought.
    #[must_use]
    pub fn relative_error(&self) -> Option<f64> {
        let actual = self.actual_purchases as f64;
        (actual > 0.0).then(|| (self.expected_purchases - actual) / actual)
    }
}

/// Customers with equally many repeat purchases up to the split.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FrequencyClass {
    /// Repeat purchases up to the split; in the last class so many or more.
    pub frequency: u32,
    /// Customers in the class.
    pub customers: u64,
    /// Days on which they bought after the split.
    pub actual_purchases: u64,
    /// What the model expected.
    pub expected_purchases: f64,
}

/// Customers with so many repeat purchases or more share a class.
pub(crate) const OPEN_CLASS: u32 = 7;

/// Fits a model to the purchases up to and including `split_day` and compares what it expects with the days after
/// it, up to and including `last_day`. Customers who came after the split take no part.
///
/// # Errors
///
/// [`LifetimeError::EmptyPart`] unless somebody bought by the split and `last_day` is after it, and the errors of
/// [`fit_purchases`].
pub fn calibrate(
    kind: PurchaseModelKind,
    histories: &PurchaseHistories,
    unit: TimeUnit,
    split_day: i32,
    last_day: i32,
) -> Result<Calibration, LifetimeError> {
    if histories.first_day()? > split_day || last_day <= split_day {
        return Err(LifetimeError::EmptyPart);
    }
    let seen: Vec<Seen> =
        histories.iter().filter_map(|days| Seen::of(days, unit, split_day, last_day)).collect();
    let summaries: Vec<PurchaseSummary> = seen.iter().map(|customer| customer.summary).collect();
    let fit = fit_purchases(kind, &summaries)?;
    let ahead = unit.of_days(f64::from(last_day) - f64::from(split_day));
    let expected = expected_purchases(&fit.model, &summaries, ahead);
    let mut classes: Vec<FrequencyClass> =
        (0..=OPEN_CLASS).map(|frequency| FrequencyClass { frequency, ..FrequencyClass::default() }).collect();
    for (customer, &expected) in seen.iter().zip(&expected) {
        let class = &mut classes[customer.summary.frequency.min(OPEN_CLASS) as usize];
        class.customers += 1;
        class.actual_purchases += u64::from(customer.later_purchases);
        class.expected_purchases += expected;
    }
    classes.retain(|class| class.customers > 0);
    Ok(Calibration {
        fit,
        split_day,
        last_day,
        actual_purchases: classes.iter().map(|class| class.actual_purchases).sum(),
        expected_purchases: classes.iter().map(|class| class.expected_purchases).sum(),
        classes,
    })
}

/// One customer on both sides of the split.
struct Seen {
    summary: PurchaseSummary,
    later_purchases: u32,
}

impl Seen {
    fn of(days: &[i32], unit: TimeUnit, split_day: i32, last_day: i32) -> Option<Self> {
        let summary = summary_of_days(days, unit, split_day)?;
        let until = |day: i32| days.partition_point(|bought| *bought <= day);
        let later_purchases = u32::try_from(until(last_day) - until(split_day)).unwrap_or(u32::MAX);
        Some(Self { summary, later_purchases })
    }
}

/// Of each customer in the next `ahead` units of time.
fn expected_purchases(model: &PurchaseModel, customers: &[PurchaseSummary], ahead: f64) -> Vec<f64> {
    let if_alive = figures_if_alive(model, customers.iter().copied(), |customer| {
        model.expected_purchases_if_alive(customer, ahead)
    });
    let expected = |(customer, if_alive)| model.probability_alive(customer) * if_alive;
    customers.iter().zip(if_alive).map(expected).collect()
}

/// Repeat purchases up to the end of one step of a tracking plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrackingStep {
    /// The last day of the step.
    pub last_day: i32,
    /// Repeat purchases of everybody since the beginning.
    pub actual_purchases: u64,
    /// What the model expects of customers who came when these came.
    pub expected_purchases: f64,
}

/// Cumulative repeat purchases beside what the model expects, every `days_per_step` days from the first purchase up
/// to and including `last_day`.
///
/// The differences between steps are the figures of each step. Customers count from their first purchase on.
///
/// # Errors
///
/// [`LifetimeError::NoCustomers`] if nobody bought by `last_day`.
pub fn track(
    model: &PurchaseModel,
    histories: &PurchaseHistories,
    unit: TimeUnit,
    days_per_step: u32,
    last_day: i32,
) -> Result<Vec<TrackingStep>, LifetimeError> {
    let first_day = histories.first_day()?;
    let length = usize::try_from(i64::from(last_day) - i64::from(first_day) + 1);
    let length = length.ok().filter(|length| *length > 0).ok_or(LifetimeError::NoCustomers)?;
    // Per day since the first one: customers who came, repeat purchases.
    let (mut newcomers, mut repeats) = (vec![0_u64; length], vec![0_u64; length]);
    let offset = |day: i32| (i64::from(day) - i64::from(first_day)) as usize;
    for days in histories.iter() {
        for (number, &day) in days.iter().take_while(|day| **day <= last_day).enumerate() {
            let counts = if number == 0 { &mut newcomers } else { &mut repeats };
            counts[offset(day)] += 1;
        }
    }
    let expected_by_age: Vec<f64> = (0..length)
        .into_par_iter()
        .map(|age| model.expected_purchases_of_new(unit.of_days(age as f64)))
        .collect();
    let step_days = days_per_step.max(1) as usize;
    let ends = (step_days - 1..length).step_by(step_days);
    let mut actual = 0;
    let mut counted = 0;
    let steps = ends.map(|end| {
        actual += repeats[counted..=end].iter().sum::<u64>();
        counted = end + 1;
        let came = newcomers[..=end].iter().zip(expected_by_age[..=end].iter().rev());
        TrackingStep {
            last_day: first_day + end as i32,
            actual_purchases: actual,
            expected_purchases: came.map(|(count, expected)| *count as f64 * expected).sum(),
        }
    });
    Ok(steps.collect())
}
