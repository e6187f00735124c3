//! Where a demo shop may be put, and what happens to what is there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use clientele_demo::{DemoError, DemoShop, MARKER_FILE, write_demo_shop};

use crate::support::{expected_files, read_folder};

const SHOP: DemoShop = DemoShop { customers: 3, seed: 9 };

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn new_nested_and_empty_folders_are_filled_and_nothing_is_left_beside() {
    let parent = tempfile::tempdir().unwrap();
    fs::create_dir(parent.path().join("empty")).unwrap();
    for out in ["empty", "new", "deep/er"] {
        write_demo_shop(&parent.path().join(out), &SHOP).unwrap();
        assert_eq!(names_in(&parent.path().join(out)), expected_files());
    }
    assert_eq!(names_in(parent.path()), ["deep", "empty", "new"]);
}

#[test]
fn an_earlier_demo_shop_is_replaced() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("shop");
    write_demo_shop(&out, &SHOP).unwrap();
    let earlier = read_folder(&out);
    write_demo_shop(&out, &DemoShop { seed: 10, ..SHOP }).unwrap();
    assert_ne!(read_folder(&out), earlier);
    write_demo_shop(&out, &SHOP).unwrap();
    assert_eq!(read_folder(&out), earlier);
    assert_eq!(names_in(parent.path()), ["shop"]);
}

#[track_caller]
fn check_refused(files: &[&str], expected: &str) {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("shop");
    fs::create_dir(&out).unwrap();
    for name in files {
        fs::write(out.join(name), name).unwrap();
    }
    let before = read_folder(&out);
    let error = write_demo_shop(&out, &SHOP).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
    assert_eq!(read_folder(&out), before);
    assert_eq!(names_in(parent.path()), ["shop"]);
}

#[test]
fn folders_that_hold_anything_else_are_refused_untouched() {
    check_refused(&["olist_orders_dataset.csv"], "may be real data");
    check_refused(&["thesis.doc"], "\"thesis.doc\"");
    check_refused(&[MARKER_FILE, "olist_orders_dataset.csv", "notes.txt"], "\"notes.txt\"");
}

#[test]
fn a_file_in_the_way_is_refused() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("shop");
    fs::write(&out, "mine").unwrap();
    assert!(matches!(write_demo_shop(&out, &SHOP), Err(DemoError::NotAFolder { .. })));
    assert!(matches!(write_demo_shop(&out.join("deeper"), &SHOP), Err(DemoError::Io { .. })));
    assert_eq!(fs::read(&out).unwrap(), b"mine");
}

#[test]
fn a_shop_without_customers_is_an_error() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("shop");
    let error = write_demo_shop(&out, &DemoShop { customers: 0, seed: 1 }).unwrap_err();
    assert_eq!(error.to_string(), "a demo shop needs at least 1 customer, 0 were asked for");
    assert!(!out.exists());
}

/// Where the process that is to be killed writes.
const KILLED_RUN_OUT: &str = "CLIENTELE_TEST_KILLED_RUN_OUT";

fn shop_of_run(run: u64) -> DemoShop {
    DemoShop { customers: 2_000, seed: run % 2 }
}

#[test]
#[ignore = "the process that a_killed_run_leaves_no_half_shop starts and kills"]
fn replaces_a_shop_again_and_again() {
    let Some(out) = env::var_os(KILLED_RUN_OUT) else { return };
    for run in 1.. {
        write_demo_shop(Path::new(&out), &shop_of_run(run)).unwrap();
    }
}

/// True at whatever moment the kill comes; the delays only spread the moments over a run.
#[test]
fn a_killed_run_leaves_no_half_shop() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("shop");
    let whole_shops = [1, 0].map(|run| {
        write_demo_shop(&out, &shop_of_run(run)).unwrap();
        read_folder(&out)
    });
    for delay in 0..20 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "folder::replaces_a_shop_again_and_again", "--ignored"])
            .env(KILLED_RUN_OUT, &out)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(10 + 7 * delay));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!out.exists() || whole_shops.contains(&read_folder(&out)), "half a shop after kill {delay}");
    }
    write_demo_shop(&out, &shop_of_run(1)).unwrap();
    assert_eq!(read_folder(&out), whole_shops[0]);
}
