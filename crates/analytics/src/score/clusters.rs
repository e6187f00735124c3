//! k-means with 2 to 10 clusters side by side, to choose the number by.

use clientele_contract::{ClusterChoice, ClusterProfile, ClusterTrial, Tier};
use ndarray::{Array2, Axis};
use rayon::prelude::*;

use super::{
    Measures,
    silhouette::{Labelling, evenly_spaced, mean_silhouettes},
    tiers::{self, Starts, cluster, distinct_rows, rename_by_spend, standardised_features, sum_of_squares},
};
use crate::{RefreshError, Silent};

const LEAST_K: usize = 2;
const GREATEST_K: usize = 10;
/// At most this many customers are clustered.
const SAMPLE: usize = 10_000;
/// Fewer than for the tiers, because only the figures are wanted, and soon.
const STARTS: Starts = Starts { runs: 10, sample: 2_000 };
const SILHOUETTE_SAMPLE: usize = 2_000;

/// One number of clusters and the cluster of each sampled customer, by mean spend from high to low.
struct Run {
    k: usize,
    labels: Vec<u8>,
}

/// Clusters at most 10,000 evenly spaced customers with each number of clusters.
///
/// The measures are standardised over all customers given, as for the tiers. Runs of k-means are seeded.
pub(crate) fn try_clusters(measures: Measures<'_>) -> Result<ClusterChoice, RefreshError> {
    let rows = evenly_spaced(measures.len(), SAMPLE);
    let features = standardised_features(measures).select(Axis(0), &rows);
    let spent_cents: Vec<i64> = rows.iter().map(|&row| measures.spent_cents[row]).collect();
    let greatest = distinct_rows(&features, GREATEST_K);
    let mut runs = run_k_means(&features, greatest)?;
    for run in &mut runs {
        run.labels = rename_by_spend(&run.labels, &spent_cents, run.k);
    }
    let silhouette_rows = evenly_spaced(rows.len(), SILHOUETTE_SAMPLE);
    let labellings: Vec<Labelling<'_>> =
        runs.iter().map(|run| Labelling { labels: &run.labels, clusters: run.k }).collect();
    let silhouettes = mean_silhouettes(&features, &labellings, &silhouette_rows);
    let trials: Vec<ClusterTrial> = runs
        .iter()
        .zip(silhouettes)
        .map(|(run, silhouette)| ClusterTrial {
            k: run.k as u8,
            mean_inertia: sum_of_squares(&features, &run.labels, run.k) / rows.len() as f64,
            silhouette,
            clusters: profiles(run, &rows, measures),
        })
        .collect();
    Ok(ClusterChoice {
        elbow_k: elbow(&trials),
        best_silhouette_k: best_silhouette(&trials),
        clustered_customers: if trials.is_empty() { 0 } else { rows.len() as u64 },
        silhouette_customers: if trials.is_empty() { 0 } else { silhouette_rows.len() as u64 },
        trials,
    })
}

/// From the greatest number down, because it takes longest.
fn run_k_means(features: &Array2<f64>, greatest: usize) -> Result<Vec<Run>, RefreshError> {
    let numbers: Vec<usize> = (LEAST_K..=greatest).rev().collect();
    // The number in use is clustered as the tiers are, so that its profiles are theirs.
    let starts = |k| if k == Tier::ALL.len() { tiers::STARTS } else { STARTS };
    let run = |&k: &usize| Ok(Run { k, labels: cluster(features, k, starts(k), &Silent)? });
    let mut runs = numbers.par_iter().with_max_len(1).map(run).collect::<Result<Vec<Run>, RefreshError>>()?;
    runs.reverse();
    Ok(runs)
}

/// The means of each cluster that has customers.
fn profiles(run: &Run, rows: &[usize], measures: Measures<'_>) -> Vec<ClusterProfile> {
    let mut sums = vec![(0_u64, 0_i64, 0_u64, 0_i64); run.k];
    for (&label, &row) in run.labels.iter().zip(rows) {
        let (customers, days, orders, cents) = &mut sums[usize::from(label)];
        *customers += 1;
        *days += i64::from(measures.recency_days[row]);
        *orders += u64::from(measures.orders[row]);
        *cents += measures.spent_cents[row];
    }
    sums.into_iter()
        .filter(|(customers, ..)| *customers > 0)
        .map(|(customers, days, orders, cents)| ClusterProfile {
            customers,
            mean_recency_days: days as f64 / customers as f64,
            mean_orders: orders as f64 / customers as f64,
            mean_spent_cents: cents as f64 / customers as f64,
        })
        .collect()
}

