//! Publishing and opening: whole or not at all.

use std::{fs, path::Path};

use clientele_analytics::{
    Published, RefreshError, RefreshLock, Silent, SnapshotError, current_snapshot_id, open_current, publish,
    published_revision,
};
use clientele_contract::{Analytics, CustomerFilter, PeriodQuestion, Scope};

use crate::shop_files::ShopFiles;

fn publish_in(data: &Path, files: &ShopFiles) -> Published {
    publish(&files.build().unwrap(), &RefreshLock::acquire(data).unwrap(), &Silent).unwrap()
}

#[test]
fn a_published_shop_answers_as_the_unpublished_one() {
    let data = tempfile::tempdir().unwrap();
    let files = ShopFiles::of_customers(80);
    let published = publish_in(data.path(), &files);
    assert!(!published.unchanged);
    assert_eq!(current_snapshot_id(data.path()), Some(published.snapshot_id.clone()));
    let opened = open_current(data.path()).unwrap();
    assert!(opened.notices.is_empty());
    let scope = Scope::everything();
    let unpublished = files.engine();
    assert_eq!(opened.engine.report(&scope).unwrap(), unpublished.report(&scope).unwrap());
    assert_eq!(
        opened.engine.overview(&scope, &PeriodQuestion::default()).unwrap(),
        unpublished.overview(&scope, &PeriodQuestion::default()).unwrap()
    );
    let filter = CustomerFilter::default();
    assert_eq!(
        opened.engine.segment_workspace(&scope, &filter, None).unwrap(),
        unpublished.segment_workspace(&scope, &filter, None).unwrap()
    );
    let again = publish_in(data.path(), &files);
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
    let old = publish_in(data.path(), &ShopFiles::of_customers(40));
    let damages: [fn(&Path); 4] = [
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
        let new = publish_in(data.path(), &ShopFiles::of_customers(50));
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
fn a_second_refresh_is_refused_while_one_works() {
    let data = tempfile::tempdir().unwrap();
    let held = RefreshLock::acquire(data.path()).unwrap();
    assert!(matches!(RefreshLock::acquire(data.path()), Err(RefreshError::Busy { .. })));
    drop(held);
    RefreshLock::acquire(data.path()).unwrap();
}

#[test]
fn a_damaged_snapshot_is_mended_by_publishing_the_same_data_again() {
    let data = tempfile::tempdir().unwrap();
    let files = ShopFiles::of_customers(30);
    let published = publish_in(data.path(), &files);
    let revision = published_revision(data.path());
    fs::remove_file(data.path().join("snapshots").join(&published.snapshot_id).join("dim_date.parquet"))
        .unwrap();
    assert!(matches!(open_current(data.path()), Err(SnapshotError::NoneUsable { .. })));
    assert_eq!(publish_in(data.path(), &files).snapshot_id, published.snapshot_id);
    assert_ne!(
        published_revision(data.path()),
        revision,
        "a running server sees that there is something to open"
    );
    open_current(data.path()).unwrap();
}

#[test]
fn edited_facts_are_noticed() {
    let data = tempfile::tempdir().unwrap();
    let published = publish_in(data.path(), &ShopFiles::of_customers(30));
    let path = data.path().join("snapshots").join(published.snapshot_id).join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("R$", "US$")).unwrap();
    let reason = open_current(data.path()).err().unwrap().to_string();
    assert!(reason.contains("manifest.json does not have the content that was written"), "{reason}");
}

#[test]
fn a_snapshot_of_another_format_is_passed_over_and_left_whole() {
    let data = tempfile::tempdir().unwrap();
    let published = publish_in(data.path(), &ShopFiles::of_customers(30));
    let folder = data.path().join("snapshots").join(published.snapshot_id);
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"format\": 1", "\"format\": 999")).unwrap();
    let reason = open_current(data.path()).err().unwrap().to_string();
    assert!(reason.contains("it has format 999, this program reads format 1"), "{reason}");
    assert!(folder.exists());
}

#[test]
fn five_snapshots_are_kept() {
    let data = tempfile::tempdir().unwrap();
    for customers in 10..18 {
        publish_in(data.path(), &ShopFiles::of_customers(customers));
    }
    assert_eq!(fs::read_dir(data.path().join("snapshots")).unwrap().count(), 5);
}
