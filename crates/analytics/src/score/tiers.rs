//! k-means tiers on log1p of recency, frequency and monetary, standardised; named by mean spend.

use clientele_contract::Tier;
use linfa::{DatasetBase, traits::Fit};
use linfa_clustering::{KMeans, KMeansInit};
use linfa_nn::distance::{Distance, L2Dist};
use ndarray::{Array1, Array2, ArrayView1, Axis};
use rand_xoshiro::{Xoshiro256Plus, rand_core::SeedableRng};

use super::{Measures, silhouette::evenly_spaced};
use crate::{Progress, RefreshError};

/// Number of tiers.
pub(crate) const TIERS: usize = 4;
const SEED: u64 = 42;
/// How the tiers are found.
pub(crate) const STARTS: Starts = Starts { runs: 10, sample: SAMPLE };
const TOLERANCE: f64 = 1e-6;
/// The run over all customers begins where the sample ended; centroids that move less than this in a step
/// change the inertia by less than its millionth part.
const LAST_TOLERANCE: f64 = 1e-3;
const ITERATIONS: u64 = 300;
/// Customers on which the starts for the tiers are tried.
const SAMPLE: usize = 10_000;

/// The tier of each customer; `None` for all if there are fewer than four distinct customers.
pub(crate) fn assign_tiers(
    measures: Measures<'_>,
    progress: &dyn Progress,
) -> Result<Vec<Option<Tier>>, RefreshError> {
    let features = standardised_features(measures);
    if distinct_rows(&features, TIERS) < TIERS {
        return Ok(vec![None; measures.len()]);
    }
    let clusters = cluster(&features, TIERS, STARTS, progress)?;
    let labels = rename_by_spend(&clusters, measures.spent_cents, TIERS);
    Ok(labels.into_iter().map(Tier::from_index).collect())
}

/// One row per customer: log1p of days, orders and currency units, standardised.
pub(crate) fn standardised_features(measures: Measures<'_>) -> Array2<f64> {
    let customers = measures.len();
    let mut features = Array2::zeros((customers, 3));
    for customer in 0..customers {
        features[(customer, 0)] = f64::from(measures.recency_days[customer]).ln_1p();
        features[(customer, 1)] = f64::from(measures.orders[customer]).ln_1p();
        // Where profit is the measure it can be below 0.
        let spent = measures.spent_cents[customer] as f64 / 100.0;
        features[(customer, 2)] = spent.abs().ln_1p().copysign(spent);
    }
    standardise(&mut features);
    features
}

/// Gives each column mean 0 and population standard deviation 1; a column in which all are alike becomes 0.
pub(crate) fn standardise(features: &mut Array2<f64>) {
    let rows = features.nrows() as f64;
    for mut column in features.axis_iter_mut(Axis(1)) {
        let mean = column.sum() / rows;
        let variance = column.fold(0.0, |sum, value| sum + (value - mean).powi(2)) / rows;
        let deviation = variance.sqrt();
        let is_constant = deviation <= 1e-12 * mean.abs().max(1.0);
        column.mapv_inplace(|value| if is_constant { 0.0 } else { (value - mean) / deviation });
    }
}

/// How hard the best start is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Starts {
    /// k-means++ starts.
    pub(crate) runs: usize,
    /// They are tried on at most this many evenly spaced rows; one run over all follows from the best of them.
    pub(crate) sample: usize,
}

/// The cluster of each row by k-means with k-means++ starts; there must be `k` distinct rows.
pub(crate) fn cluster(
    features: &Array2<f64>,
    k: usize,
    starts: Starts,
    progress: &dyn Progress,
) -> Result<Vec<u8>, RefreshError> {
    let best_of = |rows: &Array2<f64>| {
        let init = KMeansInit::KMeansPlusPlus;
        fit(rows, k, Run { init, runs: starts.runs, tolerance: TOLERANCE, iterations: ITERATIONS })
    };
    let centroids = if features.nrows() > starts.sample {
        let sample = features.select(Axis(0), &evenly_spaced(features.nrows(), starts.sample));
        settle(features, best_of(&sample)?, progress)?
    } else {
        best_of(features)?
    };
    progress.check()?;
    Ok(nearest_centroids(features, &centroids))
}

/// The number of rows that differ, counted up to `limit`.
pub(crate) fn distinct_rows(features: &Array2<f64>, limit: usize) -> usize {
    let mut distinct: Vec<ArrayView1<'_, f64>> = Vec::new();
    for row in features.rows() {
        if distinct.len() >= limit {
            break;
        }
        if !distinct.contains(&row) {
            distinct.push(row);
        }
    }
    distinct.len()
}

/// What linfa is asked for.
struct Run {
    init: KMeansInit<f64>,
    runs: usize,
    /// It ends when the centroids move less than this in a step.
    tolerance: f64,
    /// Or after so many steps.
    iterations: u64,
}

/// One run over all rows from these centroids. A million rows take seconds, in which linfa hears nobody: so it is asked
/// for a step at a time, and ends by its own rule. What comes out is the same to the last bit.
fn settle(
    features: &Array2<f64>,
    mut centroids: Array2<f64>,
    progress: &dyn Progress,
) -> Result<Array2<f64>, RefreshError> {
    for _ in 0..ITERATIONS {
        progress.check()?;
        let init = KMeansInit::Precomputed(centroids.clone());
        let step = Run { init, runs: 1, tolerance: LAST_TOLERANCE, iterations: 1 };
        let moved_to = fit(features, centroids.nrows(), step)?;
        let moved_by = L2Dist.distance(centroids.view(), moved_to.view());
        centroids = moved_to;
        if moved_by < LAST_TOLERANCE {
            break;
        }
    }
    Ok(centroids)
}

