//! Refreshes of a running server: by a person, the clock, a changed file.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use clientele_demo::{DemoShop, write_demo_shop};
use clientele_server::source_file::{Origin, SourceFile};
use tempfile::TempDir;

use crate::serving::{DEADLINE, Server, run};

pub const PAGE: &str = "/data/refreshes";
pub const START: &str = "/data/refreshes/start";

/// A folder with a data folder in it, as `clientele serve` finds it by itself, and made-up shops beside.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.path().join("clientele-data")
    }

    /// Writes a made-up shop; the folder that it is in.
    pub fn shop(&self, name: &str, customers: u32, seed: u64) -> PathBuf {
        let folder = self.path().join(name);
        write_demo_shop(&folder, &DemoShop { customers, seed }).expect("a demo shop");
        folder
    }

    /// Chooses the source of the data folder, and changes what else the file says.
    pub fn choose(&self, source: &Path, change: impl FnOnce(&mut SourceFile)) {
        let origin = Origin::Files { path: source.to_owned(), mapping: None, config: None };
        let mut file = SourceFile::new(origin);
        file.refresh.schedule = "off".parse().expect("a schedule");
        change(&mut file);
        file.write(&self.data()).expect("written");
    }

    /// Publishes a shop from the command line.
    pub fn publish(&self, source: &Path) {
        let source = source.to_string_lossy();
        let published = run(self.path(), &["refresh", "--source", &source]);
        assert!(published.status.success(), "{}", String::from_utf8_lossy(&published.stderr));
    }
}

/// The identifier of the snapshot that a server answers from.
pub fn serving(server: &Server) -> String {
    server.get("/healthz").rsplit_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

#[test]
fn a_person_starts_a_refresh_and_sees_what_came_of_it() {
    let place = Place::new();
    place.choose(&place.shop("shop", 200, 3), |_| {});
    let server = Server::start(place.path());
    let page = server.get(PAGE);
    assert!(page.contains("There has been no refresh yet") && page.contains("Refresh now"), "{page}");
    let answer = server.post(START, "");
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("done=refresh-started"), "{answer}");
    server.wait_for("/healthz", r#""status":"ok""#);
    server.wait_for(PAGE, "The last refresh brought new data");
    let page = server.get(PAGE);
    assert!(page.contains("Asked for on this page") && page.contains("rows read"), "{page}");
    server.post(START, "");
    server.wait_for(PAGE, "The last refresh found nothing new");
}

#[test]
fn without_a_source_the_page_leads_to_the_choice_of_one() {
    let place = Place::new();
    let server = Server::start(place.path());
    let page = server.get(PAGE);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Choose a source"), "{page}");
    let answer = server.post(START, "");
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("source has been chosen"), "{answer}");
    assert!(!place.data().exists(), "looking makes nothing");
}

#[test]
fn the_command_line_reads_the_source_of_the_settings_and_is_noted_too() {
    let place = Place::new();
    let none = run(place.path(), &["refresh"]);
    let message = String::from_utf8_lossy(&none.stderr);
    assert_eq!(none.status.code(), Some(2), "{message}");
    assert!(message.contains("--source") && message.contains("source.toml"), "{message}");
    place.choose(&place.shop("shop", 200, 3), |_| {});
    let published = run(place.path(), &["refresh"]);
    assert!(published.status.success(), "{}", String::from_utf8_lossy(&published.stderr));
    let server = Server::start(place.path());
    assert!(server.get(PAGE).contains("Asked for on the command line"));
}

#[test]
fn a_mistake_in_the_source_file_is_told_with_its_line_and_nothing_stops() {
    let place = Place::new();
    place.publish(&place.shop("shop", 200, 3));
    fs::create_dir_all(place.data().join("settings")).expect("made");
    let text = "[source]\nkind = \"files\"\npath = \"shop\"\n[refresh]\nschedule = \"often\"\n";
    fs::write(SourceFile::path(&place.data()), text).expect("written");
    let server = Server::start(place.path());
    for answer in [server.get(PAGE), server.post(START, "")] {
        assert!(answer.contains("settings/source.toml") && answer.contains("line 5"), "{answer}");
    }
    assert!(server.get("/segments").starts_with("HTTP/1.1 200"));
}

