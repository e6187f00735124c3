//! Snapshots that are kept: pinned, put in service by hand, removed; a program that dies on the way.

use std::{fs, path::Path};

use clientele_analytics::{
    Keeping, Published, RefreshLock, ShelfError, Silent, SnapshotError, current_snapshot_id, kept_snapshots,
    open_current, open_kept, pin_snapshot, publish_keeping, published_revision, put_in_service,
    read_kept_rejects, remove_snapshot, unpin_snapshot,
};
use clientele_contract::{Analytics, Scope};

use crate::shop_files::ShopFiles;

const DAY: i64 = 86_400;

fn lock(data: &Path) -> RefreshLock {
    RefreshLock::acquire(data).unwrap()
}

/// Publishes a shop with this number of customers; the moment is its number of days.
fn publish_at(data: &Path, customers: u32, day: i64, keeping: Keeping) -> Published {
    let shop = ShopFiles::of_customers(customers).build().unwrap();
    let keeping = Keeping { now: Some(day * DAY), ..keeping };
    publish_keeping(&shop, &lock(data), &keeping, &Silent).unwrap()
}

fn publish(data: &Path, customers: u32) -> String {
    publish_at(data, customers, 0, Keeping::default()).snapshot_id
}

fn ids(data: &Path) -> Vec<String> {
    kept_snapshots(data).unwrap().into_iter().map(|kept| kept.id).collect()
}

fn folders(data: &Path) -> usize {
    fs::read_dir(data.join("snapshots")).unwrap().count()
}

/// The snapshot that a program that starts now serves, and what it says.
fn served(data: &Path) -> (String, Vec<String>) {
    let opened = open_current(data).unwrap();
    (opened.engine.snapshot(&Scope::everything()).unwrap().snapshot_id, opened.notices)
}

#[test]
fn the_list_tells_what_each_snapshot_holds() {
    let data = tempfile::tempdir().unwrap();
    let old = publish_at(data.path(), 30, 3, Keeping::default());
    let new = publish_at(data.path(), 45, 4, Keeping::default());
    let kept = kept_snapshots(data.path()).unwrap();
    assert_eq!([&kept[0].id, &kept[1].id], [&new.snapshot_id, &old.snapshot_id]);
    for (kept, published, day) in [(&kept[0], &new, 4), (&kept[1], &old, 3)] {
        let content = kept.content.as_ref().unwrap();
        assert_eq!(content.customers, Some(published.customers));
        assert_eq!(content.completed_orders, published.completed_orders);
        assert_eq!((content.as_of, content.rows_refused), (published.as_of, 0));
        assert_eq!(kept.published_at, Some(day * DAY));
        let folder = data.path().join("snapshots").join(&kept.id);
        let bytes: u64 =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum();
        assert_eq!(kept.bytes, bytes);
    }
    assert!(kept[0].is_in_service && !kept[1].is_in_service && !kept[1].is_pinned);
}

#[test]
fn an_older_snapshot_serves_until_other_data_are_published() {
    let data = tempfile::tempdir().unwrap();
    let (old, new) = (publish(data.path(), 30), publish(data.path(), 40));
    let before = published_revision(data.path());
    put_in_service(&lock(data.path()), &old).unwrap();
    assert_ne!(published_revision(data.path()), before, "a running server sees it");
    assert_eq!(current_snapshot_id(data.path()).as_ref(), Some(&old));
    let (serving, notices) = served(data.path());
    assert_eq!(serving, old);
    assert!(notices[0].contains("put in service by hand") && notices[0].contains(&new), "{notices:?}");

    let again = publish_at(data.path(), 40, 0, Keeping::default());
    assert_eq!((again.held_back_for.as_ref(), again.unchanged), (Some(&old), false));
    assert_eq!(served(data.path()).0, old, "the same data do not undo what a person did");

    let other = publish_at(data.path(), 50, 0, Keeping::default());
    assert_eq!(other.held_back_for, None);
    assert_eq!(served(data.path()), (other.snapshot_id.clone(), Vec::new()));
    assert_eq!(ids(data.path()), [other.snapshot_id, new, old]);
}

#[test]
fn putting_the_newest_in_service_takes_the_choice_back() {
    let data = tempfile::tempdir().unwrap();
    let (old, new) = (publish(data.path(), 30), publish(data.path(), 40));
    put_in_service(&lock(data.path()), &old).unwrap();
    put_in_service(&lock(data.path()), &new).unwrap();
    assert_eq!(served(data.path()), (new, Vec::new()));
    assert!(!fs::read_to_string(data.path().join("published.json")).unwrap().contains("in_service"));
}

