//! The maximum of a likelihood over parameters above 0, from several starts.

use std::cell::RefCell;

use argmin::{
    core::{CostFunction, Error, Executor, Gradient, IterState, State},
    solver::{linesearch::MoreThuenteLineSearch, quasinewton::LBFGS},
};
use rayon::prelude::*;

/// A log-likelihood with its first two derivatives by the parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evaluation<const N: usize> {
    pub(super) value: f64,
    pub(super) gradient: [f64; N],
    pub(super) hessian: [[f64; N]; N],
}

impl<const N: usize> Evaluation<N> {
    pub(super) const ZERO: Self = Self { value: 0.0, gradient: [0.0; N], hessian: [[0.0; N]; N] };

    pub(super) fn plus(mut self, other: &Self) -> Self {
        self.value += other.value;
        for row in 0..N {
            self.gradient[row] += other.gradient[row];
            for column in 0..N {
                self.hessian[row][column] += other.hessian[row][column];
            }
        }
        self
    }

    /// By the logarithms of the parameters instead, per unit of `weight`, with the sign turned.
    fn as_cost(&self, parameters: &[f64; N], weight: f64) -> Self {
        let mut cost = Self { value: -self.value / weight, ..Self::ZERO };
        for row in 0..N {
            cost.gradient[row] = -self.gradient[row] * parameters[row] / weight;
            for column in 0..N {
                let scale = parameters[row] * parameters[column] / weight;
                cost.hessian[row][column] = -self.hessian[row][column] * scale;
            }
            cost.hessian[row][row] += cost.gradient[row];
        }
        cost
    }
}

/// Something to maximise.
pub(super) trait Likelihood<const N: usize>: Sync {
    /// The sum over all customers at the given parameters, each above 0.
    fn evaluate(&self, parameters: &[f64; N]) -> Evaluation<N>;

    /// How many customers it is the sum of.
    fn weight(&self) -> f64;

    /// About how large each parameter can be expected to be: the centre of the range that is searched.
    fn scale(&self) -> [f64; N];
}

/// The best point that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Maximum<const N: usize> {
    pub(super) parameters: [f64; N],
    pub(super) log_likelihood: f64,
    /// From the observed information; `None` unless the search converged.
    pub(super) standard_errors: Option<[f64; N]>,
    /// Whether the gradient vanishes and the likelihood curves downwards, inside of the range that is searched.
    pub(super) converged: bool,
    /// Steps from the best start.
    pub(super) iterations: u32,
    /// How many starts led to the same log-likelihood.
    pub(super) agreeing_starts: u32,
}

/// A parameter is searched within this factor of its scale, up and down.
const WIDEST_FACTOR: f64 = 1e5;
/// A gradient of the mean log-likelihood that counts as none.
const FLAT: f64 = 1e-6;
/// A gradient that cannot become smaller, because of rounding.
const STILL: f64 = 1e-12;
const MOST_STEPS: u64 = 300;
const MOST_NEWTON_STEPS: u32 = 60;
/// What is added to the curvature first, where it is added; and where to give up.
const LEAST_DAMPING: f64 = 1e-4;
const MOST_DAMPING: f64 = 1e6;
/// Log-likelihoods of all customers that differ by less are the same.
const SAME_LIKELIHOOD: f64 = 1e-4;

/// Searches from each start; `None` if none leads to a finite likelihood.
///
/// L-BFGS finds the region, Newton's method the digits. The logarithms of the parameters are searched, so that no
/// step leaves the range; a weak pull towards the centre that begins at the edge of the range keeps parameters
/// finite where the likelihood rises for ever, as it does when nobody ever drops out.
pub(super) fn maximise<const N: usize>(
    likelihood: &impl Likelihood<N>,
    starts: &[[f64; N]],
) -> Option<Maximum<N>> {
    let found: Vec<Maximum<N>> = starts.par_iter().filter_map(|start| search(likelihood, start)).collect();
    let best = found.iter().max_by(|one, other| one.log_likelihood.total_cmp(&other.log_likelihood))?;
    let agrees = |other: &&Maximum<N>| best.log_likelihood - other.log_likelihood < SAME_LIKELIHOOD;
    let agreeing_starts = u32::try_from(found.iter().filter(agrees).count()).unwrap_or(u32::MAX);
    Some(Maximum { agreeing_starts, ..*best })
}