#[test]
fn what_came_due_while_the_server_was_down_is_made_up_for() {
    let place = Place::new();
    place.choose(&place.shop("shop", 200, 3), |file| {
        file.refresh.schedule = "0 6 * * 1".parse().expect("weekly");
    });
    let mut server = Server::start(place.path());
    // The schedule is noted as seen to from now on.
    let memory = || rusqlite::Connection::open(place.data().join("clientele.sqlite")).expect("it is there");
    wait_until("the schedule is noted", || {
        place.data().join("clientele.sqlite").exists()
            && memory()
                .query_row("SELECT count(*) FROM memory WHERE key = 'timetable'", [], |row| {
                    row.get::<_, u32>(0)
                })
                .is_ok_and(|noted| noted == 1)
    });
    assert!(server.get("/healthz").contains("no-data"), "a schedule that was just set owes nothing");
    server.terminate();
    let back = "UPDATE memory SET value = json_set(value, '$.seen_to', '2020-01-01T00:00:00Z')";
    memory().execute(back, []).expect("it is as if the server had been down since");
    let server = Server::start(place.path());
    server.wait_for("/healthz", r#""status":"ok""#);
    server.wait_for(PAGE, "Due by the schedule");
    assert_eq!(server.get(PAGE).matches("Due by the schedule").count(), 1, "once for all that was missed");
}

#[test]
fn the_schedule_is_a_form() {
    let place = Place::new();
    place.choose(&place.shop("shop", 200, 3), |_| {});
    let server = Server::start(place.path());
    let save = |form: &str| server.post("/data/refreshes/schedule", form);
    let saved = save("every=week&weekday=5&time=17%3A30&expression=&time_zone=Europe%2FBerlin&on_change=on");
    assert!(saved.starts_with("HTTP/1.1 303") && saved.contains("done=schedule-saved"), "{saved}");
    let file = SourceFile::read(&place.data()).expect("whole").expect("there");
    assert_eq!(file.refresh.schedule.as_str(), "30 17 * * 5");
    assert_eq!(
        (file.refresh.time_zone.to_string().as_str(), file.refresh.on_change),
        ("Europe/Berlin", true)
    );
    let page = server.get(PAGE);
    assert!(page.contains("The next refresh is due on Fri ") && page.contains("17:30"), "{page}");
    for (form, words) in [
        ("every=week&weekday=9&time=17%3A30&time_zone=UTC", "7 for Sunday"),
        ("every=day&time=25%3A00&time_zone=UTC", "06:00"),
        ("every=own&expression=often&time_zone=UTC", "five fields"),
        ("every=hour&time_zone=Berlin", "Europe/Berlin"),
        ("every=year&time_zone=UTC", "no interval"),
    ] {
        let refused = save(form);
        assert!(refused.starts_with("HTTP/1.1 400") && refused.contains(words), "{form}: {refused}");
    }
    let after = SourceFile::read(&place.data()).expect("whole").expect("there");
    assert_eq!(after, file, "what is refused changes nothing");
}

#[test]
fn a_refresh_tells_its_steps_to_those_who_watch() {
    let place = Place::new();
    // Large enough to be seen at work.
    place.choose(&place.shop("shop", 40_000, 3), |_| {});
    let mut server = Server::start(place.path());
    let mut stream = TcpStream::connect(server.address).expect("the server listens");
    stream.set_read_timeout(Some(DEADLINE)).expect("a limit");
    write!(stream, "GET /data/refreshes/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).expect("asked");
    let began = Instant::now();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut until = |word: &str| {
        let mut before = Vec::new();
        for line in lines.by_ref() {
            if !word.is_empty() && line.contains(word) {
                return before;
            }
            assert!(began.elapsed() < DEADLINE, "waited in vain for {word}: {before:?}");
            before.push(line);
        }
        assert!(word.is_empty(), "the stream ended before {word}: {before:?}");
        before
    };
    let head = until("event: version");
    assert!(head.iter().any(|line| line.to_lowercase() == "content-type: text/event-stream"), "{head:?}");
    server.post(START, "");
    until("event: progress");
    until("refresh-steps");
    until("-published-");
    assert_eq!(server.terminate(), Some(0), "who watches does not keep the server from ending");
    until("");
}

/// Waits for a condition; a test that reaches the deadline has failed.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < DEADLINE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_snapshot_that_is_scored_again_equals_a_refresh_of_the_same_orders() {
    let place = Place::new();
    let shop = place.shop("shop", 400, 3);
    let shop = shop.to_string_lossy();
    let rules =
        "[[rules]]\nid = \"everyone\"\naction = \"Say hello\"\nmessage = \"Hello.\"\nreason = \"Everyone\"\n";
    fs::write(place.path().join("rules.toml"), rules).expect("written");
    let id = |args: &[&str]| {
        let ran = run(place.path(), args);
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
        let told = String::from_utf8_lossy(&ran.stdout).into_owned();
        told.split(" in ").next().and_then(|told| told.rsplit(' ').next()).unwrap_or_default().to_owned()
    };
    let later = ["--as-of", "2019-03-01", "--rules", "rules.toml"];
    let whole = id(&[&["refresh", "--source", &shop, "--data", "one"], &later[..]].concat());
    id(&["refresh", "--source", &shop, "--data", "two"]);
    let again = id(&[&["refresh", "--only", "score,publish", "--data", "two"], &later[..]].concat());
    assert_eq!(again, whole, "to the byte");
    let rehearsed =
        run(place.path(), &["refresh", "--only", "read,score", "--source", &shop, "--data", "two"]);
    assert!(String::from_utf8_lossy(&rehearsed.stdout).starts_with("nothing was published"));
    let report = run(place.path(), &["report", "--data", "two", "--format", "json"]);
    assert!(String::from_utf8_lossy(&report.stdout).contains("\"as_of\": \"2019-03-01\""), "as it was");
}

#[test]
fn stages_that_make_no_sense_are_refused_with_what_to_add() {
    let place = Place::new();
    let shop = place.shop("shop", 200, 3);
    let shop = shop.to_string_lossy();
    for (args, code, words) in [
        (&["--only", "score"][..], 2, "add the stage publish"),
        (&["--only", "read,publish"], 2, "add the stage score"),
        (&["--only", "paint"], 2, "paint"),
        (&["--only", "score,publish", "--source", &shop], 2, "reads no source"),
        (&["--only", "score,publish"], 4, "no data has been published"),
        (&["--as-of", "2019-01-01"], 2, "--source"),
    ] {
        let refused = run(place.path(), &[&["refresh"], args].concat());
        let message = String::from_utf8_lossy(&refused.stderr);
        assert!(refused.status.code() == Some(code) && message.contains(words), "{args:?}: {message}");
    }
    assert!(!place.data().exists(), "nothing is made");
}
