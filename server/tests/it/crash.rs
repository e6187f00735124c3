//! A refresh that is killed leaves the old or the new snapshot in service, never a mixture.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use clientele_analytics::open_current;
use clientele_contract::{Analytics, Scope, SnapshotInfo};
use clientele_demo::{DemoShop, write_demo_shop};

/// Refreshes that are killed before they end; half of them near their end, while they write and publish.
const KILLS: u32 = 200;
/// Attempts at the most: on a busy machine a refresh may end before the blow falls.
const ATTEMPTS: u32 = 800;
/// So often a refresh is let through after one that was killed: what that one left must not hinder it.
const LET_THROUGH_EVERY: u32 = 10;

fn start_refresh(source: &Path, data: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_clientele"))
        .arg("refresh")
        .arg("--source")
        .arg(source)
        .arg("--data")
        .arg(data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Runs a refresh to its end and tells the time it took.
fn refresh(source: &Path, data: &Path) -> Duration {
    let start = Instant::now();
    assert!(start_refresh(source, data).wait().expect("the program ends").success());
    start.elapsed()
}

/// The snapshot in service; opening checks every file.
fn in_service(data: &Path) -> SnapshotInfo {
    let opened = open_current(data).expect("a snapshot is in service");
    opened.engine.snapshot(&Scope::everything()).expect("an answer")
}

/// Parts of a whole run after which it is killed: evenly at random over the first two thirds and the last.
/// The numbers are those of a linear congruential generator, the same in every test run.
fn moments() -> impl Iterator<Item = f64> {
    let random = std::iter::successors(Some(1_u64), |state| {
        Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    });
    random.skip(1).zip(0..ATTEMPTS).map(|(state, kill)| {
        let part = f64::from(u32::try_from(state >> 32).unwrap_or(u32::MAX)) / f64::from(u32::MAX);
        if kill % 2 == 0 { part * 2.0 / 3.0 } else { (2.0 + part) / 3.0 }
    })
}

/// Publishes the old shop, and leaves nothing of the new one that the next refresh could make use of.
fn start_over(old_source: &Path, data: &Path, new: &SnapshotInfo) {
    refresh(old_source, data);
    for leftover in [new.snapshot_id.clone(), format!("{}.damaged", new.snapshot_id)] {
        let folder = data.join("snapshots").join(leftover);
        if folder.exists() {
            fs::remove_dir_all(folder).expect("the leftover can be removed");
        }
    }
}

#[test]
fn killed_at_any_moment_it_leaves_the_old_snapshot_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [old_source, new_source, data, undisturbed] =
        ["old", "new", "data", "undisturbed"].map(|name| folder.path().join(name));
    write_demo_shop(&old_source, &DemoShop { customers: 200, seed: 1 }).expect("a demo shop");
    write_demo_shop(&new_source, &DemoShop { customers: 1_500, seed: 2 }).expect("a demo shop");
    // The second run finds its files in the memory of the system, as all later ones do.
    refresh(&new_source, &undisturbed);
    fs::remove_dir_all(&undisturbed).expect("removed");
    let mut whole = refresh(&new_source, &undisturbed);
    let new = in_service(&undisturbed);
    start_over(&old_source, &data, &new);
    let old = in_service(&data);
    assert_ne!(old.snapshot_id, new.snapshot_id);

    let (mut killed, mut seen_old) = (0, 0);
    for moment in moments() {
        if killed == KILLS {
            break;
        }
        let start = Instant::now();
        let mut child = start_refresh(&new_source, &data);
        std::thread::sleep(whole.mul_f64(moment));
        child.kill().expect("the program can be killed");
        let was_killed = !child.wait().expect("the program ends").success();
        // How long a refresh takes changes with what else the machine does.
        whole = if was_killed { whole.mul_f64(1.02) } else { whole.min(start.elapsed()).mul_f64(0.95) };
        killed += u32::from(was_killed);

        let found = in_service(&data);
        assert!(found == old || found == new, "killed after {moment:.3} of its time: {found:?}");
        seen_old += u32::from(found == old);
        if found == new || killed.is_multiple_of(LET_THROUGH_EVERY) {
            start_over(&old_source, &data, &new);
            assert_eq!(in_service(&data), old, "what a killed refresh leaves does not hinder the next one");
        }
    }
    println!("{killed} killed; {seen_old} of them left the old snapshot");
    assert!(
        killed == KILLS && seen_old > 0,
        "{killed} of {KILLS} blows fell in time, {seen_old} left the old snapshot"
    );
    refresh(&new_source, &data);
    assert_eq!(in_service(&data), new, "one that nobody kills publishes the new one");
}