#[test]
fn pinned_snapshots_outlive_the_rules_of_keeping() {
    let data = tempfile::tempdir().unwrap();
    let two = Keeping { newest: 2, ..Keeping::default() };
    let pinned = publish(data.path(), 20);
    pin_snapshot(&lock(data.path()), &pinned).unwrap();
    let published: Vec<String> =
        (30..34).map(|customers| publish_at(data.path(), customers, 0, two).snapshot_id).collect();
    assert_eq!(ids(data.path()), [&published[3], &published[2], &pinned].map(String::clone));
    assert_eq!(folders(data.path()), 3);
    unpin_snapshot(&lock(data.path()), &pinned).unwrap();
    publish_at(data.path(), 40, 0, two);
    assert!(!ids(data.path()).contains(&pinned));
    assert_eq!(folders(data.path()), 2);
}

#[test]
fn old_snapshots_go_by_age_and_the_one_in_service_stays() {
    let data = tempfile::tempdir().unwrap();
    let week = Keeping { days: Some(7), ..Keeping::default() };
    let first = publish_at(data.path(), 20, 1, week).snapshot_id;
    let second = publish_at(data.path(), 30, 2, week).snapshot_id;
    put_in_service(&lock(data.path()), &first).unwrap();
    let held_back = publish_at(data.path(), 30, 20, week);
    assert_eq!(held_back.held_back_for.as_ref(), Some(&first));
    assert_eq!(ids(data.path()), [second.clone(), first]);
    let third = publish_at(data.path(), 40, 21, week).snapshot_id;
    assert_eq!(ids(data.path()), [third, second], "the first is out of service and 20 days old");
}

#[test]
fn only_a_snapshot_that_nobody_needs_is_removed() {
    let data = tempfile::tempdir().unwrap();
    let (old, new) = (publish(data.path(), 30), publish(data.path(), 40));
    let remove = |id: &str| remove_snapshot(&lock(data.path()), id);
    assert!(matches!(remove(&new), Err(ShelfError::InService(_))));
    pin_snapshot(&lock(data.path()), &old).unwrap();
    assert!(matches!(remove(&old), Err(ShelfError::Pinned(_))));
    unpin_snapshot(&lock(data.path()), &old).unwrap();
    remove(&old).unwrap();
    assert_eq!(ids(data.path()), [new]);
    assert_eq!(folders(data.path()), 1);
    assert!(matches!(remove(&old), Err(ShelfError::NotKept(_))));
}

#[test]
fn no_identifier_leads_out_of_the_folder() {
    let data = tempfile::tempdir().unwrap();
    publish(data.path(), 20);
    for id in ["../..", "..", "", "building", "/etc", "2018-01-01-000000000000"] {
        assert!(matches!(put_in_service(&lock(data.path()), id), Err(ShelfError::NotKept(_))), "{id}");
        assert!(matches!(remove_snapshot(&lock(data.path()), id), Err(ShelfError::NotKept(_))), "{id}");
        assert!(matches!(open_kept(data.path(), id), Err(SnapshotError::NotKept { .. })), "{id}");
        assert!(matches!(read_kept_rejects(data.path(), id), Err(SnapshotError::NotKept { .. })), "{id}");
    }
    assert_eq!(folders(data.path()), 1);
}

#[test]
fn a_damaged_snapshot_is_not_put_in_service_and_can_be_removed() {
    let data = tempfile::tempdir().unwrap();
    let (old, new) = (publish(data.path(), 30), publish(data.path(), 40));
    let table = data.path().join("snapshots").join(&old).join("dim_customer.parquet");
    fs::write(&table, "short").unwrap();
    let refused = put_in_service(&lock(data.path()), &old).unwrap_err().to_string();
    assert!(refused.contains("dim_customer.parquet") && refused.contains("stays"), "{refused}");
    assert_eq!(served(data.path()).0, new);
    let kept = kept_snapshots(data.path()).unwrap();
    assert!(kept[1].content.as_ref().unwrap_err().contains("dim_customer.parquet"));
    assert!(matches!(open_kept(data.path(), &old), Err(SnapshotError::Unusable { .. })));
    remove_snapshot(&lock(data.path()), &old).unwrap();
    assert_eq!(folders(data.path()), 1);
}

#[test]
fn a_snapshot_chosen_by_hand_that_is_damaged_makes_room_for_the_newest() {
    let data = tempfile::tempdir().unwrap();
    let (old, new) = (publish(data.path(), 30), publish(data.path(), 40));
    put_in_service(&lock(data.path()), &old).unwrap();
    fs::remove_file(data.path().join("snapshots").join(&old).join("dim_date.parquet")).unwrap();
    let (serving, notices) = served(data.path());
    assert_eq!(serving, new);
    assert!(
        notices.iter().any(|notice| notice.contains(&old) && notice.contains("set aside")),
        "{notices:?}"
    );
}

