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
    /// From the observed information; `None` where that is not positive definite.
    pub(super) standard_errors: Option<[f64; N]>,
    /// Whether the gradient vanishes, inside of the range that is searched.
    pub(super) converged: bool,
    /// Largest derivative of the mean log-likelihood by the logarithm of a parameter.
    pub(super) gradient_norm: f64,
    /// Steps from the best start.
    pub(super) iterations: u32,
    /// How many starts led to the same log-likelihood.
    pub(super) agreeing_starts: u32,
}

/// A parameter is searched within this factor of its scale, up and down.
const WIDEST_FACTOR: f64 = 1e5;
/// A gradient of the mean log-likelihood that counts as none.
const FLAT: f64 = 1e-8;
const MOST_STEPS: u64 = 300;
const MOST_NEWTON_STEPS: u32 = 20;
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
    let standard_errors =
        if inside { standard_errors(&cost, &parameters, likelihood.weight()) } else { None };
    (log_likelihood.is_finite() && gradient_norm.is_finite()).then_some(Maximum {
        parameters,
        log_likelihood,
        standard_errors,
        converged: inside && gradient_norm < FLAT.sqrt() && standard_errors.is_some(),
        gradient_norm,
        iterations: steps + newton_steps,
        agreeing_starts: 1,
    })
}

/// L-BFGS from a start, in logarithms; with the number of its steps.
fn descend<const N: usize>(
    objective: &Objective<'_, N, impl Likelihood<N>>,
    start: Vec<f64>,
) -> Option<([f64; N], u32)> {
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 2 * N).with_tolerance_grad(1e-4).ok()?;
    let solver = solver.with_tolerance_cost(1e-10).ok()?;
    let configure = |state: IterState<_, _, _, _, _, f64>| state.param(start).max_iters(MOST_STEPS);
    let search = Executor::new(objective, solver).timer(false).ctrlc(false).configure(configure);
    let state = search.run().ok()?.state;
    let point = state.get_best_param()?.as_slice().try_into().ok()?;
    Some((point, u32::try_from(state.get_iter()).unwrap_or(u32::MAX)))
}

/// Newton steps for as long as they lower the gradient.
fn polish<const N: usize>(
    objective: &Objective<'_, N, impl Likelihood<N>>,
    mut point: [f64; N],
) -> ([f64; N], u32) {
    let mut cost = objective.evaluate(&point);
    let mut steps = 0;
    while steps < MOST_NEWTON_STEPS && largest(&cost.gradient) > 1e-13 {
        let Some(inverse) = inverse(&cost.hessian) else { break };
        let step = multiply(&inverse, &cost.gradient);
        let next: [f64; N] = std::array::from_fn(|row| point[row] - step[row].clamp(-1.0, 1.0));
        let next_cost = objective.evaluate(&next);
        let is_better =
            next_cost.value <= cost.value + 1e-12 && largest(&next_cost.gradient) < largest(&cost.gradient);
        if !is_better {
            break;
        }
        (point, cost) = (next, next_cost);
        steps += 1;
    }
    (point, steps)
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
