use rayon::prelude::*;

use super::{
    PurchaseModel, PurchaseSummary, SpendModel, SpendSummary, TimeUnit,
    distinct::figures_if_alive,
    interpolation::{Interpolant, nodes_needed},
};

/// How far ahead the value of a customer is counted, and what later money is worth today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Horizon {
    days: u32,
    /// The natural logarithm of what money of today is worth in a day.
    interest_per_day: f64,
    unit: TimeUnit,
}

/// A customer whose value is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValuedCustomer {
    /// How often.
    pub purchases: PurchaseSummary,
    /// How much.
    pub spend: SpendSummary,
}

/// A customer's purchases count at the end of their month.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// In the unit of the model.
    end: f64,
    discount: f64,
}

const DAYS_PER_YEAR: f64 = 365.0;

/// ln(1 + rate) of a rate in hundredths of a percent.
fn interest(basis_points: u32) -> f64 {
    (f64::from(basis_points) / 10_000.0).ln_1p()
}

/// Longer horizons say nothing any more.
const MOST_DAYS: u32 = 100 * 366;

impl Horizon {
    /// A month as lifetime value counts it: 4.345 weeks, the definition under which the published figures come out.
    pub const DAYS_PER_MONTH: f64 = 30.415;

    /// The next `days` days (at most about a hundred years), with a discount of so many hundredths of a percent a
    /// month; `unit` is that of the purchase model.
    #[must_use]
    pub fn of_days(days: u32, monthly_discount_basis_points: u32, unit: TimeUnit) -> Self {
        let interest_per_day = interest(monthly_discount_basis_points) / Self::DAYS_PER_MONTH;
        Self { days: days.min(MOST_DAYS), interest_per_day, unit }
    }

    /// The same with a discount of so many hundredths of a percent a year of 365 days.
    #[must_use]
    pub fn with_yearly_discount(days: u32, yearly_discount_basis_points: u32, unit: TimeUnit) -> Self {
        let interest_per_day = interest(yearly_discount_basis_points) / DAYS_PER_YEAR;
        Self { days: days.min(MOST_DAYS), interest_per_day, unit }
    }

    /// Whole months, and what is left of the horizon at its end.
    fn steps(&self) -> Vec<Step> {
        let days = f64::from(self.days);
        let months = (days / Self::DAYS_PER_MONTH).ceil() as u32;
        let step = |month: u32| {
            let end = (f64::from(month) * Self::DAYS_PER_MONTH).min(days);
            Step { end: self.unit.of_days(end), discount: (-end * self.interest_per_day).exp() }
        };
        (1..=months).map(step).collect()
    }
}

/// Of a customer who is alive: the purchases that each step adds, times its discount.
fn discounted_if_alive(steps: &[Step], model: &PurchaseModel, of: &PurchaseSummary) -> f64 {
    let Some(last) = steps.last() else { return 0.0 };
    let expected = |time: f64| model.expected_purchases_if_alive(of, time);
    if last.discount == 1.0 {
        return expected(last.end);
    }
    let [_, alpha, _, _] = model.parameters();
    let known = alpha + of.age;
    let length = (last.end / known).ln_1p();
    if steps.len() <= nodes_needed(length) || !length.is_finite() {
        return discounted(steps, expected);
    }
    let interpolant = Interpolant::new(0.0, length, |logarithm| expected(known * logarithm.exp_m1()));
    discounted(steps, |time| interpolant.at((time / known).ln_1p()))
}

fn discounted(steps: &[Step], expected: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut before) = (0.0, 0.0);
    for step in steps {
        let until = expected(step.end);
        sum += (until - before) * step.discount;
        before = until;
    }
    sum
}

/// Of each customer, the discounted value of the purchases to expect within the horizon, in currency units; `None`
/// where the spend model has no mean. Each purchase counts with what money is worth at the end of its month.
///
/// What a customer who is alive will buy depends on frequency and age alone, so it is computed once for each pair.
#[must_use]
pub fn lifetime_values(
    purchases: &PurchaseModel,
    spend: &SpendModel,
    customers: &[ValuedCustomer],
    horizon: &Horizon,
) -> Vec<Option<f64>> {
    let steps = horizon.steps();
    let if_alive =
        figures_if_alive(purchases, customers.iter().map(|customer| customer.purchases), |customer| {
            discounted_if_alive(&steps, purchases, customer)
        });
    let value = |(customer, if_alive): (&ValuedCustomer, f64)| {
        let expected = purchases.probability_alive(&customer.purchases) * if_alive;
        Some(expected * spend.expected_value(&customer.spend)?)
    };
    customers.par_iter().zip(if_alive).map(value).collect()
}
