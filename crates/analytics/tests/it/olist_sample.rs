//! The Olist sample against figures that an independent program computed from it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use clientele_analytics::Engine;
use clientele_contract::{
    Analytics, CohortQuestion, CustomerFilter, CustomerQuery, CustomerSort, Report, Scope, SortDirection,
};
use serde_json::Value;

use crate::shop_files::build_folder;

/// The folder with real data, or `None` with a word about it.
pub(crate) fn test_data() -> Option<PathBuf> {
    let named = std::env::var_os("CLIENTELE_TEST_DATA").filter(|value| !value.is_empty());
    let folder = named.map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: CLIENTELE_TEST_DATA does not name the folder with the real data");
    }
    folder
}

/// The shop of the sample, read once for all tests; `None` without real data.
pub(crate) fn olist() -> Option<&'static Engine> {
    static OLIST: LazyLock<Option<Engine>> = LazyLock::new(|| test_data().map(|data| engine(&data)));
    OLIST.as_ref()
}

pub(crate) fn engine(data: &Path) -> Engine {
    let shop = build_folder(&data.join("data/olist_sample")).unwrap();
    Engine::from_shop(shop).unwrap()
}

#[test]
fn the_report_equals_the_reference() {
    let (Some(data), Some(engine)) = (test_data(), olist()) else { return };
    let report = engine.report(&Scope::everything()).unwrap();
    let reference: BTreeMap<String, Value> =
        serde_json::from_slice(&std::fs::read(data.join("reference/olist_sample.json")).unwrap()).unwrap();
    let Value::Object(found) = serde_json::to_value(&report).unwrap() else {
        panic!("a report is an object")
    };
    for (key, expected) in &reference {
        match key.as_str() {
            "kmeans_k4" => assert_tiers_match(&report, expected),
            "sample_customers" => {}
            "average_order_value_cents" => {
                assert!(
                    (report.average_order_value_cents.unwrap() - expected.as_f64().unwrap()).abs() < 1e-4
                );
            }
            _ => assert_eq!(&found[key], expected, "{key}"),
        }
    }
}

fn assert_tiers_match(report: &Report, expected: &Value) {
    let tiers = report.kmeans_k4.as_ref().unwrap();
    assert!(tiers.inertia_sum <= 1.0001 * expected["inertia_sum"].as_f64().unwrap(), "{}", tiers.inertia_sum);
    let sizes = tiers.sizes_by_monetary_desc.iter().map(|size| *size as f64);
    assert_within_one_percent(&sizes.collect::<Vec<_>>(), &expected["sizes_by_monetary_desc"]);
    let profiles = expected["profiles"].as_array().unwrap();
    assert_eq!((tiers.profiles.len(), profiles.len()), (4, 4));
    for (found, expected) in tiers.profiles.iter().zip(profiles) {
        assert_within_one_percent(found, expected);
    }
    let silhouette = expected["silhouette_sample5000"].as_f64().unwrap();
    assert!((tiers.silhouette_sample5000.unwrap() - silhouette).abs() < 0.02);
}

/// Four figures each: one per tier, or one per measure of a tier.
fn assert_within_one_percent(found: &[f64], expected: &Value) {
    let expected = expected.as_array().unwrap();
    assert_eq!((found.len(), expected.len()), (4, 4));
    for (found, expected) in found.iter().zip(expected) {
        let expected = expected.as_f64().unwrap();
        assert!((found - expected).abs() <= 0.01 * expected, "{found} instead of {expected}");
    }
}

#[test]
fn sample_customers_of_the_reference_are_in_the_customer_table() {
    let (Some(data), Some(engine)) = (test_data(), olist()) else { return };
    let reference: Value =
        serde_json::from_slice(&std::fs::read(data.join("reference/olist_sample.json")).unwrap()).unwrap();
    let mut missing: BTreeMap<&str, &Value> = reference["sample_customers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, row)| (id.as_str(), row))
        .collect();
    let visited = engine
        .visit_customers(&Scope::everything(), &CustomerFilter::default(), &mut |row| {
            if let Some(expected) = missing.remove(row.customer_id.as_str()) {
                assert_eq!(row.recency_days, expected["recency_days"].as_i64().unwrap() as i32);
                assert_eq!(u64::from(row.orders), expected["frequency"].as_u64().unwrap());
                assert_eq!(row.spent_cents, expected["monetary_cents"].as_i64().unwrap());
                assert_eq!(row.scores.code().to_string(), expected["code"].as_str().unwrap());
                assert_eq!(row.segment.name(), expected["segment"].as_str().unwrap());
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(visited, 22_286);
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn quality_and_cohorts_add_up() {
    let Some(engine) = olist() else { return };
    let quality = engine.quality(&Scope::everything()).unwrap();
    // Counted in the files with Python's csv module.
    let rows: BTreeMap<&str, u64> =
        quality.files.iter().map(|file| (file.file.as_str(), file.rows_read)).collect();
    assert_eq!(rows["olist_order_reviews_dataset.csv"], 6_866);
    assert_eq!(rows["olist_order_payments_dataset.csv"], 23_849);
    assert_eq!(rows["olist_geolocation_dataset.csv"], 8_940);
    assert!(quality.files.iter().all(|file| file.rows_kept == file.rows_read), "{quality:?}");
    let cohorts = engine.cohorts(&Scope::everything(), &CohortQuestion::default()).unwrap();
    assert_eq!(cohorts.customers, 22_286);
    assert_eq!(cohorts.one_time_customers, 22_286 - 171);
    assert!(cohorts.cohorts.iter().all(|cohort| cohort.cells[0].customers == cohort.size));
    // 2018-08-30 is not the end of August: the last cell of every row is in progress.
    assert!(cohorts.cohorts.iter().all(|cohort| cohort.cells.last().unwrap().in_progress));
}

#[test]
fn pages_of_the_customer_table_hold_each_customer_once() {
    let Some(engine) = olist() else { return };
    let filter = CustomerFilter { states: ["RS".to_owned()].into(), ..CustomerFilter::default() };
    for sort in CustomerSort::ALL {
        let mut ids = Vec::new();
        for page in 1.. {
            let query = CustomerQuery {
                filter: filter.clone(),
                sort,
                direction: SortDirection::Descending,
                page,
                page_size: 500,
            };
            let answer = engine.customers(&Scope::everything(), &query).unwrap();
            ids.extend(answer.rows.iter().map(|row| row.customer_id.clone()));
            if page == answer.pages {
                break;
            }
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 1_217, "{sort:?}");
    }
}
