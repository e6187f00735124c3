use special::Gamma;

use super::{
    SpendSummary,
    optimum::{Evaluation, Likelihood},
    rising::ln_gamma,
};

/// The likelihood of all repeat buyers, with equal ones counted once.
#[derive(Debug)]
pub(super) struct SpendLikelihood {
    /// Distinct customers by frequency.
    classes: Vec<Class>,
    customers: u64,
    mean_value: f64,
}

/// The customers with the same number of repeat purchases.
#[derive(Debug)]
struct Class {
    frequency: f64,
    weight: f64,
    /// Sum of the logarithms of the mean values.
    ln_values: f64,
    /// Sum of the repeat purchases of one customer, and how many customers have it.
    totals: Vec<(f64, f64)>,
}

impl SpendLikelihood {
    /// Leaves out customers whose purchases say nothing.
    pub(super) fn new(customers: &[SpendSummary]) -> Self {
        let mut sorted: Vec<SpendSummary> =
            customers.iter().copied().filter(SpendSummary::is_usable).collect();
        sorted.sort_unstable_by(|one, other| {
            one.frequency.cmp(&other.frequency).then(one.mean_value.total_cmp(&other.mean_value))
        });
        let values: f64 = sorted.iter().map(|customer| customer.mean_value).sum();
        let classes = sorted.chunk_by(|one, other| one.frequency == other.frequency).map(Class::of);
        Self {
            classes: classes.collect(),
            customers: sorted.len() as u64,
            mean_value: values / sorted.len().max(1) as f64,
        }
    }
}

impl Class {
    fn of(sorted: &[SpendSummary]) -> Self {
        let frequency = f64::from(sorted[0].frequency);
        let totals = sorted
            .chunk_by(|one, other| one.mean_value == other.mean_value)
            .map(|equal| (frequency * equal[0].mean_value, equal.len() as f64));
        Self {
            frequency,
            weight: sorted.len() as f64,
            ln_values: sorted.iter().map(|customer| customer.mean_value.ln()).sum(),
            totals: totals.collect(),
        }
    }

    /// ln Γ(px + q) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln z + px ln x − (px + q) ln(xz + v), per customer.
    fn evaluate(&self, &[p, q, v]: &[f64; 3]) -> Evaluation<3> {
        let Self { frequency: x, weight, ln_values, .. } = *self;
        let (px, both) = (p * x, p * x + q);
        // Sums over the customers of ln(xz + v), 1 / (xz + v) and its square.
        let (mut ln_sum, mut per_sum, mut per_square_sum) = (0.0, 0.0, 0.0);
        for &(total, count) in &self.totals {
            let (all, per) = ((total + v).ln(), (total + v).recip());
            ln_sum += count * all;
            per_sum += count * per;
            per_square_sum += count * per * per;
        }
        let constant = ln_gamma(both) - ln_gamma(px) - ln_gamma(q) + q * v.ln() + px * x.ln();
        let (slope_both, slope_px, slope_q) = (both.digamma(), px.digamma(), q.digamma());
        let (bend_both, bend_px, bend_q) = (both.trigamma(), px.trigamma(), q.trigamma());
        let pq = weight * x * bend_both;
        let pv = -x * per_sum;
        let qv = weight / v - per_sum;
        Evaluation {
            value: weight * constant + (px - 1.0) * ln_values - both * ln_sum,
            gradient: [
                x * (weight * (slope_both - slope_px + x.ln()) + ln_values - ln_sum),
                weight * (slope_both - slope_q + v.ln()) - ln_sum,
                weight * q / v - both * per_sum,
            ],
            hessian: [
                [weight * x * x * (bend_both - bend_px), pq, pv],
                [pq, weight * (bend_both - bend_q), qv],
                [pv, qv, both * per_square_sum - weight * q / (v * v)],
            ],
        }
    }
}

impl Likelihood<3> for SpendLikelihood {
    fn evaluate(&self, parameters: &[f64; 3]) -> Evaluation<3> {
        self.classes.iter().fold(Evaluation::ZERO, |sum, class| sum.plus(&class.evaluate(parameters)))
    }

    fn weight(&self) -> f64 {
        self.customers as f64
    }

    fn scale(&self) -> [f64; 3] {
        [1.0, 1.0, if self.mean_value > 0.0 { self.mean_value } else { 1.0 }]
    }
}

#[cfg(test)]
mod tests {
    use super::SpendLikelihood;
    use crate::lifetime::{SpendModel, SpendSummary, optimum::tests::check_derivatives};

    fn customers() -> Vec<SpendSummary> {
        let rows =
            [(1, 11.77), (2, 22.35), (1, 11.77), (7, 73.74), (29, 30.5), (1, 3.99), (0, 0.0), (3, 0.0)];
        rows.map(|(frequency, mean_value)| SpendSummary { frequency, mean_value }).to_vec()
    }

    #[test]
    fn the_gradient_and_the_curvature_are_those_of_finite_differences() {
        let likelihood = SpendLikelihood::new(&customers());
        for parameters in [[6.25, 3.74, 15.45], [0.4, 0.9, 200.0], [40.0, 12.0, 3.0]] {
            check_derivatives(&likelihood, &parameters);
        }
    }

    /// The density of a mean of x values from Gamma(p, ν) with ν ~ Gamma(q, v), integrated over ν by mpmath.
    #[test]
    fn the_likelihood_is_that_of_the_two_gamma_distributions() {
        let model = SpendModel::new([6.25, 3.74, 15.45]).unwrap();
        let expected =
            [(1, 11.77, -3.73895895286396), (2, 22.35, -3.55159540534881), (7, 73.74, -6.05333911385588)];
        for (frequency, mean_value, expected) in expected {
            let found = model.log_likelihood(&SpendSummary { frequency, mean_value });
            assert!((found - expected).abs() < 1e-9, "{frequency}: {found}, not {expected}");
        }
    }
}
