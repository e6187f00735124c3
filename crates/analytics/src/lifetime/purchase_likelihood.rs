use rayon::prelude::*;

use super::{
    PurchaseModelKind, PurchaseSummary,
    optimum::{Evaluation, Likelihood},
    rising::{Odds, RisingFactorial},
};

/// The likelihood of all customers, with equal customers counted once.
#[derive(Debug)]
pub(super) struct PurchaseLikelihood {
    kind: PurchaseModelKind,
    /// Distinct customers by frequency, in rising order.
    classes: Vec<Class>,
    customers: u64,
    mean_age: f64,
}

/// The customers with the same number of repeat purchases.
#[derive(Debug)]
struct Class {
    frequency: u32,
    weight: f64,
    rows: Vec<Row>,
}

/// Customers with the same ages.
#[derive(Debug, Clone, Copy)]
struct Row {
    recency: f64,
    age: f64,
    weight: f64,
}

/// Rows that one task adds up; a fixed number, so that sums do not depend on the number of threads.
const ROWS_PER_TASK: usize = 4_096;

impl PurchaseLikelihood {
    pub(super) fn new(kind: PurchaseModelKind, customers: &[PurchaseSummary]) -> Self {
        let mut sorted = customers.to_vec();
        sorted.par_sort_unstable_by(|one, other| {
            let ages = one.age.total_cmp(&other.age).then(one.recency.total_cmp(&other.recency));
            one.frequency.cmp(&other.frequency).then(ages)
        });
        let classes = sorted.chunk_by(|one, other| one.frequency == other.frequency).map(Class::of);
        let ages: f64 = sorted.iter().map(|customer| customer.age).sum();
        Self {
            kind,
            classes: classes.collect(),
            customers: customers.len() as u64,
            mean_age: ages / customers.len().max(1) as f64,
        }
    }

    pub(super) fn distinct_rows(&self) -> u64 {
        self.classes.iter().map(|class| class.rows.len() as u64).sum()
    }
}

impl Class {
    fn of(sorted: &[PurchaseSummary]) -> Self {
        let rows = sorted.chunk_by(|one, other| one == other).map(|equal| Row {
            recency: equal[0].recency,
            age: equal[0].age,
            weight: equal.len() as f64,
        });
        Self { frequency: sorted[0].frequency, weight: sorted.len() as f64, rows: rows.collect() }
    }

    fn evaluate_rows(&self, terms: &ClassTerms) -> Evaluation<4> {
        let add = |rows: &[Row]| {
            // Rows are sorted by age, and a logarithm costs as much as all the rest.
            let ages = rows.chunk_by(|one, other| one.age == other.age);
            ages.fold(Evaluation::ZERO, |mut sum, rows| {
                terms.add_rows_of_one_age(rows, &mut sum);
                sum
            })
        };
        if self.rows.len() <= ROWS_PER_TASK {
            return add(&self.rows);
        }
        let parts: Vec<_> = self.rows.par_chunks(ROWS_PER_TASK).map(add).collect();
        parts.iter().fold(Evaluation::ZERO, Evaluation::plus)
    }
}

impl Likelihood<4> for PurchaseLikelihood {
    fn evaluate(&self, parameters: &[f64; 4]) -> Evaluation<4> {
        let &[r, alpha, a, b] = parameters;
        let mut rising = [r, b, a + b].map(RisingFactorial::start);
        let mut sum = Evaluation::ZERO;
        for class in &self.classes {
            let chances = self.kind.chances_to_leave(class.frequency);
            let counts = [class.frequency, chances, chances];
            rising = std::array::from_fn(|index| rising[index].advance_to(counts[index]));
            let terms = ClassTerms { r, alpha, a, b, chances, shape: r + f64::from(class.frequency) };
            sum = sum.plus(&class.evaluate_rows(&terms));
            terms.add_constants(&rising, class.weight, &mut sum);
        }
        sum
    }

    fn weight(&self) -> f64 {
        self.customers as f64
    }

    fn scale(&self) -> [f64; 4] {
        [1.0, if self.mean_age > 0.0 { self.mean_age } else { 1.0 }, 1.0, 1.0]
    }
}

/// What the customers of a class have in common.
struct ClassTerms {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
    chances: u32,
    /// r + frequency
    shape: f64,
}

impl ClassTerms {
    /// ln (r)ₓ + r ln alpha + ln (b)ₖ − ln (a + b)ₖ, for each of `weight` customers.
    fn add_constants(&self, rising: &[RisingFactorial; 3], weight: f64, sum: &mut Evaluation<4>) {
        let Self { r, alpha, .. } = *self;
        let [buying, staying, having_chances] = rising;
        sum.value += weight * (buying.ln + r * alpha.ln() + staying.ln - having_chances.ln);
        sum.gradient[0] += weight * (buying.slope + alpha.ln());
        sum.gradient[1] += weight * r / alpha;
        sum.gradient[2] -= weight * having_chances.slope;
        sum.gradient[3] += weight * (staying.slope - having_chances.slope);
        let mut add = |row: usize, column: usize, value: f64| {
            sum.hessian[row][column] += weight * value;
            if row != column {
                sum.hessian[column][row] += weight * value;
            }
        };
        add(0, 0, buying.curvature);
        add(0, 1, 1.0 / alpha);
        add(1, 1, -r / (alpha * alpha));
        add(2, 2, -having_chances.curvature);
        add(2, 3, -having_chances.curvature);
        add(3, 3, staying.curvature - having_chances.curvature);
    }

