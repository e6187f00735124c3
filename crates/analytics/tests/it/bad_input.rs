//! Bad files: each has its answer, with file, line, expectation and what to do.

use std::fs;

use clientele_analytics::{Engine, RefreshError};
use clientele_contract::{Analytics, CohortQuestion, CustomerFilter, PeriodQuestion, Scope};

use crate::shop_files::{CUSTOMERS, ITEMS, ORDERS, PRODUCTS, REVIEWS, ShopFiles, build_folder};

fn message_of(files: &ShopFiles) -> String {
    let error = files.build().err().unwrap();
    assert!(error.is_bad_input());
    error.to_string()
}

#[test]
fn a_missing_folder_is_named() {
    let error = build_folder(std::path::Path::new("/nowhere/at-all")).err().unwrap();
    assert!(matches!(error, RefreshError::NoSource { .. }));
    assert!(error.to_string().contains("/nowhere/at-all"));
}

#[test]
fn all_missing_files_and_columns_are_named_at_once_with_near_matches() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = ShopFiles::of_customers(9);
    files.0.get_mut(ITEMS).unwrap()[0] =
        "order_id,order_item_id,product_id,seller,limit,prize,freight".to_owned();
    files.write(folder.path());
    fs::rename(folder.path().join(ORDERS), folder.path().join("olist_order_dataset.csv")).unwrap();
    fs::remove_file(folder.path().join(REVIEWS)).unwrap();
    let message = build_folder(folder.path()).err().unwrap().to_string();
    for expected in [
        "no file olist_orders_dataset.csv; found \"olist_order_dataset.csv\"",
        "no file olist_order_reviews_dataset.csv",
        "olist_order_items_dataset.csv, line 1: no column price; found \"prize\"",
        "olist_order_items_dataset.csv, line 1: no column freight_value",
    ] {
        assert!(message.contains(expected), "{expected} in {message}");
    }
}

