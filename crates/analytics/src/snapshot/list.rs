//! `published.json`: which snapshots are kept, and which of them is in service.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::durable::replace_file;

/// Snapshots that are kept to fall back on unless a rule says otherwise, the one in service included.
const KEPT_DEFAULT: u32 = 5;
const SECONDS_PER_DAY: i64 = 86_400;

/// How many snapshots a refresh leaves. The one in service and those that are pinned stay in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// The newest that are kept, pinned ones not counted; at least 1.
    pub newest: u32,
    /// Those that were published more days ago are removed; `None`: age does not matter.
    pub days: Option<u32>,
    /// The moment of the refresh, in seconds since 1970-01-01 UTC; `None`: it is not known, so none is too old.
    pub now: Option<i64>,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { newest: KEPT_DEFAULT, days: None, now: None }
    }
}

/// The snapshots that are kept, newest first. What earlier versions of the program do not know is left out
/// where it says nothing, so that they can read the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PublishedList {
    /// Grows with every change, even of the same content.
    #[serde(default)]
    pub(super) revision: u64,
    pub(super) snapshots: Vec<String>,
    /// The one that a person put in service in place of the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) in_service: Option<String>,
    /// Those that are never removed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) pinned: BTreeSet<String>,
    /// When each was published last, in seconds since 1970-01-01 UTC, where it is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) published_at: BTreeMap<String, i64>,
}

impl PublishedList {
    pub(super) fn path(data_dir: &Path) -> PathBuf {
        data_dir.join("published.json")
    }

