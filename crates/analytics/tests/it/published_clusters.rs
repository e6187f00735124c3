//! k-means on data whose best clusters are published.

use std::ops::ControlFlow;

use clientele_analytics::{
    AmountMeasure, BuildRequest, CustomerRule, Engine, RecognisedSource, RuleBook, ShopConfig, Silent,
    build_shop,
    clustering::{k_means, standardise},
    recognise_source,
};
use clientele_contract::{Analytics, CustomerFilter, Scope};
use ndarray::Array2;

use crate::olist_sample::test_data;

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
    let values: Vec<f64> = include_str!("iris.csv")
        .lines()
        .flat_map(|line| line.split(',').map(|value| value.parse::<f64>().unwrap()))
        .collect();
    let flowers = Array2::from_shape_vec((150, 4), values).unwrap();
    let found = k_means(&flowers, 3).unwrap();
    assert!((found.inertia - 78.851_441).abs() < 1e-6, "{}", found.inertia);
    assert_eq!(sizes(&found.labels, 3), [62, 50, 38]);
    let silhouette = found.silhouette.unwrap();
    assert!((silhouette - 0.552_819).abs() < 1e-6, "{silhouette}");
}

/// The customers of the retail orders under the synthetic id, as the engine reads them: days since the last order,
/// orders, profit in cents.
fn retail_customers() -> Option<Vec<(i32, u32, i64)>> {
    let source = test_data()?.join("data/retail_orders/orders.csv");
    let RecognisedSource::Table(table) =
        recognise_source(&source, &ShopConfig::default(), &std::env::temp_dir().join("clientele-unpacking"))
            .unwrap()
    else {
        return None;
    };
    let mut mapping = table.mapping;
    mapping.rules.customers = CustomerRule::Synthetic;
    mapping.rules.measure = AmountMeasure::Profit;
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let request = BuildRequest {
        source: &source,
        mapping: Some(&mapping),
        config: &config,
        rules: &rules,
        as_of: None,
        staging: &std::env::temp_dir().join("clientele-unpacking"),
    };
    let engine = Engine::from_shop(build_shop(&request, &Silent).unwrap()).unwrap();
    let mut customers = Vec::new();
    let visited = engine.visit_customers(&Scope::everything(), &CustomerFilter::default(), &mut |customer| {
        customers.push((customer.recency_days, customer.orders, customer.spent_cents));
        ControlFlow::Continue(())
    });
    visited.unwrap();
    Some(customers)
}

/// Mean days, orders and profit of the customers of a cluster, and how many they are.
fn profile(customers: &[(i32, u32, i64)], labels: &[u8], cluster: u8) -> (f64, f64, f64, usize) {
    let members = || customers.iter().zip(labels).filter(|(_, label)| **label == cluster).map(|(row, _)| row);
    let size = members().count();
    let mean = |sum: f64| sum / size as f64;
    (
        mean(members().map(|(days, ..)| f64::from(*days)).sum()),
        mean(members().map(|(_, orders, _)| f64::from(*orders)).sum()),
        mean(members().map(|(.., cents)| *cents as f64 / 100.0).sum()),
        size,
    )
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
    let groups = k_means(&features, 4).unwrap();
    assert!(groups.inertia <= 1_171.60, "{}", groups.inertia);
    let mut found: Vec<_> = (0..4).map(|cluster| profile(&customers, &groups.labels, cluster)).collect();
    found.sort_by(|a, b| b.2.total_cmp(&a.2));
    // VIPs, Loyalists, Casual, At Risk; one VIP more or less makes the difference. Days count from the last day of the data there, from the day after it here.
    let published = [
        (37.5, 11.1, 11_437.0, 10),
        (46.6, 13.3, 1_434.0, 344),
        (45.3, 8.45, 673.0, 487),
        (208.6, 7.5, 658.0, 159),
    ];
    for (found, published) in found.iter().zip(published) {
        let is_near = |found: f64, published: f64| (found - published).abs() <= 0.1 * published;
        assert!(is_near(found.0 - 1.0, published.0), "{found:?} instead of {published:?}");
        assert!(
            is_near(found.1, published.1) && is_near(found.2, published.2),
            "{found:?} instead of {published:?}"
        );
        assert!(found.3.abs_diff(published.3) <= 3, "{found:?} instead of {published:?}");
    }
}

#[test]
fn more_clusters_than_distinct_rows_are_refused() {
    let alike = Array2::<f64>::zeros((20, 2));
    for k in [0, 2, 256] {
        assert!(k_means(&alike, k).is_err(), "{k}");
    }
    assert_eq!(k_means(&alike, 1).unwrap().silhouette, None);
}