#[test]
fn a_file_that_is_not_csv_is_refused_by_its_content() {
    for (content, found) in [
        (&b"PK\x03\x04rest"[..], "found contents that cannot be unpacked"),
        (b"\x1f\x8b\x08", "found contents that cannot be unpacked"),
        (b"%PDF-1.7", "found a PDF file"),
        (b"PAR1....", "byte 0: found a Parquet file"),
        (b"\xff\xfeo\x00", "byte 0: found UTF-16 text"),
        (b"order_id,\x00", "byte 9: found a zero byte"),
        (b"", "byte 0: found an empty file"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        ShopFiles::of_customers(9).write(folder.path());
        fs::write(folder.path().join(ORDERS), content).unwrap();
        let message = build_folder(folder.path()).err().unwrap().to_string();
        assert!(message.starts_with("olist_orders_dataset.csv") && message.contains(found), "{message}");
    }
}

#[test]
fn few_bad_rows_are_left_out_with_reason_and_line() {
    let mut files = ShopFiles::of_customers(90);
    files.add(ITEMS, "o0001-0,2,p1,s1,2018-01-01 00:00:00,-3.00,1.00");
    files.add(ITEMS, "o0001-0,3,p1,s1,2018-01-01 00:00:00,3.00,one");
    files.add(ITEMS, "nobody,1,p1,s1,2018-01-01 00:00:00,3.00,1.00");
    files.add(ITEMS, "o0001-0,0,p1,s1,2018-01-01 00:00:00,3.00,1.00");
    files.add(ITEMS, "o0001-0,1,p1,s1,2018-01-01 00:00:00,3.00,1.00");
    files.add(ITEMS, "o0001-0,1,p1");
    let engine = files.engine();
    let quality = engine.quality(&Scope::everything()).unwrap();
    let items = quality.files.iter().find(|file| file.file == ITEMS).unwrap();
    let mut found: Vec<(String, u64)> =
        items.rejected.iter().map(|count| (count.reason.clone(), count.first_line)).collect();
    found.sort_by_key(|(_, line)| *line);
    let expected = [
        ("price is negative", 122),
        ("freight_value is not an amount such as 129.90", 123),
        ("order_id is not in the orders file", 124),
        ("order_item_id is not a whole number above 0", 125),
        ("order_id with order_item_id occurs more than once", 126),
        ("the number of fields differs from the header's", 127),
    ];
    assert_eq!(found, expected.map(|(reason, line)| (reason.to_owned(), line)));
    assert_eq!((items.rows_read, items.rows_kept), (126, 120));
}

#[test]
fn too_many_bad_rows_stop_the_refresh() {
    let mut files = ShopFiles::of_customers(9);
    for line in files.0.get_mut(ORDERS).unwrap()[1..].iter_mut().take(2) {
        *line = line.replace("2018-0", "2018-9");
    }
    let message = message_of(&files);
    assert!(message.contains("olist_orders_dataset.csv: 2 of 12 rows cannot be used"), "{message}");
    assert!(
        message
            .contains("is not a date such as 2018-08-29 14:05:00, of 1990 to 2100 (2 rows, first at line 2)"),
        "{message}"
    );
}

#[test]
fn a_stray_quote_that_swallows_rows_is_noticed_in_every_column_of_every_file() {
    for file in [CUSTOMERS, ORDERS, ITEMS, REVIEWS, PRODUCTS] {
        let columns = ShopFiles::empty().0[file][0].split(',').count();
        for column in 0..columns {
            let mut files = ShopFiles::of_customers(60);
            let line = &mut files.0.get_mut(file).unwrap()[3];
            // The comment of a review is quoted already, and its line break belongs there.
            let mut fields: Vec<String> = line.split(',').map(str::to_owned).collect();
            if fields[column].starts_with('"') {
                continue;
            }
            fields[column].insert(0, '"');
            *line = fields.join(",");
            // Where a later quote ends the damage, the few rows are left out; else the refresh stops.
            match files.build() {
                Err(error) => assert!(error.to_string().contains(file), "{file}, column {column}: {error}"),
                Ok(shop) => {
                    let quality = Engine::from_shop(shop).unwrap().quality(&Scope::everything()).unwrap();
                    let found = quality.files.iter().find(|found| found.file == file).unwrap();
                    assert!(!found.rejected.is_empty(), "{file}, column {column}: {found:?}");
                    let lines = files.0[file].join("\n").lines().count() as u64 - 1;
                    assert!(
                        found.rows_read >= lines / 2,
                        "{file}, column {column}: rows vanished, {found:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_mistyped_year_is_a_bad_row_and_not_a_new_age() {
    let mut files = ShopFiles::of_customers(60);
    let line = &mut files.0.get_mut(ORDERS).unwrap()[5];
    *line = line.replace(",2018-", ",0218-");
    let engine = files.engine();
    let quality = engine.quality(&Scope::everything()).unwrap();
    let orders = quality.files.iter().find(|file| file.file == ORDERS).unwrap();
    assert!(orders.rejected[0].reason.contains("of 1990 to 2100"), "{orders:?}");
}

#[test]
fn an_order_of_an_unknown_customer_is_left_out() {
    let mut files = ShopFiles::of_customers(90);
    files.add(ORDERS, "o9,c9,delivered,2018-09-30 00:00:00,,,,");
    files.add(ITEMS, "o9,1,p1,s1,2018-01-01 00:00:00,3.00,1.00");
    let engine = files.engine();
    assert_eq!(engine.snapshot(&Scope::everything()).unwrap().completed_orders, 120);
    let quality = engine.quality(&Scope::everything()).unwrap();
    let orders = quality.files.iter().find(|file| file.file == ORDERS).unwrap();
    assert_eq!(orders.rejected[0].reason, "customer_id is not in the customers file");
    assert_eq!(orders.rejected[0].first_line, 122);
}

#[test]
fn no_completed_order_is_said_with_the_status_mapping() {
    let mut files = ShopFiles::of_customers(3);
    for line in files.0.get_mut(ORDERS).unwrap() {
        *line = line.replace(",delivered,", ",canceled,");
    }
    let message = message_of(&files);
    assert!(message.contains("no completed order") && message.contains("completed: delivered"), "{message}");
}

#[test]
fn degenerate_shops_have_answers_without_tiers() {
    // One customer; then many who are all alike.
    let mut one = ShopFiles::of_customers(0);
    one.add_order(1, 0, "2018-05-05", 10);
    let mut alike = ShopFiles::of_customers(0);
    for customer in 0..10 {
        alike.add_order(customer * 2, 0, "2018-05-05", 10);
    }
    for (files, customers) in [(one, 1), (alike, 10)] {
        let engine = files.engine();
        let workspace =
            engine.segment_workspace(&Scope::everything(), &CustomerFilter::default(), None).unwrap();
        assert_eq!(workspace.selection.customers, customers);
        assert!(workspace.tiers.is_empty());
        assert_eq!(workspace.selection.repeat_rate, Some(0.0));
        let report = engine.report(&Scope::everything()).unwrap();
        assert!(report.kmeans_k4.is_none());
        assert!(!serde_json::to_string(&report).unwrap().contains("NaN"));
        assert_eq!(
            engine.cohorts(&Scope::everything(), &CohortQuestion::default()).unwrap().means[0].rate,
            None
        );
    }
}

#[test]
fn latin_1_names_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = ShopFiles::of_customers(30);
    files.add(CUSTOMERS, "extra,extra,1,sao paulo,SP");
    files.write(folder.path());
    let translations = b"product_category_name,product_category_name_english\nbrinquedos,caf\xe9\n";
    fs::write(folder.path().join("product_category_name_translation.csv"), translations).unwrap();
    let engine = Engine::from_shop(build_folder(folder.path()).unwrap()).unwrap();
    let overview = engine.overview(&Scope::everything(), &PeriodQuestion::default()).unwrap();
    assert!(overview.categories.iter().any(|row| row.category == "café"));
}
