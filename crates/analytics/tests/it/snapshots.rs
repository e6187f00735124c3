//! Publishing and opening: whole or not at all.

use std::fs;

use clientele_analytics::{RefreshError, Silent, SnapshotError, current_snapshot_id, open_current, publish};
use clientele_contract::{Analytics, CustomerFilter, Scope};

use crate::shop_files::ShopFiles;

#[test]
fn a_published_shop_answers_as_the_unpublished_one() {
    let data = tempfile::tempdir().unwrap();
    let files = ShopFiles::of_customers(80);
    let published = publish(&files.build().unwrap(), data.path(), &Silent).unwrap();
    assert!(!published.unchanged);
    assert_eq!(current_snapshot_id(data.path()), Some(published.snapshot_id.clone()));
    let opened = open_current(data.path()).unwrap();
    assert!(opened.notices.is_empty());
    let scope = Scope::everything();
    let unpublished = files.engine();
    assert_eq!(opened.engine.report(&scope).unwrap(), unpublished.report(&scope).unwrap());
    assert_eq!(opened.engine.overview(&scope).unwrap(), unpublished.overview(&scope).unwrap());
    let filter = CustomerFilter::default();
    assert_eq!(
        opened.engine.segment_workspace(&scope, &filter, None).unwrap(),
        unpublished.segment_workspace(&scope, &filter, None).unwrap()
    );
    let again = publish(&files.build().unwrap(), data.path(), &Silent).unwrap();
    assert_eq!((again.snapshot_id, again.unchanged), (published.snapshot_id, true));
}

#[test]
fn nothing_published_is_said() {
    let data = tempfile::tempdir().unwrap();
    assert!(matches!(open_current(data.path()), Err(SnapshotError::None { .. })));
    assert_eq!(current_snapshot_id(data.path()), None);
}

#[test]
fn a_damaged_snapshot_is_set_aside_and_the_one_before_serves() {
    let data = tempfile::tempdir().unwrap();
    let old = publish(&ShopFiles::of_customers(40).build().unwrap(), data.path(), &Silent).unwrap();
    let damages: [fn(&std::path::Path); 4] = [
        |folder| fs::remove_file(folder.join("dim_customer.parquet")).unwrap(),
        |folder| fs::write(folder.join("manifest.json"), "{").unwrap(),
        |folder| fs::write(folder.join("fact_order_line.parquet"), "short").unwrap(),
        |folder| {
            let path = folder.join("dim_order.parquet");
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(path, bytes).unwrap();
        },
    ];
    for damage in damages {
        let new = publish(&ShopFiles::of_customers(50).build().unwrap(), data.path(), &Silent).unwrap();
        let folder = data.path().join("snapshots").join(&new.snapshot_id);
        damage(&folder);
        let opened = open_current(data.path()).unwrap();
        assert_eq!(opened.engine.snapshot(&Scope::everything()).unwrap().snapshot_id, old.snapshot_id);
        assert!(opened.notices[0].contains(&new.snapshot_id) && opened.notices[0].contains("damaged"));
        assert!(!folder.exists());
        assert!(data.path().join("snapshots").join(format!("{}.damaged", new.snapshot_id)).exists());
    }
}

#[test]
fn a_second_refresh_is_refused_while_one_publishes() {
    let data = tempfile::tempdir().unwrap();
    let shop = ShopFiles::of_customers(9).build().unwrap();
    publish(&shop, data.path(), &Silent).unwrap();
    let held = fs::File::create(data.path().join("refresh.lock")).unwrap();
    held.lock().unwrap();
    assert!(matches!(publish(&shop, data.path(), &Silent), Err(RefreshError::Busy { .. })));
    drop(held);
    publish(&shop, data.path(), &Silent).unwrap();
}

#[test]
fn five_snapshots_are_kept() {
    let data = tempfile::tempdir().unwrap();
    for customers in 10..18 {
        publish(&ShopFiles::of_customers(customers).build().unwrap(), data.path(), &Silent).unwrap();
    }
    assert_eq!(fs::read_dir(data.path().join("snapshots")).unwrap().count(), 5);
}
