//! What goes wrong around refreshes. Always the old snapshot or the new one serves, never a mixture.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
    process::Command,
    time::Duration,
};

use clientele_analytics::{RefreshLock, open_current};
use clientele_contract::{Analytics, Scope, SnapshotInfo};
use clientele_server::source_file::SourceFile;

use crate::{
    refreshing::{PAGE, Place, START, serving, wait_until},
    serving::{Server, run},
};

/// Enough for a refresh that takes a second or more.
const LARGE: u32 = 120_000;

/// What is in service; opening checks every file.
fn in_service(data: &Path) -> SnapshotInfo {
    let opened = open_current(data).expect("a snapshot is in service");
    opened.engine.snapshot(&Scope::everything()).expect("an answer")
}

/// A server over a small shop, with a large one as its source.
fn server_before_a_large_refresh() -> (Place, Server, SnapshotInfo) {
    let place = Place::new();
    place.publish(&place.shop("small", 200, 3));
    place.choose(&place.shop("large", LARGE, 4), |_| {});
    let before = in_service(&place.data());
    let server = Server::start(place.path());
    (place, server, before)
}

fn start_and_wait_until_at_work(server: &Server) {
    let answer = server.post(START, "");
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(server.get(PAGE).contains("A refresh is at work"));
}

#[test]
fn of_two_refreshes_the_second_is_told_that_one_is_at_work() {
    let (place, server, _) = server_before_a_large_refresh();
    start_and_wait_until_at_work(&server);
    let second = server.post(START, "");
    assert!(second.starts_with("HTTP/1.1 409") && second.contains("at work already"), "{second}");
    let third = run(place.path(), &["refresh"]);
    let message = String::from_utf8_lossy(&third.stderr);
    assert_eq!(third.status.code(), Some(1), "{message}");
    assert!(message.contains("another refresh is at work"), "{message}");
    server.wait_for(PAGE, "The last refresh brought new data");
}

#[test]
fn a_refresh_of_another_process_is_waited_for() {
    let place = Place::new();
    place.choose(&place.shop("small", 200, 3), |_| {});
    let server = Server::start(place.path());
    let lock = RefreshLock::acquire(&place.data()).expect("nobody holds it");
    let refused = server.post(START, "");
    assert!(
        refused.starts_with("HTTP/1.1 409") && refused.contains("Another refresh is at work"),
        "{refused}"
    );
    drop(lock);
    assert!(server.post(START, "").starts_with("HTTP/1.1 303"));
    server.wait_for(PAGE, "The last refresh brought new data");
}

#[test]
fn a_cancelled_refresh_leaves_the_old_snapshot_and_no_notice() {
    let (place, server, before) = server_before_a_large_refresh();
    start_and_wait_until_at_work(&server);
    let answer = server.post("/data/refreshes/cancel", "");
    assert!(answer.contains("done=refresh-cancelled"), "{answer}");
    server.wait_for(PAGE, "The last refresh was cancelled");
    assert_eq!(in_service(&place.data()), before);
    assert!(!server.get("/segments").contains("See the refreshes"), "a person wanted it so");
    wait_until("a watched file as it is now is left alone", || watched(&place).is_some());
}

/// What is remembered of a watched place as it was when it was dealt with.
fn watched(place: &Place) -> Option<String> {
    let memory = rusqlite::Connection::open(place.data().join("clientele.sqlite")).ok()?;
    memory.query_row("SELECT value FROM memory WHERE key = 'watched'", [], |row| row.get(0)).ok()
}