/// The trial farthest below the line from the first to the last; `None` if none lies below it.
///
/// The distance to the line is in a fixed ratio to the height below it, so the units of the axes do not matter.
fn elbow(trials: &[ClusterTrial]) -> Option<u8> {
    let (first, last) = (trials.first()?, trials.last()?);
    let steps = f64::from(last.k - first.k);
    let below = |trial: &ClusterTrial| {
        let share = f64::from(trial.k - first.k) / steps;
        first.mean_inertia + share * (last.mean_inertia - first.mean_inertia) - trial.mean_inertia
    };
    let inner = trials.get(1..trials.len() - 1)?;
    let depths = inner.iter().map(|trial| (trial.k, below(trial))).filter(|(_, depth)| *depth > 0.0);
    greatest(depths)
}

fn best_silhouette(trials: &[ClusterTrial]) -> Option<u8> {
    greatest(trials.iter().filter_map(|trial| Some((trial.k, trial.silhouette?))))
}

/// The number with the greatest figure, of equal ones the least.
fn greatest(figures: impl Iterator<Item = (u8, f64)>) -> Option<u8> {
    figures.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(k, _)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(k: u8, mean_inertia: f64, silhouette: Option<f64>) -> ClusterTrial {
        ClusterTrial { k, mean_inertia, silhouette, clusters: vec![] }
    }

    #[test]
    fn the_elbow_is_the_trial_farthest_below_the_line() {
        // The line falls by 2 a step: 10, 8, 6, 4; the trials lie 0, 3, 2 and 0 below it.
        let trials = [trial(2, 10.0, None), trial(3, 5.0, None), trial(4, 4.0, None), trial(5, 4.0, None)];
        assert_eq!(elbow(&trials), Some(3));
        let straight = [trial(2, 3.0, None), trial(3, 2.0, None), trial(4, 1.0, None)];
        assert_eq!(elbow(&straight), None);
        assert_eq!((elbow(&trials[..2]), elbow(&trials[..1]), elbow(&[])), (None, None, None));
    }

    #[test]
    fn the_best_silhouette_is_the_highest_and_of_equals_the_fewest_clusters() {
        let trials = [trial(2, 1.0, None), trial(3, 1.0, Some(0.5)), trial(4, 1.0, Some(0.5))];
        assert_eq!(best_silhouette(&trials), Some(3));
        assert_eq!(best_silhouette(&trials[..1]), None);
    }

    /// Three tight groups far apart: the number of clusters is beyond doubt, and so are their means.
    #[test]
    fn three_groups_are_found() {
        let groups = [(10, 1, 1_000_i64), (100, 3, 20_000), (1_000, 9, 400_000)];
        let people: Vec<(i32, u32, i64)> = (0..90)
            .map(|number| {
                let (days, orders, cents) = groups[number % 3];
                (days + (number / 3 % 2) as i32, orders, cents + (number as i64 % 5))
            })
            .collect();
        let days: Vec<i32> = people.iter().map(|person| person.0).collect();
        let orders: Vec<u32> = people.iter().map(|person| person.1).collect();
        let cents: Vec<i64> = people.iter().map(|person| person.2).collect();
        let measures = Measures { recency_days: &days, orders: &orders, spent_cents: &cents };
        let choice = try_clusters(measures).unwrap();
        assert_eq!((choice.elbow_k, choice.best_silhouette_k), (Some(3), Some(3)));
        assert_eq!((choice.clustered_customers, choice.silhouette_customers), (90, 90));
        let three = &choice.trials[1];
        assert_eq!(three.k, 3);
        assert!(three.silhouette.unwrap() > 0.95 && three.mean_inertia < 0.01, "{three:?}");
        let found: Vec<(u64, f64)> =
            three.clusters.iter().map(|cluster| (cluster.customers, cluster.mean_orders)).collect();
        assert_eq!(found, [(30, 9.0), (30, 3.0), (30, 1.0)], "by mean spend");
        let inertias: Vec<f64> = choice.trials.iter().map(|trial| trial.mean_inertia).collect();
        assert!(inertias.is_sorted_by(|more, fewer| more >= fewer), "{inertias:?}");
    }

    #[test]
    fn as_many_clusters_as_distinct_customers_and_none_for_one() {
        let alike = Measures { recency_days: &[5; 20], orders: &[1; 20], spent_cents: &[900; 20] };
        let choice = try_clusters(alike).unwrap();
        assert!(choice.trials.is_empty() && choice.elbow_k.is_none() && choice.clustered_customers == 0);
        let three = Measures { recency_days: &[5, 50, 9], orders: &[1, 2, 1], spent_cents: &[900, 10, 40] };
        let ks: Vec<u8> = try_clusters(three).unwrap().trials.iter().map(|trial| trial.k).collect();
        assert_eq!(ks, [2, 3]);
        let nobody = Measures { recency_days: &[], orders: &[], spent_cents: &[] };
        assert!(try_clusters(nobody).unwrap().trials.is_empty());
    }
}
