//! k-means and what says how good its clusters are, on any table of numbers.

use ndarray::Array2;

use crate::{
    RefreshError, Silent,
    score::{
        silhouette::{Labelling, evenly_spaced, mean_silhouettes},
        tiers::{self, STARTS},
    },
};

/// The rows of a table in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    /// The cluster of each row, from 0.
    pub labels: Vec<u8>,
    /// Sum of squared distances to the mean of the own cluster.
    pub inertia: f64,
    /// Mean silhouette after Rousseeuw (1987); `None` if all rows fall into one cluster.
    pub silhouette: Option<f64>,
}

impl Clustering {
    /// Measures labels from 0 to `k` - 1; the silhouette on at most so many evenly spaced rows.
    pub(crate) fn of_labels(features: &Array2<f64>, labels: Vec<u8>, k: usize, sample: usize) -> Self {
        let rows = evenly_spaced(features.nrows(), sample);
        let labelling = Labelling { labels: &labels, clusters: k };
        let silhouette = mean_silhouettes(features, &[labelling], &rows)[0];
        Self { inertia: tiers::sum_of_squares(features, &labels, k), silhouette, labels }
    }
}

/// Puts rows into `k` clusters: k-means with seeded k-means++ starts, of which the best counts.
///
/// # Errors
/// [`RefreshError::Tiers`] if there are fewer than `k` distinct rows, or `k` is 0 or above 255.
pub fn k_means(features: &Array2<f64>, k: usize) -> Result<Clustering, RefreshError> {
    if k == 0 || k > usize::from(u8::MAX) || tiers::distinct_rows(features, k) < k {
        return Err(RefreshError::Tiers(format!(
            "{k} clusters need at least {k} distinct rows, and 1 to 255 clusters"
        )));
    }
    let labels = tiers::cluster(features, k, STARTS, &Silent)?;
    Ok(Clustering::of_labels(features, labels, k, features.nrows()))
}

/// Gives each column mean 0 and population standard deviation 1; a column in which all are alike becomes 0.
pub fn standardise(features: &mut Array2<f64>) {
    tiers::standardise(features);
}