    /// An absent list is an empty one.
    pub(super) fn read(data_dir: &Path) -> io::Result<Self> {
        match fs::read(Self::path(data_dir)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Replaces the file under a new revision; readers see the old list or this one.
    pub(super) fn write(&mut self, data_dir: &Path) -> io::Result<()> {
        self.revision += 1;
        let bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        replace_file(&Self::path(data_dir), &bytes)
    }

    pub(super) fn holds(&self, id: &str) -> bool {
        self.snapshots.iter().any(|kept| kept == id)
    }

    /// The one that answers, if it is whole.
    pub(super) fn serving(&self) -> Option<&str> {
        self.by_hand().or_else(|| self.snapshots.first().map(String::as_str))
    }

    /// The one that a person put in service, unless it has gone.
    pub(super) fn by_hand(&self) -> Option<&str> {
        self.in_service.as_deref().filter(|id| self.holds(id))
    }

    /// In the order in which they are tried: the one in service, then from the newest.
    pub(super) fn in_order(&self) -> Vec<&str> {
        let serving = self.serving();
        let others = self.snapshots.iter().map(String::as_str).filter(|id| Some(*id) != serving);
        serving.into_iter().chain(others).collect()
    }

    /// Puts a snapshot in service for good, or takes back what a person did.
    pub(super) fn serve(&mut self, id: &str) {
        let is_newest = self.snapshots.first().is_some_and(|first| first == id);
        self.in_service = (!is_newest).then(|| id.to_owned());
    }

    /// Takes a published snapshot into the list as its newest and puts it in service. A snapshot from which a
    /// person went back keeps its place: the same data must not undo what the person did.
    pub(super) fn take_in(&mut self, id: &str, now: Option<i64>) {
        if let Some(now) = now {
            self.published_at.insert(id.to_owned(), now);
        }
        if self.was_left(id) {
            return;
        }
        self.snapshots.retain(|kept| kept != id);
        self.snapshots.insert(0, id.to_owned());
        self.in_service = None;
    }

    /// A person put an older one in service than this one.
    fn was_left(&self, id: &str) -> bool {
        let position = |id: &str| self.snapshots.iter().position(|kept| kept == id);
        match (self.by_hand().and_then(position), position(id)) {
            (Some(by_hand), Some(asked)) => asked < by_hand,
            _ => false,
        }
    }

    /// Takes those out that the rules do not keep, and names them.
    pub(super) fn drop_surplus(&mut self, keeping: &Keeping) -> Vec<String> {
        let serving = self.serving().map(str::to_owned);
        let mut counted = 0_u32;
        let mut dropped = Vec::new();
        for id in std::mem::take(&mut self.snapshots) {
            let is_pinned = self.pinned.contains(&id);
            counted += u32::from(!is_pinned);
            let is_surplus = counted > keeping.newest.max(1) || self.is_too_old(&id, keeping);
            if is_pinned || !is_surplus || serving.as_deref() == Some(&id) {
                self.snapshots.push(id);
            } else {
                dropped.push(id);
            }
        }
        self.forget_others();
        dropped
    }

    /// Takes one out.
    pub(super) fn remove(&mut self, id: &str) {
        self.snapshots.retain(|kept| kept != id);
        self.forget_others();
    }

    fn is_too_old(&self, id: &str, keeping: &Keeping) -> bool {
        match (keeping.now, keeping.days, self.published_at.get(id)) {
            (Some(now), Some(days), Some(at)) => now.saturating_sub(*at) > i64::from(days) * SECONDS_PER_DAY,
            _ => false,
        }
    }

    /// Leaves nothing about snapshots that are not in the list.
    fn forget_others(&mut self) {
        let Self { snapshots, pinned, published_at, .. } = self;
        pinned.retain(|id| snapshots.contains(id));
        published_at.retain(|id, _| snapshots.contains(id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(ids: &[&str]) -> PublishedList {
        PublishedList { snapshots: ids.iter().map(|id| (*id).to_owned()).collect(), ..Default::default() }
    }

    #[test]
    fn a_list_of_an_earlier_version_is_read() {
        let list: PublishedList = serde_json::from_str(r#"{"snapshots": ["b", "a"]}"#).unwrap();
        assert_eq!((list.serving(), list.revision), (Some("b"), 0));
        assert_eq!(list.in_order(), ["b", "a"]);
    }

    #[test]
    fn the_same_data_do_not_undo_what_a_person_did() {
        let mut list = list(&["c", "b", "a"]);
        list.serve("a");
        list.take_in("c", None);
        assert_eq!((list.serving(), list.snapshots.len()), (Some("a"), 3));
        list.take_in("b", None);
        assert_eq!(list.serving(), Some("a"));
        list.take_in("d", None);
        assert_eq!(list.in_order(), ["d", "c", "b", "a"]);
    }

    #[test]
    fn data_that_are_published_again_are_in_service_again() {
        let mut list = list(&["c", "b", "a"]);
        list.serve("b");
        list.take_in("b", None);
        assert_eq!(list.in_order(), ["b", "c", "a"]);
        assert_eq!(list.in_service, None, "they are the newest now");
        list.take_in("a", None);
        assert_eq!(list.in_order(), ["a", "b", "c"]);
    }

    #[test]
    fn pinned_ones_and_the_one_in_service_are_never_surplus() {
        let mut list = list(&["e", "d", "c", "b", "a"]);
        list.pinned = BTreeSet::from(["d".to_owned()]);
        list.serve("a");
        let dropped = list.drop_surplus(&Keeping { newest: 1, ..Keeping::default() });
        assert_eq!(dropped, ["c", "b"]);
        assert_eq!(list.snapshots, ["e", "d", "a"]);
    }

    #[test]
    fn age_counts_where_it_is_known() {
        let mut list = list(&["c", "b", "a"]);
        let day = SECONDS_PER_DAY;
        list.published_at = BTreeMap::from([("c".to_owned(), 10 * day), ("b".to_owned(), 2 * day)]);
        let keeping = Keeping { newest: 9, days: Some(7), now: Some(10 * day) };
        assert_eq!(list.drop_surplus(&keeping), ["b"]);
        assert_eq!(list.snapshots, ["c", "a"]);
        assert_eq!(list.published_at.len(), 1);
        assert!(list.drop_surplus(&Keeping { now: Some(-day), ..keeping }).is_empty(), "a clock set back");
    }
}
