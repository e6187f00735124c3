use super::{
    LifetimeError,
    optimum::{Likelihood, maximise},
    purchase_model::PARAMETER_RANGE,
    spend_likelihood::SpendLikelihood,
};

/// What a customer's repeat purchases were worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendSummary {
    /// Repeat purchases, on distinct days.
    pub frequency: u32,
    /// Mean value of one of them, in currency units.
    pub mean_value: f64,
}

impl SpendSummary {
    /// From the sum of the values of all repeat purchases.
    ///
    /// The mean is rounded to whole cents, halves up: amounts are paid in cents, and the published figures for CDNOW
    /// come out so.
    #[must_use]
    pub fn of_repeat_purchases(frequency: u32, cents: i64) -> Self {
        let count = i64::from(frequency.max(1));
        let mean_cents = cents.saturating_mul(2).saturating_add(count).div_euclid(2 * count);
        Self { frequency, mean_value: mean_cents as f64 / 100.0 }
    }

    pub(super) fn is_usable(&self) -> bool {
        self.frequency > 0 && self.mean_value > 0.0 && self.mean_value.is_finite()
    }
}

/// The Gamma–Gamma model of the value of a purchase.
///
/// A customer's purchases are worth z ~ Gamma(p·x, ν·x) on average over x of them, and ν ~ Gamma(q, v) differs
/// between customers, independently of how often they buy. `v` is in currency units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendModel {
    p: f64,
    q: f64,
    v: f64,
}

impl SpendModel {
    /// A model with the parameters \[p, q, v\].
    ///
    /// # Errors
    ///
    /// [`LifetimeError::ImpossibleParameters`] unless all are finite and well above 0 (from 1e-9 to 1e9).
    pub fn new(parameters: [f64; 3]) -> Result<Self, LifetimeError> {
        if parameters.iter().all(|parameter| PARAMETER_RANGE.contains(parameter)) {
            let [p, q, v] = parameters;
            Ok(Self { p, q, v })
        } else {
            Err(LifetimeError::ImpossibleParameters { parameters: parameters.to_vec() })
        }
    }

    /// \[p, q, v\].
    #[must_use]
    pub fn parameters(&self) -> [f64; 3] {
        [self.p, self.q, self.v]
    }

    /// Expected value of a purchase of a customer of whom nothing is known, in currency units; `None` where q <= 1,
    /// because the model has no mean then.
    #[must_use]
    pub fn expected_value_of_new(&self) -> Option<f64> {
        (self.q > 1.0).then(|| self.p * self.v / (self.q - 1.0))
    }

    /// E\[M | x, z\]: expected value of a purchase of a customer, in currency units.
    ///
    /// The customer's own mean, drawn towards that of all customers the more, the fewer purchases it rests on. A
    /// customer whose purchases say nothing (none, or none with a value) counts as new. `None` where the model has
    /// no mean.
    #[must_use]
    pub fn expected_value(&self, of: &SpendSummary) -> Option<f64> {
        if !of.is_usable() {
            return self.expected_value_of_new();
        }
        let x = f64::from(of.frequency);
        let divisor = self.p * x + self.q - 1.0;
        (divisor > 0.0).then(|| self.p * (self.v + x * of.mean_value) / divisor)
    }

    /// The logarithm of the probability density of one customer's mean value (Fader and Hardie 2013, equation 1a);
    /// 0 for a customer whose purchases say nothing.
    #[must_use]
    pub fn log_likelihood(&self, of: &SpendSummary) -> f64 {
        let likelihood = SpendLikelihood::new(std::slice::from_ref(of));
        likelihood.evaluate(&self.parameters()).value
    }
}

/// A Gamma–Gamma model fitted by maximum likelihood, and how that went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendFit {
    /// The model at the maximum.
    pub model: SpendModel,
    /// Sum over all customers, at the maximum.
    pub log_likelihood: f64,
    /// Of p, q and v, from the observed information; `None` where the likelihood does not fix them all.
    pub standard_errors: Option<[f64; 3]>,
    /// Whether a maximum was reached, with all parameters well inside of the range that is searched.
    pub converged: bool,
    /// Steps of the search that led to the maximum.
    pub iterations: u32,
    /// Starts that were tried.
    pub starts: u32,
    /// Starts that led to this maximum.
    pub agreeing_starts: u32,
    /// Customers that the model rests on: those with repeat purchases that are worth something.
    pub customers: u64,
    /// Pearson's correlation between the number of repeat purchases and their mean value. The model assumes that
    /// there is none; `None` where all customers bought equally often.
    pub correlation: Option<f64>,
}

/// Starts as (p, q, v / mean value).
const STARTS: [[f64; 3]; 4] = [[6.0, 4.0, 0.5], [1.0, 2.0, 1.0], [2.0, 10.0, 5.0], [20.0, 3.0, 0.1]];

/// Fits the model to the repeat buyers among the customers by maximum likelihood.
///
/// # Errors
///
/// [`LifetimeError::NoValues`] and [`LifetimeError::EqualValues`] where there is no spread of values to fit to;
/// [`LifetimeError::NoMaximum`] if no start led to a finite likelihood.
pub fn fit_spend(customers: &[SpendSummary]) -> Result<SpendFit, LifetimeError> {
    let usable: Vec<SpendSummary> = customers.iter().copied().filter(SpendSummary::is_usable).collect();
    let first = usable.first().ok_or(LifetimeError::NoValues)?;
    if usable.iter().all(|customer| customer.mean_value == first.mean_value) {
        return Err(LifetimeError::EqualValues { customers: usable.len() as u64 });
    }
    let likelihood = SpendLikelihood::new(&usable);
    let [_, _, mean_value] = likelihood.scale();
    let starts = STARTS.map(|[p, q, v]| [p, q, v * mean_value]);
    let no_maximum = LifetimeError::NoMaximum { starts: starts.len() as u32 };
    let maximum = maximise(&likelihood, &starts).ok_or(no_maximum)?;
    Ok(SpendFit {
        model: SpendModel::new(maximum.parameters)?,
        log_likelihood: maximum.log_likelihood,
        standard_errors: maximum.standard_errors,
        converged: maximum.converged,
        iterations: maximum.iterations,
        starts: starts.len() as u32,
        agreeing_starts: maximum.agreeing_starts,
        customers: usable.len() as u64,
        correlation: correlation(&usable),
    })
}

fn correlation(customers: &[SpendSummary]) -> Option<f64> {
    let count = customers.len() as f64;
    let mean = |of: fn(&SpendSummary) -> f64| customers.iter().map(of).sum::<f64>() / count;
    let frequency = |customer: &SpendSummary| f64::from(customer.frequency);
    let (mean_frequency, mean_value) = (mean(frequency), mean(|customer| customer.mean_value));
    let (mut both, mut frequencies, mut values) = (0.0, 0.0, 0.0);
    for customer in customers {
        let from_mean = (frequency(customer) - mean_frequency, customer.mean_value - mean_value);
        both += from_mean.0 * from_mean.1;
        frequencies += from_mean.0 * from_mean.0;
        values += from_mean.1 * from_mean.1;
    }
    let spread = (frequencies * values).sqrt();
    (spread > 0.0).then(|| both / spread)
}