fn fit(features: &Array2<f64>, k: usize, run: Run) -> Result<Array2<f64>, RefreshError> {
    let random = Xoshiro256Plus::seed_from_u64(SEED);
    let model = KMeans::params_with(k, random, L2Dist)
        .init_method(run.init)
        .n_runs(run.runs)
        .tolerance(run.tolerance)
        .max_n_iterations(run.iterations)
        .fit(&DatasetBase::from(features.view()))
        .map_err(|error| RefreshError::Tiers(error.to_string()))?;
    Ok(model.centroids().clone())
}

/// Ties go to the lower number.
fn nearest_centroids(features: &Array2<f64>, centroids: &Array2<f64>) -> Vec<u8> {
    let distance = |row: &ArrayView1<'_, f64>, centroid: ArrayView1<'_, f64>| {
        row.iter().zip(centroid).map(|(a, b)| (a - b).powi(2)).sum::<f64>()
    };
    let nearest = |row: ArrayView1<'_, f64>| {
        let mut best = (f64::INFINITY, 0);
        for (number, centroid) in centroids.rows().into_iter().enumerate() {
            let distance = distance(&row, centroid);
            if distance < best.0 {
                best = (distance, number as u8);
            }
        }
        best.1
    };
    features.rows().into_iter().map(nearest).collect()
}

/// Sum of squared distances to the mean of the own cluster: the inertia of the labels.
pub(crate) fn sum_of_squares(features: &Array2<f64>, labels: &[u8], k: usize) -> f64 {
    let mut means = Array2::<f64>::zeros((k, features.ncols()));
    let mut sizes = Array1::<f64>::zeros(k);
    for (row, &label) in features.rows().into_iter().zip(labels) {
        let mut mean = means.row_mut(usize::from(label));
        mean += &row;
        sizes[usize::from(label)] += 1.0;
    }
    for (mut mean, &size) in means.rows_mut().into_iter().zip(&sizes) {
        mean /= size.max(1.0);
    }
    let mut sum = 0.0;
    for (row, &label) in features.rows().into_iter().zip(labels) {
        sum += row.iter().zip(means.row(usize::from(label))).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    }
    sum
}

/// Cluster numbers by mean spend, greatest first; an empty cluster comes last.
pub(crate) fn rename_by_spend(labels: &[u8], monetary_cents: &[i64], k: usize) -> Vec<u8> {
    let mut spent = vec![(0_i64, 0_i64); k];
    for (&label, cents) in labels.iter().zip(monetary_cents) {
        let (sum, size) = &mut spent[usize::from(label)];
        *sum += cents;
        *size += 1;
    }
    let mean = |cluster: u8| {
        let (sum, size) = spent[usize::from(cluster)];
        sum as f64 / (size.max(1)) as f64
    };
    let mut clusters: Vec<u8> = (0..k as u8).collect();
    clusters.sort_by(|&a, &b| mean(b).total_cmp(&mean(a)));
    let mut names = vec![0; k];
    for (name, &cluster) in clusters.iter().enumerate() {
        names[usize::from(cluster)] = name as u8;
    }
    labels.iter().map(|&label| names[usize::from(label)]).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use rand_xoshiro::rand_core::RngCore;

    use super::*;
    use crate::{Silent, Stage};

    /// Wants an end after so many questions.
    struct EndsAfter {
        questions: u32,
        asked: AtomicU32,
    }

    impl EndsAfter {
        fn new(questions: u32) -> Self {
            Self { questions, asked: AtomicU32::new(0) }
        }
    }

    impl Progress for EndsAfter {
        fn begin(&self, _stage: Stage) {}

        fn is_cancelled(&self) -> bool {
            self.asked.fetch_add(1, Ordering::Relaxed) >= self.questions
        }
    }

    /// Rows without any groups, among which centroids wander for long.
    fn scattered(rows: usize) -> Array2<f64> {
        let mut random = Xoshiro256Plus::seed_from_u64(7);
        let mut features = Array2::from_shape_simple_fn((rows, 3), || {
            (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
        });
        standardise(&mut features);
        features
    }

    #[test]
    fn step_by_step_all_ends_where_one_run_does_to_the_last_bit() {
        let features = scattered(20_000);
        for k in [2, 4, 7] {
            let begin = features.select(Axis(0), &(0..k).collect::<Vec<_>>());
            let init = KMeansInit::Precomputed(begin.clone());
            let run = Run { init, runs: 1, tolerance: LAST_TOLERANCE, iterations: ITERATIONS };
            let at_once = fit(&features, k, run).expect("centroids");
            let progress = EndsAfter::new(u32::MAX);
            let by_steps = settle(&features, begin, &progress).expect("centroids");
            assert!(progress.asked.load(Ordering::Relaxed) > 3, "{k}: it takes some steps");
            let bits = |centroids: &Array2<f64>| centroids.mapv(f64::to_bits);
            assert_eq!(bits(&by_steps), bits(&at_once), "{k}");
        }
    }

    #[test]
    fn a_wish_to_end_is_heard_between_two_steps() {
        let features = scattered(20_000);
        let starts = Starts { runs: 1, sample: 100 };
        assert!(cluster(&features, TIERS, starts, &Silent).is_ok());
        let ended = cluster(&features, TIERS, starts, &EndsAfter::new(2));
        assert!(matches!(ended, Err(RefreshError::Cancelled)), "{ended:?}");
    }
}