fn search<const N: usize>(likelihood: &impl Likelihood<N>, start: &[f64; N]) -> Option<Maximum<N>> {
    let objective = Objective { likelihood, latest: RefCell::new(None) };
    let (rough, steps) = descend(&objective, start.map(f64::ln).to_vec())?;
    let (point, newton_steps) = polish(&objective, rough);
    let cost = objective.evaluate(&point);
    let gradient_norm = largest(&cost.gradient);
    let parameters = point.map(f64::exp);
    let log_likelihood = likelihood.evaluate(&parameters).value;
    let inside = objective.pull(&point).iter().all(|pull| *pull == 0.0);
    let is_flat = inside && gradient_norm < FLAT;
    let standard_errors = standard_errors(&cost, &parameters, likelihood.weight()).filter(|_| is_flat);
    (log_likelihood.is_finite() && gradient_norm.is_finite()).then_some(Maximum {
        parameters,
        log_likelihood,
        standard_errors,
        converged: standard_errors.is_some(),
        iterations: steps + newton_steps,
        agreeing_starts: 1,
    })
}

/// L-BFGS from a start, in logarithms; with the number of its steps.
fn descend<const N: usize>(
    objective: &Objective<'_, N, impl Likelihood<N>>,
    start: Vec<f64>,
) -> Option<([f64; N], u32)> {
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 2 * N).with_tolerance_grad(1e-2).ok()?;
    let solver = solver.with_tolerance_cost(1e-6).ok()?;
    let configure = |state: IterState<_, _, _, _, _, f64>| state.param(start).max_iters(MOST_STEPS);
    let search = Executor::new(objective, solver).timer(false).ctrlc(false).configure(configure);
    let state = search.run().ok()?.state;
    let point = state.get_best_param()?.as_slice().try_into().ok()?;
    Some((point, u32::try_from(state.get_iter()).unwrap_or(u32::MAX)))
}

/// Newton's steps, shortened where the function is not curved upwards or a step does not lead down (Levenberg).
fn polish<const N: usize>(
    objective: &Objective<'_, N, impl Likelihood<N>>,
    mut point: [f64; N],
) -> ([f64; N], u32) {
    let mut cost = objective.evaluate(&point);
    let mut damping = 0.0;
    for step in 0..MOST_NEWTON_STEPS {
        if largest(&cost.gradient) < STILL || damping > MOST_DAMPING {
            return (point, step);
        }
        let next = newton_step(&cost, damping).map(|step| std::array::from_fn(|row| point[row] - step[row]));
        let next_cost = next.map(|next| (next, objective.evaluate(&next)));
        match next_cost.filter(|(_, next_cost)| is_lower(next_cost, &cost)) {
            Some(lower) => {
                (point, cost) = lower;
                damping = if damping > LEAST_DAMPING { damping / 10.0 } else { 0.0 };
            }
            None => damping = (damping * 10.0).max(LEAST_DAMPING),
        }
    }
    (point, MOST_NEWTON_STEPS)
}

/// `None` if the function is not curved upwards even with the damping.
fn newton_step<const N: usize>(cost: &Evaluation<N>, damping: f64) -> Option<[f64; N]> {
    let mut hessian = cost.hessian;
    for (row, values) in hessian.iter_mut().enumerate() {
        values[row] += damping;
    }
    let inverse = inverse(&hessian)?;
    // A parameter changes by at most the factor e² in a step.
    Some(multiply(&inverse, &cost.gradient).map(|change| change.clamp(-2.0, 2.0)))
}

/// Near the minimum, where values differ in their last digits only, the gradient decides.
fn is_lower<const N: usize>(next: &Evaluation<N>, cost: &Evaluation<N>) -> bool {
    let noise = 1e-13 * cost.value.abs().max(1.0);
    next.value < cost.value - noise
        || (next.value <= cost.value + noise && largest(&next.gradient) < largest(&cost.gradient))
}

