use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

use clientele_contract::AnalyticsError;

use super::*;
use crate::test_support::CountingAnalytics;

/// What a folder holds: the revision of the list, and what opening gives.
#[derive(Clone)]
struct Shelf {
    revision: Option<&'static str>,
    /// The revision while it is opened.
    opened_revision: Option<&'static str>,
    opens: Result<Option<&'static str>, &'static str>,
}

#[derive(Clone)]
struct FakeFolder {
    shelf: Arc<Mutex<Shelf>>,
    openings: Arc<AtomicU64>,
}

impl FakeFolder {
    fn holding(shelf: Shelf) -> Self {
        Self { shelf: Arc::new(Mutex::new(shelf)), openings: Arc::default() }
    }

    fn publish(&self, shelf: Shelf) {
        *self.shelf.lock().expect("no test thread panics") = shelf;
    }
}

impl PublishedSnapshots for FakeFolder {
    fn revision(&self) -> Option<String> {
        self.shelf.lock().expect("no test thread panics").revision.map(str::to_owned)
    }

    fn open_current(&self) -> Result<Option<OpenedAnalytics>, String> {
        self.openings.fetch_add(1, Ordering::Relaxed);
        let Shelf { opened_revision, opens, .. } = self.shelf.lock().expect("no test thread panics").clone();
        Ok(opens?.map(|id| OpenedAnalytics {
            snapshot_id: id.to_owned(),
            analytics: Arc::new(CountingAnalytics::named(id)),
            revision: opened_revision.map(str::to_owned),
        }))
    }
}

fn shelf(revision: &'static str, opens: Result<Option<&'static str>, &'static str>) -> Shelf {
    Shelf { revision: Some(revision), opened_revision: Some(revision), opens }
}

fn whole(id: &'static str) -> Shelf {
    shelf(id, Ok(Some(id)))
}

fn nothing() -> Shelf {
    Shelf { revision: None, opened_revision: None, opens: Ok(None) }
}

fn shown(live: &LiveAnalytics) -> (String, usize) {
    let info = live.current().snapshot(&Scope::everything()).expect("something is in service");
    (info.snapshot_id, info.notices.len())
}

#[test]
fn a_newly_published_snapshot_goes_live_and_is_opened_once() {
    let folder = FakeFolder::holding(whole("first"));
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    assert_eq!(shown(&live), ("first".to_owned(), 0));
    folder.publish(whole("second"));
    for _ in 0..3 {
        live.take_up_newest();
    }
    assert_eq!(shown(&live), ("second".to_owned(), 0));
    assert_eq!(live.serving(), Serving::Snapshot("second".to_owned()));
    assert_eq!(folder.openings.load(Ordering::Relaxed), 2);
}

#[test]
fn a_request_keeps_the_snapshot_that_it_began_with() {
    let folder = FakeFolder::holding(whole("first"));
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    let of_request = live.current();
    folder.publish(whole("second"));
    live.take_up_newest();
    let info = of_request.snapshot(&Scope::everything()).expect("an answer");
    assert_eq!(info.snapshot_id, "first");
}

#[test]
fn nothing_published_is_said_until_something_is() {
    let folder = FakeFolder::holding(nothing());
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    let answer = live.current().snapshot(&Scope::everything());
    assert_eq!(answer, Err(AnalyticsError::NoSnapshot));
    assert_eq!(live.serving(), Serving::Nothing);
    folder.publish(whole("first"));
    live.take_up_newest();
    assert_eq!(shown(&live), ("first".to_owned(), 0));
}

#[test]
fn a_snapshot_that_cannot_be_opened_leaves_the_old_one_with_one_notice() {
    let folder = FakeFolder::holding(whole("first"));
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    folder.publish(shelf("broken", Err("a file is missing")));
    for _ in 0..3 {
        live.take_up_newest();
    }
    assert_eq!(shown(&live), ("first".to_owned(), 1));
    assert_eq!(folder.openings.load(Ordering::Relaxed), 2, "a broken snapshot is not tried over and over");
    folder.publish(shelf("broken too", Err("a file is missing")));
    live.take_up_newest();
    assert_eq!(shown(&live), ("first".to_owned(), 1));
    folder.publish(whole("mended"));
    live.take_up_newest();
    assert_eq!(shown(&live), ("mended".to_owned(), 0));
}

#[test]
fn an_older_snapshot_opened_for_a_damaged_one_is_not_opened_over_and_over() {
    let folder = FakeFolder::holding(shelf("damaged", Ok(Some("older"))));
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    live.take_up_newest();
    assert_eq!(shown(&live), ("older".to_owned(), 0));
    assert_eq!(folder.openings.load(Ordering::Relaxed), 1);
}

#[test]
fn what_was_changed_while_it_was_opened_and_changed_back_is_opened_again() {
    let folder =
        FakeFolder::holding(Shelf { opened_revision: Some("between"), ..shelf("1", Ok(Some("between"))) });
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    folder.publish(shelf("1", Ok(Some("as before"))));
    live.take_up_newest();
    assert_eq!(shown(&live), ("as before".to_owned(), 0));
    live.take_up_newest();
    assert_eq!(folder.openings.load(Ordering::Relaxed), 2);
}

#[test]
fn the_same_snapshot_published_again_after_damage_is_taken_up() {
    let folder = FakeFolder::holding(shelf("1", Ok(Some("older"))));
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    folder.publish(shelf("2", Ok(Some("mended"))));
    live.take_up_newest();
    assert_eq!(live.serving(), Serving::Snapshot("mended".to_owned()));
}

#[test]
fn what_cannot_be_opened_is_said_until_it_is_mended() {
    let folder = FakeFolder::holding(shelf("1", Err("a file is missing")));
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    assert_eq!(live.serving(), Serving::Unreadable);
    let answer = live.current().snapshot(&Scope::everything());
    let words = "the published data cannot be opened: a file is missing";
    assert_eq!(answer, Err(AnalyticsError::Internal(words.to_owned())));
    folder.publish(whole("2"));
    live.take_up_newest();
    assert_eq!(shown(&live), ("2".to_owned(), 0));
}

#[test]
fn what_cannot_be_opened_and_is_taken_away_is_nothing() {
    let folder = FakeFolder::holding(shelf("1", Err("a file is missing")));
    let live = LiveAnalytics::open(Box::new(folder.clone()));
    folder.publish(nothing());
    live.take_up_newest();
    assert_eq!(live.serving(), Serving::Nothing);
    assert_eq!(live.current().snapshot(&Scope::everything()), Err(AnalyticsError::NoSnapshot));
}
