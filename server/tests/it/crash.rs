//! A refresh that is killed leaves the old or the new snapshot in service, never a mixture.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use clientele_analytics::{current_snapshot_id, open_current};
use clientele_contract::{Analytics, Scope};
use clientele_demo::{DemoShop, write_demo_shop};

/// Moments of a refresh at which it is killed, evenly spread over the time that a whole one takes.
const MOMENTS: u32 = 40;

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

/// Runs a refresh to its end and tells the snapshot in service and the time it took.
fn refresh(source: &Path, data: &Path) -> (String, Duration) {
    let start = Instant::now();
    assert!(start_refresh(source, data).wait().expect("the program ends").success());
    (current_snapshot_id(data).expect("a snapshot was published"), start.elapsed())
}

#[test]
fn killed_at_any_moment_it_leaves_the_old_snapshot_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (old_source, new_source, data) =
        (folder.path().join("old"), folder.path().join("new"), folder.path().join("data"));
    write_demo_shop(&old_source, &DemoShop { customers: 500, seed: 1 }).expect("a demo shop");
    write_demo_shop(&new_source, &DemoShop { customers: 3_000, seed: 2 }).expect("a demo shop");
    let (new, whole) = refresh(&new_source, &data);
    let (old, _) = refresh(&old_source, &data);
    let (mut killed, mut seen_old) = (0, 0);
    for moment in 0..MOMENTS {
        let mut child = start_refresh(&new_source, &data);
        std::thread::sleep(whole * moment / MOMENTS);
        child.kill().expect("the program can be killed");
        killed += u32::from(!child.wait().expect("the program ends").success());

        let opened = open_current(&data).expect("a snapshot is in service");
        let found = opened.engine.snapshot(&Scope::everything()).expect("an answer").snapshot_id;
        assert!(found == old || found == new, "{found} at moment {moment}");
        assert_eq!(opened.notices, Vec::<String>::new(), "nothing was damaged at moment {moment}");
        if found == old {
            seen_old += 1;
        } else {
            assert_eq!(
                refresh(&old_source, &data).0,
                old,
                "the lock and the leftovers do not hinder the next refresh"
            );
        }
    }
    assert!(
        killed > MOMENTS / 2 && seen_old > 0,
        "{killed} of {MOMENTS} killed, {seen_old} left the old snapshot"
    );
}
