//! What must hold for any shop.

use std::{collections::BTreeMap, fs, ops::ControlFlow};

use clientele_analytics::{RefreshLock, Silent, publish};
use clientele_contract::{
    Analytics, CohortQuestion, CustomerFilter, CustomerQuery, CustomerRow, CustomerSort, PeriodQuestion,
    Scope, Segment, SortDirection, Span,
};
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng},
};

use crate::shop_files::{CUSTOMERS, ITEMS, ORDERS, PRODUCTS, REVIEWS, ShopFiles};

fn all_rows(engine: &impl Analytics, filter: &CustomerFilter) -> Vec<CustomerRow> {
    let mut rows = Vec::new();
    let mut keep = |row: &CustomerRow| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    };
    engine.visit_customers(&Scope::everything(), filter, &mut keep).unwrap();
    rows
}

/// Every stored file but the manifest, which names their hashes, and the manifest itself.
fn stored_bytes(files: &ShopFiles) -> BTreeMap<String, Vec<u8>> {
    let data = tempfile::tempdir().unwrap();
    let published =
        publish(&files.build().unwrap(), &RefreshLock::acquire(data.path()).unwrap(), &Silent).unwrap();
    let folder = data.path().join("snapshots").join(published.snapshot_id);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect()
}

#[test]
fn a_duplicated_file_is_refused_not_doubled() {
    // Who bought what, when and how it was judged: each file repeated whole.
    for (file, key) in [
        (ORDERS, "order_id occurs more than once (40 rows, first at line 42)"),
        (ITEMS, "order_id with order_item_id occurs more than once (40 rows, first at line 42)"),
        (CUSTOMERS, "customer_id occurs more than once (40 rows, first at line 42)"),
        (REVIEWS, "review_id with order_id occurs more than once (40 rows, first at line 82)"),
        (PRODUCTS, "product_id occurs more than once (5 rows, first at line 7)"),
    ] {
        let mut files = ShopFiles::of_customers(30);
        let lines = files.0.get_mut(file).unwrap();
        let copy = lines[1..].to_vec();
        lines.extend(copy);
        let error = files.build().err().unwrap().to_string();
        assert!(error.contains(file) && error.contains(key), "{error}");
    }
}

#[test]
fn every_answer_counts_the_same_customers() {
    let engine = ShopFiles::of_customers(97).engine();
    let scope = Scope::everything();
    let open = CustomerFilter::default();
    let filters = [
        open.clone(),
        CustomerFilter { states: ["SP".to_owned()].into(), ..open.clone() },
        CustomerFilter { orders: Span { min: Some(2), max: None }, ..open.clone() },
        CustomerFilter { spent_cents: Span { min: Some(5_000), max: Some(9_000) }, ..open.clone() },
        CustomerFilter {
            segments: [Segment::New, Segment::Lost, Segment::CannotLose].into(),
            ..open.clone()
        },
        CustomerFilter { states: ["XX".to_owned()].into(), ..open },
    ];
    for filter in filters {
        let rows = all_rows(&engine, &filter);
        let workspace = engine.segment_workspace(&scope, &filter, None).unwrap();
        let query = CustomerQuery {
            filter: filter.clone(),
            sort: CustomerSort::Spent,
            direction: SortDirection::Descending,
            page: 1,
            page_size: 500,
        };
        let page = engine.customers(&scope, &query).unwrap();
        let customers = rows.len() as u64;
        assert_eq!(workspace.selection.customers, customers);
        assert_eq!(page.customers, customers);
        assert_eq!(page.rows, rows);
        assert_eq!(workspace.segments.iter().map(|row| row.selected_customers).sum::<u64>(), customers);
        assert_eq!(workspace.tiers.iter().map(|row| row.selected_customers).sum::<u64>(), customers);
        assert_eq!(workspace.matrix.cells.iter().map(|cell| cell.selected_customers).sum::<u64>(), customers);
        assert_eq!(workspace.strategy.actions.iter().map(|action| action.customers).sum::<u64>(), customers);
        assert_eq!(
            engine
                .cohorts(&scope, &CohortQuestion { filter: filter.clone(), ..CohortQuestion::default() })
                .unwrap()
                .customers,
            customers
        );
        let spent: i64 = rows.iter().map(|row| row.spent_cents).sum();
        assert_eq!(workspace.selection.revenue_cents, spent);
        assert_eq!(workspace.strategy.actions.iter().map(|action| action.revenue_cents).sum::<i64>(), spent);
    }
}

#[test]
fn a_scope_hides_other_states_from_every_answer() {
    let engine = ShopFiles::of_customers(50).engine();
    let scope = Scope::of_states(["RJ".to_owned()]);
    let everyone = all_rows(&engine, &CustomerFilter::default());
    let seen = everyone.iter().filter(|row| row.state == "RJ").count() as u64;
    assert_eq!(seen, 25);
    assert_eq!(engine.snapshot(&scope).unwrap().customers, seen);
    let workspace = engine.segment_workspace(&scope, &CustomerFilter::default(), None).unwrap();
    assert_eq!((workspace.everyone.customers, workspace.selection.customers), (seen, seen));
    assert_eq!(workspace.options.states.len(), 1);
    assert_eq!(engine.overview(&scope, &PeriodQuestion::default()).unwrap().states.len(), 1);
    let report = engine.report(&scope).unwrap();
    assert_eq!((report.customers, report.quality, report.kmeans_k4), (seen, None, None));
    assert!(engine.quality(&scope).is_err(), "source files have no states");
    let asks_outside = CustomerFilter { states: ["SP".to_owned()].into(), ..CustomerFilter::default() };
    let visited = engine.visit_customers(&scope, &asks_outside, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(visited, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The order of the rows of a source without faults changes no byte of what is stored.
    #[test]
    fn permuting_the_rows_of_every_file_changes_no_byte(seed in any::<u64>(), customers in 1_u32..40) {
        let files = ShopFiles::of_customers(customers);
        let mut permuted = files.clone();
        let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed.to_le_bytes(); 4].concat());
        for lines in permuted.0.values_mut() {
            for last in (2..lines.len()).rev() {
                lines.swap(last, random.random_range(1..=last));
            }
        }
        prop_assert_eq!(stored_bytes(&files), stored_bytes(&permuted));
    }

    /// Random shops: segments add up, equal values have equal scores, better values never have worse scores.
    #[test]
    fn scores_are_fair(orders in prop::collection::vec((0_u32..25, 1_u32..28, 1_u32..60), 1..80)) {
        let mut files = ShopFiles::of_customers(0);
        for (number, (customer, day, price)) in orders.iter().enumerate() {
            files.add_order(*customer, number as u32, &format!("2018-05-{day:02}"), *price);
        }
        let engine = files.engine();
        let rows = all_rows(&engine, &CustomerFilter::default());
        let overview = engine.overview(&Scope::everything(), &PeriodQuestion::default()).unwrap();
        prop_assert_eq!(overview.segments.iter().map(|row| row.customers).sum::<u64>(), rows.len() as u64);
        prop_assert_eq!(rows.iter().map(|row| row.orders).sum::<u32>(), orders.len() as u32);
        for a in &rows {
            for b in &rows {
                prop_assert!(a.recency_days < b.recency_days || a.scores.recency <= b.scores.recency);
                prop_assert!(a.orders > b.orders || a.scores.frequency <= b.scores.frequency);
                prop_assert!(a.spent_cents > b.spent_cents || a.scores.monetary <= b.scores.monetary);
            }
        }
    }
}