/// The delta method: a parameter is as uncertain, relative to itself, as its logarithm.
fn standard_errors<const N: usize>(
    cost: &Evaluation<N>,
    parameters: &[f64; N],
    weight: f64,
) -> Option<[f64; N]> {
    let covariance = inverse(&cost.hessian)?;
    let errors = std::array::from_fn(|row| (covariance[row][row] / weight).sqrt() * parameters[row]);
    errors.iter().all(|error: &f64| error.is_finite()).then_some(errors)
}

/// What the optimiser sees: the mean log-likelihood with the sign turned, by the logarithms of the parameters.
struct Objective<'a, const N: usize, L> {
    likelihood: &'a L,
    /// The optimiser asks for cost and gradient of one point one after the other.
    latest: RefCell<Option<([f64; N], Evaluation<N>)>>,
}

impl<const N: usize, L: Likelihood<N>> Objective<'_, N, L> {
    fn evaluate(&self, point: &[f64; N]) -> Evaluation<N> {
        if let Some((at, evaluation)) = *self.latest.borrow()
            && at == *point
        {
            return evaluation;
        }
        let parameters = point.map(f64::exp);
        let mut cost = self.likelihood.evaluate(&parameters).as_cost(&parameters, self.likelihood.weight());
        for (row, pull) in self.pull(point).into_iter().enumerate() {
            cost.value += 0.5 * pull * pull;
            cost.gradient[row] += pull;
            cost.hessian[row][row] += f64::from(u8::from(pull != 0.0));
        }
        *self.latest.borrow_mut() = Some((*point, cost));
        cost
    }

    /// How far each logarithm is outside of the range.
    fn pull(&self, point: &[f64; N]) -> [f64; N] {
        let (scale, widest) = (self.likelihood.scale(), WIDEST_FACTOR.ln());
        std::array::from_fn(|row| {
            let offset = point[row] - scale[row].ln();
            offset - offset.clamp(-widest, widest)
        })
    }

    fn evaluate_slice(&self, point: &[f64]) -> Result<Evaluation<N>, Error> {
        let point: [f64; N] = point.try_into()?;
        let evaluation = self.evaluate(&point);
        let is_finite = evaluation.value.is_finite() && evaluation.gradient.iter().all(|d| d.is_finite());
        if is_finite { Ok(evaluation) } else { Err(Error::msg("the likelihood is undefined here")) }
    }
}

impl<const N: usize, L: Likelihood<N>> CostFunction for &Objective<'_, N, L> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, point: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.evaluate_slice(point)?.value)
    }
}

impl<const N: usize, L: Likelihood<N>> Gradient for &Objective<'_, N, L> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, point: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.evaluate_slice(point)?.gradient.to_vec())
    }
}

fn largest<const N: usize>(values: &[f64; N]) -> f64 {
    values.iter().fold(0.0, |largest, value| if value.is_nan() { f64::NAN } else { largest.max(value.abs()) })
}

fn multiply<const N: usize>(matrix: &[[f64; N]; N], vector: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|row| matrix[row].iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// The inverse of a symmetric positive definite matrix by Cholesky's factors; `None` if it is not one.
fn inverse<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let factor = cholesky(matrix)?;
    // A column is a row too, because the inverse is as symmetric as the matrix.
    let column = |number: usize| {
        let mut solution = [0.0; N];
        for row in 0..N {
            let known: f64 = (0..row).map(|k| factor[row][k] * solution[k]).sum();
            solution[row] = (f64::from(u8::from(row == number)) - known) / factor[row][row];
        }
        for row in (0..N).rev() {
            let known: f64 = (row + 1..N).map(|k| factor[k][row] * solution[k]).sum();
            solution[row] = (solution[row] - known) / factor[row][row];
        }
        solution
    };
    Some(std::array::from_fn(column))
}

fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut factor = [[0.0; N]; N];
    for row in 0..N {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            let rest = matrix[row][column] - known;
            factor[row][column] = if row == column { rest.sqrt() } else { rest / factor[column][column] };
        }
        // False for NaN too, which the root of a negative number is.
        if !(factor[row][row] > 0.0 && factor[row][row].is_finite()) {
            return None;
        }
    }
    Some(factor)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Evaluation, Likelihood, inverse, maximise, multiply};

    /// Compares the derivatives with differences of the value and of the gradient.
    #[track_caller]
    pub(in crate::lifetime) fn check_derivatives<const N: usize>(
        likelihood: &impl Likelihood<N>,
        parameters: &[f64; N],
    ) {
        let at = likelihood.evaluate(parameters);
        for row in 0..N {
            let step = 1e-5 * parameters[row];
            let moved = |sign: f64| {
                let mut moved = *parameters;
                moved[row] += sign * step;
                likelihood.evaluate(&moved)
            };
            let (below, above) = (moved(-1.0), moved(1.0));
            let slope = |low: f64, high: f64| (high - low) / (2.0 * step);
            assert_close(at.gradient[row], slope(below.value, above.value), &format!("slope {row}"));
            for column in 0..N {
                let expected = slope(below.gradient[column], above.gradient[column]);
                assert_close(at.hessian[row][column], expected, &format!("curvature {row} {column}"));
            }
        }
    }

    #[track_caller]
    fn assert_close(found: f64, expected: f64, what: &str) {
        assert!((found - expected).abs() < 1e-5 * expected.abs().max(1.0), "{what}: {found}, not {expected}");
    }

    /// Of `count` observations with this mean, from an exponential distribution.
    struct Exponential {
        count: f64,
        mean: f64,
    }

    impl Likelihood<1> for Exponential {
        fn evaluate(&self, &[rate]: &[f64; 1]) -> Evaluation<1> {
            Evaluation {
                value: self.count * (rate.ln() - rate * self.mean),
                gradient: [self.count * (rate.recip() - self.mean)],
                hessian: [[-self.count / (rate * rate)]],
            }
        }

        fn weight(&self) -> f64 {
            self.count
        }

        fn scale(&self) -> [f64; 1] {
            [1.0]
        }
    }

    #[test]
    fn the_rate_of_an_exponential_distribution_is_found_with_its_standard_error() {
        let likelihood = Exponential { count: 400.0, mean: 0.25 };
        check_derivatives(&likelihood, &[1.7]);
        let maximum = maximise(&likelihood, &[[1.0], [0.01], [900.0]]).unwrap();
        assert!((maximum.parameters[0] - 4.0).abs() < 1e-9);
        assert!((maximum.standard_errors.unwrap()[0] - 4.0 / 20.0).abs() < 1e-9);
        assert!(maximum.converged);
        assert_eq!(maximum.agreeing_starts, 3);
    }

    /// Where all observations are 0 the likelihood rises with the rate for ever.
    #[test]
    fn a_likelihood_without_a_maximum_ends_at_the_edge_and_says_so() {
        let maximum = maximise(&Exponential { count: 10.0, mean: 0.0 }, &[[1.0], [30.0]]).unwrap();
        assert!(!maximum.converged && maximum.parameters[0] > 1e4, "{maximum:?}");
        assert!(maximum.parameters[0].is_finite() && maximum.standard_errors.is_none());
    }

    #[test]
    fn an_undefined_likelihood_has_no_maximum() {
        assert_eq!(maximise(&Exponential { count: 10.0, mean: f64::NAN }, &[[1.0]]), None);
    }

    #[test]
    fn the_inverse_times_the_matrix_is_one_and_other_matrices_have_none() {
        let matrix = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]];
        for (number, column) in inverse(&matrix).unwrap().iter().enumerate() {
            for (row, product) in multiply(&matrix, column).into_iter().enumerate() {
                assert!((product - f64::from(u8::from(row == number))).abs() < 1e-14);
            }
        }
        assert_eq!(inverse(&[[1.0, 2.0], [2.0, 1.0]]), None);
        assert_eq!(inverse(&[[f64::NAN]]), None);
    }
}