/// Whatever a program leaves that dies while it changes the list: the new list beside the old one, half of it, or
/// a folder that the new list does not hold any more.
#[test]
fn a_change_that_breaks_off_leaves_the_old_list_or_the_new_one() {
    let data = tempfile::tempdir().unwrap();
    let (old, new) = (publish(data.path(), 30), publish(data.path(), 40));
    let list = data.path().join("published.json");
    let before = fs::read(&list).unwrap();
    put_in_service(&lock(data.path()), &old).unwrap();
    let after = fs::read(&list).unwrap();
    for cut in [0, 1, after.len() / 2, after.len()] {
        fs::write(&list, &before).unwrap();
        fs::write(data.path().join("published.json.new"), &after[..cut]).unwrap();
        assert_eq!(served(data.path()).0, new, "killed before the rename");
        put_in_service(&lock(data.path()), &old).unwrap();
        assert_eq!(served(data.path()).0, old, "and it can be done again");
    }
    fs::write(&list, &before).unwrap();
    let shelved = data.path().join("snapshots").join(&old);
    let copy = data.path().join("copy");
    fs::rename(&shelved, &copy).unwrap();
    fs::create_dir(&shelved).unwrap();
    fs::copy(copy.join("manifest.json"), shelved.join("manifest.json")).unwrap();
    assert_eq!(served(data.path()).0, new, "killed while the files of a removed one went");
    remove_snapshot(&lock(data.path()), &old).unwrap();
    assert_eq!(ids(data.path()), [new]);
}

#[test]
fn an_older_snapshot_answers_as_it_did() {
    let data = tempfile::tempdir().unwrap();
    let old = publish(data.path(), 30);
    let as_it_was = open_current(data.path()).unwrap().engine.report(&Scope::everything()).unwrap();
    publish(data.path(), 40);
    let opened = open_kept(data.path(), &old).unwrap();
    assert_eq!(opened.report(&Scope::everything()).unwrap(), as_it_was);
}

#[test]
fn a_damaged_list_is_kept_aside_and_made_anew_of_the_snapshots_that_are_stored() {
    let data = tempfile::tempdir().unwrap();
    let one = Keeping { newest: 1, ..Keeping::default() };
    let (old, bad, new) = (publish(data.path(), 30), publish(data.path(), 35), publish(data.path(), 40));
    fs::write(data.path().join("snapshots").join(&bad).join("dim_order.parquet"), "short").unwrap();
    fs::write(data.path().join("published.json"), "{\"snapshots\": [").unwrap();
    let newest = publish_at(data.path(), 50, 0, one).snapshot_id;
    assert_eq!(
        ids(data.path()),
        [newest.clone(), new.clone(), old.clone()],
        "no rule removes what may be pinned"
    );
    assert_eq!(served(data.path()).0, newest);
    let aside = fs::read_to_string(data.path().join("published.json.damaged")).unwrap();
    assert_eq!(aside, "{\"snapshots\": [");
    unpin_snapshot(&lock(data.path()), &old).unwrap();
    let last = publish_at(data.path(), 55, 0, one).snapshot_id;
    assert_eq!(ids(data.path()), [last, new]);
}

#[test]
fn a_list_that_cannot_be_read_is_not_replaced() {
    let data = tempfile::tempdir().unwrap();
    let (old, new) = (publish(data.path(), 30), publish(data.path(), 40));
    pin_snapshot(&lock(data.path()), &old).unwrap();
    let (list, away) = (data.path().join("published.json"), data.path().join("away"));
    fs::rename(&list, &away).unwrap();
    fs::create_dir(&list).unwrap();
    let shop = ShopFiles::of_customers(50).build().unwrap();
    let error = publish_keeping(&shop, &lock(data.path()), &Keeping::default(), &Silent).unwrap_err();
    assert!(error.to_string().contains("published.json"), "{error}");
    fs::remove_dir(&list).unwrap();
    fs::rename(&away, &list).unwrap();
    let kept = kept_snapshots(data.path()).unwrap();
    assert_eq!([&kept[0].id, &kept[1].id], [&new, &old]);
    assert!(kept[0].is_in_service && kept[1].is_pinned);
}

#[test]
fn what_cannot_be_removed_after_the_switch_is_removed_by_the_next_refresh() {
    let data = tempfile::tempdir().unwrap();
    let one = Keeping { newest: 1, ..Keeping::default() };
    let old = publish_at(data.path(), 30, 0, one).snapshot_id;
    let folder = data.path().join("snapshots").join(&old);
    fs::remove_dir_all(&folder).unwrap();
    // A folder is removed, a file is not.
    fs::write(&folder, "").unwrap();
    let new = publish_at(data.path(), 40, 0, one).snapshot_id;
    assert_eq!(ids(data.path()), std::slice::from_ref(&new));
    fs::remove_file(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    assert!(publish_at(data.path(), 40, 0, one).unchanged);
    assert!(!folder.exists());
    assert_eq!(served(data.path()).0, new);
}