#[test]
fn a_changed_file_of_which_nothing_can_be_published_is_given_up_until_it_changes_again() {
    let place = Place::new();
    let shop = place.shop("shop", 200, 3);
    place.choose(&shop, |file| {
        (file.refresh.on_change, file.refresh.retries, file.refresh.retry_seconds) = (true, 1, 1);
    });
    // A file stands where snapshots go, as on a disk that cannot be written.
    fs::write(place.data().join("snapshots"), "").expect("written");
    let server = Server::start(place.path());
    server.wait_for(PAGE, "attempt 2");
    wait_until("it is given up", || watched(&place).is_some());
    server.wait_for(PAGE, "No refresh is at work");
    fs::remove_file(place.data().join("snapshots")).expect("mended");
    let file = fs::read_dir(&shop).expect("it is there").flatten().next().expect("it has files").path();
    fs::write(&file, fs::read(&file).expect("it is there")).expect("written anew");
    server.wait_for("/healthz", r#""status":"ok""#);
    assert_eq!(server.get(PAGE).matches("A file had changed").count(), 3, "twice in vain, then once more");
}

#[test]
fn while_a_refresh_is_at_work_no_other_source_is_put_in_use() {
    let (place, server, _) = server_before_a_large_refresh();
    let source = fs::read_to_string(SourceFile::path(&place.data())).expect("it is there");
    start_and_wait_until_at_work(&server);
    for form in ["/data/source/demo", "/data/source/read"] {
        let refused = server.post(form, "upload=20250101-000000-1");
        assert!(refused.starts_with("HTTP/1.1 409") && refused.contains("at work already"), "{refused}");
    }
    let after = fs::read_to_string(SourceFile::path(&place.data())).expect("it is there");
    assert!(after == source && !place.data().join("demo-shop").exists(), "nothing changes");
    server.post("/data/refreshes/cancel", "");
}

#[cfg(unix)]
#[test]
fn asked_to_stop_during_a_refresh_the_server_ends_in_order_and_the_old_snapshot_serves() {
    let (place, mut server, before) = server_before_a_large_refresh();
    start_and_wait_until_at_work(&server);
    assert_eq!(server.terminate(), Some(0));
    assert_eq!(in_service(&place.data()), before);
    let server = Server::start(place.path());
    assert!(server.get(PAGE).contains("The last refresh was cancelled"));
    let next = next_attempt(&server);
    assert!(next.contains("(1 of 7)"), "what was cut off is done by the next server: {next}");
}

#[test]
fn a_server_that_was_killed_during_a_refresh_says_that_it_broke_off() {
    let (place, mut server, before) = server_before_a_large_refresh();
    start_and_wait_until_at_work(&server);
    wait_until("the beginning is noted", || server.get(PAGE).contains("Asked for on this page"));
    server.child.kill().expect("killed");
    server.child.wait().expect("ended");
    assert_eq!(in_service(&place.data()), before);
    let server = Server::start(place.path());
    server.wait_for("/segments", "broke off");
    assert!(server.get(PAGE).contains("Broken off"));
    server.post(START, "");
    server.wait_for(PAGE, "The last refresh brought new data");
    wait_until("it goes away with the next success", || !server.get("/segments").contains("broke off"));
}

#[test]
fn a_refused_refresh_is_told_on_every_page_until_the_next_success() {
    let place = Place::new();
    let shop = place.shop("shop", 200, 3);
    place.publish(&shop);
    place.choose(&shop, |_| {});
    let server = Server::start(place.path());
    let before = serving(&server);
    let orders = shop.join("olist_orders_dataset.csv");
    let whole = fs::read(&orders).expect("it is there");
    fs::write(&orders, "order_id,nothing\n1,2\n").expect("written");
    server.post(START, "");
    server.wait_for(PAGE, "The last refresh was refused");
    for page in [
        "/",
        "/segments",
        "/customers",
        "/cohorts",
        "/value",
        "/products",
        "/places",
        "/trends",
        "/data",
        PAGE,
    ] {
        let answer = server.get(page);
        let is_told = answer.contains("was refused") && answer.contains("The pages show what was read on");
        assert!(is_told && answer.contains("See the refreshes"), "{page}");
    }
    assert_eq!(serving(&server), before);
    fs::write(&orders, whole).expect("mended");
    server.post(START, "");
    server.wait_for(PAGE, "The last refresh found nothing new");
    wait_until("it goes away", || !server.get("/segments").contains("was refused"));
}

#[test]
fn a_source_that_is_gone_is_tried_again_until_it_is_back() {
    let place = Place::new();
    let shop = place.shop("shop", 200, 3);
    let away = place.path().join("away");
    fs::rename(&shop, &away).expect("taken away");
    place.choose(&shop, |file| file.refresh.retry_seconds = 1);
    let server = Server::start(place.path());
    server.post(START, "");
    server.wait_for(PAGE, "attempt 2");
    fs::rename(&away, &shop).expect("brought back");
    server.wait_for("/healthz", r#""status":"ok""#);
    server.wait_for(PAGE, "The last refresh brought new data");
}

#[test]
fn a_source_that_stays_away_is_given_up() {
    let place = Place::new();
    place.choose(&place.path().join("nowhere"), |file| {
        (file.refresh.retries, file.refresh.retry_seconds) = (1, 1);
    });
    let server = Server::start(place.path());
    server.post(START, "");
    server.wait_for(PAGE, "attempt 2");
    server.wait_for(PAGE, "No refresh is at work");
    let page = server.get(PAGE);
    assert!(!page.contains("Next attempt") && page.matches("No source at").count() >= 2, "{page}");
}

/// A server whose source is away and comes back to it only in an hour; with the place where the source belongs.
fn server_that_waits_for_an_attempt() -> (Place, Server) {
    let place = Place::new();
    place.choose(&place.path().join("shop"), |file| file.refresh.retry_seconds = 3_600);
    let server = Server::start(place.path());
    server.post(START, "");
    server.wait_for(PAGE, "Next attempt");
    (place, server)
}

/// When the page says that it is tried again.
fn next_attempt(server: &Server) -> String {
    let page = server.get(PAGE);
    let after = page.split_once("Next attempt</dt>").map(|(_, after)| after).unwrap_or_default();
    after.split_once("</dd>").map(|(words, _)| words.to_owned()).unwrap_or_default()
}

#[test]
fn an_attempt_to_come_outlasts_a_kill_and_a_restart() {
    let (place, mut server) = server_that_waits_for_an_attempt();
    let planned = next_attempt(&server);
    assert!(planned.contains("(2 of 7)"), "{planned}");
    server.child.kill().expect("killed");
    server.child.wait().expect("ended");
    let mut server = Server::start(place.path());
    assert_eq!(next_attempt(&server), planned, "after a kill");
    server.terminate();
    let mut server = Server::start(place.path());
    assert_eq!(next_attempt(&server), planned, "after an end in order");
    server.terminate();

    place.shop("shop", 200, 3);
    let memory = rusqlite::Connection::open(place.data().join("clientele.sqlite")).expect("it is there");
    let past =
        "UPDATE memory SET value = json_set(value, '$.at', '2020-01-01T00:00:00Z') WHERE key = 'retry'";
    assert_eq!(memory.execute(past, []).expect("as if the hour had passed meanwhile"), 1);
    let mut server = Server::start(place.path());
    server.wait_for(PAGE, "The last refresh brought new data");
    assert!(server.get(PAGE).contains("attempt 2"));
    server.terminate();
    assert_eq!(next_attempt(&Server::start(place.path())), "", "it is over");
}

#[test]
fn an_attempt_that_was_cancelled_does_not_come_back_with_the_server() {
    let (place, mut server) = server_that_waits_for_an_attempt();
    server.post("/data/refreshes/cancel", "");
    assert_eq!(next_attempt(&server), "");
    server.terminate();
    assert_eq!(next_attempt(&Server::start(place.path())), "");
}

#[test]
fn a_file_that_grows_is_read_once_and_whole() {
    let place = Place::new();
    let file = place.path().join("orders.csv");
    fs::write(&file, "order_id,customer_id,date,product,quantity,unit_price\n").expect("written");
    place.choose(&file, |source| source.refresh.on_change = true);
    let server = Server::start(place.path());
    let mut growing = OpenOptions::new().append(true).open(&file).expect("it is there");
    let (pieces, lines) = (14_u32, 40_u32);
    for piece in 0..pieces {
        for line in 0..lines {
            let order = piece * lines + line;
            let row =
                format!("o{order},c{},2026-01-{:02},p{},1,9.90\n", order / 2, order % 28 + 1, order % 7);
            // The last line of a piece is written in two halves.
            let (start, end) = row.split_at(row.len() / 2);
            growing.write_all(start.as_bytes()).expect("written");
            std::thread::sleep(Duration::from_millis(if line + 1 == lines { 600 } else { 0 }));
            growing.write_all(end.as_bytes()).expect("written");
        }
        assert!(server.get("/healthz").contains("no-data"), "a file that grows is not read");
    }
    drop(growing);
    server.wait_for("/healthz", r#""status":"ok""#);
    server.wait_for(PAGE, "A file had changed");
    assert_eq!(in_service(&place.data()).completed_orders, u64::from(pieces * lines));
    assert_eq!(server.get(PAGE).matches("A file had changed").count(), 1);
}

/// A disk of its own in memory, made in a namespace of its own, needs no privilege on most machines. Where that is
/// not allowed, files that may not grow beyond a size stand for it, and the test says so.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_while_publishing_leaves_the_old_snapshot() {
    let place = Place::new();
    let (small, large) = (place.shop("small", 200, 3), place.shop("large", 6_000, 4));
    let data = place.path().join("small-disk");
    fs::create_dir(&data).expect("made");
    let program = env!("CARGO_BIN_EXE_clientele");
    let steps = format!(
        "'{program}' refresh --source '{}' --data '{data}' || exit 10
         '{program}' report --data '{data}' --format json > before.json || exit 11
         {{ LIMIT '{program}' refresh --source '{}' --data '{data}' 2> refused.txt; }} && exit 12
         '{program}' report --data '{data}' --format json > after.json || exit 13
         '{program}' refresh --source '{}' --data '{data}' || exit 14",
        small.display(),
        large.display(),
        small.display(),
        data = data.display(),
    );
    let disk = format!(
        "mount -t tmpfs -o size=1m tmpfs '{}' || exit 9\n{}",
        data.display(),
        steps.replace("LIMIT", "")
    );
    let mut ran =
        Command::new("unshare").args(["-Urm", "sh", "-c", &disk]).current_dir(place.path()).status();
    if !ran.as_ref().is_ok_and(|status| status.code() != Some(9) && status.code() != Some(1)) {
        println!("no disk of its own can be mounted here: a limit of the length of files stands for it");
        let limit = "trap '' XFSZ; ulimit -f 200;";
        let script = steps.replace("LIMIT", limit).replace("{ trap", "( trap").replace("; } &&", "; ) &&");
        ran = Command::new("sh").args(["-c", &script]).current_dir(place.path()).status();
    }
    let read = |name: &str| fs::read_to_string(place.path().join(name)).unwrap_or_default();
    assert_eq!(ran.expect("it ran").code(), Some(0), "{}", read("refused.txt"));
    assert_eq!(read("before.json"), read("after.json"), "the old snapshot serves, whole");
    let refused = read("refused.txt");
    assert!(refused.contains("No space left") || refused.contains("File too large"), "{refused}");
}
