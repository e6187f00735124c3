//! k-means on data whose best clusters are published.

use std::{collections::BTreeMap, path::PathBuf};

use chrono::NaiveDate;
use ndarray::Array2;

use super::{
    silhouette::{Labelling, mean_silhouettes},
    tiers::{STARTS, cluster, standardise, sum_of_squares},
};
use crate::ingest::postgres_hash_text;

/// The sizes of the clusters, largest first.
fn sizes(labels: &[u8], k: usize) -> Vec<usize> {
    let mut sizes: Vec<usize> =
        (0..k).map(|cluster| labels.iter().filter(|label| usize::from(**label) == cluster).count()).collect();
    sizes.sort_by(|a, b| b.cmp(a));
    sizes
}

/// Sepal and petal measures of 150 flowers in centimetres, by E. Anderson, after R. A. Fisher, "The use of multiple
/// measurements in taxonomic problems" (1936). The figures are those of R's `kmeans` and `cluster::silhouette`.
#[test]
fn iris_in_three_clusters_has_the_published_inertia_silhouette_and_sizes() {
    let values: Vec<f64> = include_str!("published/iris.csv")
        .lines()
        .flat_map(|line| line.split(',').map(|value| value.parse::<f64>().unwrap()))
        .collect();
    let flowers = Array2::from_shape_vec((150, 4), values).unwrap();
    let labels = cluster(&flowers, 3, STARTS).unwrap();
    assert!((sum_of_squares(&flowers, &labels, 3) - 78.851_441).abs() < 1e-6);
    assert_eq!(sizes(&labels, 3), [62, 50, 38]);
    let all: Vec<usize> = (0..150).collect();
    let labelling = Labelling { labels: &labels, clusters: 3 };
    let silhouette = mean_silhouettes(&flowers, &[labelling], &all)[0].unwrap();
    assert!((silhouette - 0.552_819).abs() < 1e-6, "{silhouette}");
}

/// The customers of the retail orders under the synthetic id `abs(hashtext(order_id) % 1000) + 1`: days since the
/// last order, orders, profit in cents.
fn retail_customers() -> Option<Vec<(i32, u32, i64)>> {
    let folder = std::env::var_os("CLIENTELE_TEST_DATA").filter(|value| !value.is_empty())?;
    let file = PathBuf::from(folder).join("data/retail_orders/orders.csv");
    let mut customers: BTreeMap<i32, (NaiveDate, u32, i64)> = BTreeMap::new();
    for row in csv::Reader::from_path(file).unwrap().records() {
        let row = row.unwrap();
        let whole = |column: usize| row[column].parse::<i64>().unwrap();
        let date = row[1].parse::<NaiveDate>().unwrap();
        let (cost, list, quantity, discount) = (whole(12), whole(13), whole(14), whole(15));
        let id = (postgres_hash_text(row[0].as_bytes()) % 1_000).abs() + 1;
        let (last, orders, profit_cents) = customers.entry(id).or_insert((date, 0, 0));
        *last = date.max(*last);
        *orders += 1;
        *profit_cents += (list * (100 - discount) - cost * 100) * quantity;
    }
    let today = customers.values().map(|(last, ..)| *last).max()?;
    let measures = |(last, orders, profit_cents): &(NaiveDate, u32, i64)| {
        ((today - *last).num_days() as i32, *orders, *profit_cents)
    };
    Some(customers.values().map(measures).collect())
}

/// The four personas of a tutorial on these orders, on raw standardised features.
#[test]
fn retail_orders_fall_into_the_published_four_groups() {
    let Some(customers) = retail_customers() else { return };
    assert_eq!(customers.len(), 1_000);
    let values = customers
        .iter()
        .flat_map(|(days, orders, cents)| [f64::from(*days), f64::from(*orders), *cents as f64 / 100.0]);
    let mut features = Array2::from_shape_vec((1_000, 3), values.collect()).unwrap();
    standardise(&mut features);
    let labels = cluster(&features, 4, STARTS).unwrap();
    let inertia = sum_of_squares(&features, &labels, 4);
    assert!(inertia <= 1_171.60, "{inertia}");
    let found = sizes(&labels, 4);
    for (found, published) in found.iter().zip([487_usize, 344, 159, 10]) {
        assert!(found.abs_diff(published) <= 3, "{found} customers instead of about {published}");
    }
}
