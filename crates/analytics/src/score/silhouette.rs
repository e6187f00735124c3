//! The silhouette of clusters, after Rousseeuw (1987).

use ndarray::Array2;
use rayon::prelude::*;

/// The cluster of each row, and how many clusters there are.
#[derive(Clone, Copy)]
pub(crate) struct Labelling<'a> {
    pub(crate) labels: &'a [u8],
    pub(crate) clusters: usize,
}

/// Every so many-th of `rows` rows, so that at most `sample` are taken.
pub(crate) fn evenly_spaced(rows: usize, sample: usize) -> Vec<usize> {
    (0..rows).step_by(rows.div_ceil(sample).max(1)).collect()
}

/// Mean silhouette of the rows `sample` of each labelling, among themselves; `None` where they fall into one cluster.
///
/// The distances, which cost most, are computed once for all labellings.
pub(crate) fn mean_silhouettes(
    features: &Array2<f64>,
    labellings: &[Labelling<'_>],
    sample: &[usize],
) -> Vec<Option<f64>> {
    let sizes: Vec<Vec<u32>> = labellings.iter().map(|labelling| sizes_of(*labelling, sample)).collect();
    let silhouettes: Vec<Vec<f64>> = sample
        .par_iter()
        .map(|&row| {
            let sums = distance_sums(features, labellings, sample, row);
            let parts = labellings.iter().zip(&sizes).zip(&sums);
            parts
                .map(|((labelling, sizes), sums)| silhouette(usize::from(labelling.labels[row]), sizes, sums))
                .collect()
        })
        .collect();
    let mean = |number: usize| {
        let is_split = sizes[number].iter().filter(|size| **size > 0).count() >= 2;
        let sum: f64 = silhouettes.iter().map(|row| row[number]).sum();
        is_split.then(|| sum / sample.len() as f64)
    };
    (0..labellings.len()).map(mean).collect()
}

fn sizes_of(labelling: Labelling<'_>, sample: &[usize]) -> Vec<u32> {
    let mut sizes = vec![0; labelling.clusters];
    for &row in sample {
        sizes[usize::from(labelling.labels[row])] += 1;
    }
    sizes
}

/// The distances from a row to the sample, added up by cluster, for each labelling.
fn distance_sums(
    features: &Array2<f64>,
    labellings: &[Labelling<'_>],
    sample: &[usize],
    row: usize,
) -> Vec<Vec<f64>> {
    let mut sums: Vec<Vec<f64>> = labellings.iter().map(|labelling| vec![0.0; labelling.clusters]).collect();
    let own = features.row(row);
    for &other in sample {
        let squares: f64 = own.iter().zip(features.row(other)).map(|(a, b)| (a - b).powi(2)).sum();
        let distance = squares.sqrt();
        for (sums, labelling) in sums.iter_mut().zip(labellings) {
            sums[usize::from(labelling.labels[other])] += distance;
        }
    }
    sums
}

/// (b − a) / max(a, b), with a the mean distance to the own cluster and b to the nearest other; 0 if alone.
fn silhouette(own: usize, sizes: &[u32], sums: &[f64]) -> f64 {
    if sizes[own] == 1 {
        return 0.0;
    }
    let a = sums[own] / f64::from(sizes[own] - 1);
    let others = (0..sizes.len()).filter(|&cluster| cluster != own && sizes[cluster] > 0);
    let b = others.map(|cluster| sums[cluster] / f64::from(sizes[cluster])).fold(f64::INFINITY, f64::min);
    if a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    /// Points 0, 1, 4, 5 on a line in two pairs: a = 1 for all; b = 4.5 for the outer ones, 3.5 for the inner
    /// ones; so the mean is (3.5 / 4.5 + 2.5 / 3.5) / 2.
    #[test]
    fn four_points_on_a_line_have_the_silhouette_worked_out_by_hand() {
        let points = array![[0.0], [1.0], [4.0], [5.0]];
        let pairs = Labelling { labels: &[0, 0, 1, 1], clusters: 2 };
        let all = Labelling { labels: &[0, 0, 0, 0], clusters: 2 };
        let found = mean_silhouettes(&points, &[pairs, all], &[0, 1, 2, 3]);
        assert!((found[0].unwrap() - (3.5 / 4.5 + 2.5 / 3.5) / 2.0).abs() < 1e-12);
        assert_eq!(found[1], None, "one cluster has no silhouette");
    }

    #[test]
    fn a_row_that_is_alone_counts_as_zero() {
        let points = array![[0.0], [1.0], [9.0]];
        let labelling = Labelling { labels: &[0, 0, 1], clusters: 2 };
        // a = 1 for the first two, b = 9 and 8: (8/9 + 7/8 + 0) / 3.
        let found = mean_silhouettes(&points, &[labelling], &[0, 1, 2])[0].unwrap();
        assert!((found - (8.0 / 9.0 + 7.0 / 8.0) / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_sample_is_evenly_spaced_and_never_too_large() {
        assert_eq!(evenly_spaced(5, 10), [0, 1, 2, 3, 4]);
        assert_eq!(evenly_spaced(10, 4), [0, 3, 6, 9]);
        assert!(evenly_spaced(0, 4).is_empty());
    }
}