    /// −(r + x) ln(alpha + T) + ln(1 + odds), where the odds are those of having dropped out:
    /// a / (b + k − 1) · ((alpha + T) / (alpha + t_x))^(r + x).
    fn add_rows_of_one_age(&self, rows: &[Row], sum: &mut Evaluation<4>) {
        let Some(age) = rows.first().map(|row| row.age) else { return };
        let shape = self.shape;
        let weight: f64 = rows.iter().map(|row| row.weight).sum();
        let now = self.alpha + age;
        let (ln_now, per_now) = (now.ln(), now.recip());
        sum.value -= weight * shape * ln_now;
        sum.gradient[0] -= weight * ln_now;
        sum.gradient[1] -= weight * shape * per_now;
        sum.hessian[0][1] -= weight * per_now;
        sum.hessian[1][0] -= weight * per_now;
        sum.hessian[1][1] += weight * shape * per_now * per_now;
        if self.chances > 0 {
            rows.iter().for_each(|row| self.add_odds(row, ln_now, per_now, sum));
        }
    }

    fn add_odds(&self, row: &Row, ln_now: f64, per_now: f64, sum: &mut Evaluation<4>) {
        let Self { a, b, shape, .. } = *self;
        let weight = row.weight;
        let last = self.alpha + row.recency;
        let per_last = last.recip();
        let silence = ln_now - last.ln();
        let others = b + f64::from(self.chances) - 1.0;
        let log_odds = (a / others).ln() + shape * silence;
        let odds = Odds::of_ln(log_odds);
        let slopes = [silence, shape * (per_now - per_last), a.recip(), -others.recip()];
        sum.value += weight * odds.softplus;
        for (index, slope) in slopes.iter().enumerate() {
            sum.gradient[index] += weight * odds.probability * slope;
            for (other, other_slope) in slopes.iter().enumerate() {
                sum.hessian[index][other] += weight * odds.variance * slope * other_slope;
            }
        }
        let absent = weight * odds.probability;
        sum.hessian[0][1] += absent * (per_now - per_last);
        sum.hessian[1][0] += absent * (per_now - per_last);
        sum.hessian[1][1] -= absent * shape * (per_now * per_now - per_last * per_last);
        sum.hessian[2][2] -= absent / (a * a);
        sum.hessian[3][3] += absent / (others * others);
    }
}

#[cfg(test)]
mod tests {
    use super::PurchaseLikelihood;
    use crate::lifetime::{
        PurchaseModel, PurchaseModelKind, PurchaseSummary,
        optimum::{Likelihood, tests::check_derivatives},
    };

    const KINDS: [PurchaseModelKind; 2] = [PurchaseModelKind::BgNbd, PurchaseModelKind::MbgNbd];

    fn customers() -> Vec<PurchaseSummary> {
        let of = |frequency, recency, age| PurchaseSummary { frequency, recency, age };
        let repeated = [of(0, 0.0, 38.86), of(2, 30.43, 38.86), of(0, 0.0, 38.86), of(0, 0.0, 12.0)];
        let others = [
            of(1, 1.71, 38.86),
            of(1, 5.0, 12.0),
            of(7, 29.43, 38.86),
            of(29, 20.1, 21.0),
            of(120, 30.0, 31.5),
        ];
        [&repeated[..], &others[..], &repeated[..2]].concat()
    }

    const PARAMETERS: [[f64; 4]; 3] =
        [[0.243, 4.414, 0.793, 2.426], [3.0, 0.5, 20.0, 0.3], [0.01, 200.0, 0.05, 40.0]];

    #[test]
    fn the_gradient_and_the_curvature_are_those_of_finite_differences() {
        for kind in KINDS {
            let likelihood = PurchaseLikelihood::new(kind, &customers());
            PARAMETERS.iter().for_each(|parameters| check_derivatives(&likelihood, parameters));
        }
    }

    #[test]
    fn rows_counted_once_with_their_weight_add_up_to_the_customers_one_by_one() {
        for kind in KINDS {
            let likelihood = PurchaseLikelihood::new(kind, &customers());
            assert_eq!(likelihood.distinct_rows(), 8);
            for parameters in PARAMETERS {
                let model = PurchaseModel::new(kind, parameters).unwrap();
                let one_by_one: f64 = customers().iter().map(|customer| model.log_likelihood(customer)).sum();
                let together = likelihood.evaluate(&parameters).value;
                assert!((together - one_by_one).abs() < 1e-9 * one_by_one.abs());
            }
        }
    }
}
