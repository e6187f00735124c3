use super::{
    LifetimeError, PurchaseModel, PurchaseModelKind, PurchaseSummary,
    optimum::{Likelihood, maximise},
    purchase_likelihood::PurchaseLikelihood,
};

/// A purchase model fitted by maximum likelihood, and how that went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseFit {
    /// The model at the maximum.
    pub model: PurchaseModel,
    /// Sum over all customers, at the maximum.
    pub log_likelihood: f64,
    /// Of r, alpha, a and b, from the observed information; `None` where the likelihood does not fix them all.
    pub standard_errors: Option<[f64; 4]>,
    /// Whether a maximum was reached, with all parameters well inside of the range that is searched. A parameter
    /// runs to the edge of that range where the likelihood rises for ever: as with `a` towards 0 where nobody drops
    /// out, or with `a` and `b` where all drop out equally easily. Predictions are finite even then.
    pub converged: bool,
    /// Steps of the search that led to the maximum.
    pub iterations: u32,
    /// Starts that were tried.
    pub starts: u32,
    /// Starts that led to this maximum.
    pub agreeing_starts: u32,
    /// Customers.
    pub customers: u64,
    /// Customers with at least one repeat purchase.
    pub repeat_buyers: u64,
    /// Distinct customers: what the cost of a fit depends on.
    pub distinct_rows: u64,
}

/// Starts as (r, alpha / mean age, a, b): few or many buyers, early or late dropout.
const STARTS: [[f64; 4]; 4] =
    [[0.3, 0.3, 0.8, 2.5], [1.0, 1.0, 1.0, 1.0], [0.05, 0.5, 0.5, 1.0], [3.0, 2.0, 0.2, 5.0]];

/// Fits a model to the customers by maximum likelihood.
///
/// # Errors
///
/// [`LifetimeError::NoCustomers`], [`LifetimeError::NoRepeatBuyers`] and [`LifetimeError::ImpossibleAges`] where
/// there is nothing to fit to; [`LifetimeError::NoMaximum`] if no start led to a finite likelihood.
pub fn fit_purchases(
    kind: PurchaseModelKind,
    customers: &[PurchaseSummary],
) -> Result<PurchaseFit, LifetimeError> {
    let repeat_buyers = check(customers)?;
    let likelihood = PurchaseLikelihood::new(kind, customers);
    let [_, mean_age, _, _] = likelihood.scale();
    let starts = STARTS.map(|[r, alpha, a, b]| [r, alpha * mean_age, a, b]);
    let no_maximum = LifetimeError::NoMaximum { starts: starts.len() as u32 };
    let maximum = maximise(&likelihood, &starts).ok_or(no_maximum)?;
    Ok(PurchaseFit {
        model: PurchaseModel::new(kind, maximum.parameters)?,
        log_likelihood: maximum.log_likelihood,
        standard_errors: maximum.standard_errors,
        converged: maximum.converged,
        iterations: maximum.iterations,
        starts: starts.len() as u32,
        agreeing_starts: maximum.agreeing_starts,
        customers: customers.len() as u64,
        repeat_buyers,
        distinct_rows: likelihood.distinct_rows(),
    })
}

/// The number of repeat buyers.
fn check(customers: &[PurchaseSummary]) -> Result<u64, LifetimeError> {
    if customers.is_empty() {
        return Err(LifetimeError::NoCustomers);
    }
    customers.iter().try_for_each(PurchaseSummary::check)?;
    match customers.iter().filter(|customer| customer.frequency > 0).count() {
        0 => Err(LifetimeError::NoRepeatBuyers { customers: customers.len() as u64 }),
        repeat_buyers => Ok(repeat_buyers as u64),
    }
}
