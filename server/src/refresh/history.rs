//! How each refresh went, kept in the database of the data folder.

use std::path::Path;

use chrono::{DateTime, Utc};
use clientele_contract::{RefreshOutcome, RefreshReason, RefreshStepTime};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::desk::{Database, DeskError};

/// Refreshes that are remembered.
pub(crate) const KEPT: u32 = 200;
/// The longest reason that is kept, in characters.
const DETAIL_MAX: usize = 2_000;

/// The history of a data folder.
#[derive(Debug, Clone)]
pub(crate) struct History {
    database: Database,
}

/// A refresh that begins.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    pub(crate) at: DateTime<Utc>,
    pub(crate) reason: RefreshReason,
    pub(crate) attempt: u32,
    pub(crate) source: String,
}

/// How it ended.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    pub(crate) at: DateTime<Utc>,
    pub(crate) outcome: RefreshOutcome,
    pub(crate) detail: String,
    /// Rows read and refused.
    pub(crate) rows: Option<(u64, u64)>,
    pub(crate) steps: Vec<RefreshStepTime>,
}

/// One line of the history.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) beginning: Beginning,
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) outcome: RefreshOutcome,
    pub(crate) detail: String,
    pub(crate) rows: Option<(u64, u64)>,
    pub(crate) steps: Vec<RefreshStepTime>,
}

impl History {
    pub(crate) fn new(data: &Path) -> Self {
        Self { database: Database::new(data) }
    }

    /// Notes a beginning. Whoever calls it holds the lock of the data folder, so whatever is noted as running has
    /// broken off.
    pub(crate) fn begin(&self, beginning: &Beginning) -> Result<i64, DeskError> {
        let database = self.database.open_to_change()?;
        let note = || -> rusqlite::Result<i64> {
            mark_broken_off(&database)?;
            database.execute(
                "INSERT INTO refresh (began_at, reason, attempt, source, outcome) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    beginning.at.timestamp_millis(),
                    beginning.reason.slug(),
                    beginning.attempt,
                    beginning.source,
                    RefreshOutcome::Running.slug(),
                ],
            )?;
            let id = database.last_insert_rowid();
            database.execute("DELETE FROM refresh WHERE id <= ?1 - ?2", params![id, KEPT])?;
            Ok(id)
        };
        note().map_err(|error| self.database.fault(&error))
    }

    /// Notes how it ended.
    pub(crate) fn end(&self, id: i64, ending: &Ending) -> Result<(), DeskError> {
        let database = self.database.open_to_change()?;
        let steps = serde_json::to_string(&ending.steps).unwrap_or_else(|_| "[]".to_owned());
        let detail: String = ending.detail.chars().take(DETAIL_MAX).collect();
        let (read, refused) = ending.rows.unzip();
        let noted = database.execute(
            "UPDATE refresh SET ended_at = ?2, outcome = ?3, detail = ?4, rows_read = ?5, rows_refused = ?6, steps = ?7
             WHERE id = ?1",
            params![
                id,
                ending.at.timestamp_millis(),
                ending.outcome.slug(),
                detail,
                read.map(u64::cast_signed),
                refused.map(u64::cast_signed),
                steps
            ],
        );
        noted.map(drop).map_err(|error| self.database.fault(&error))
    }

    /// What is noted as running was at work when a process ended. Only for those who hold the lock.
    pub(crate) fn break_off(&self) -> Result<(), DeskError> {
        if !self.database.exists() {
            return Ok(());
        }
        let database = self.database.open_to_change()?;
        mark_broken_off(&database).map_err(|error| self.database.fault(&error))
    }

    /// The latest first.
    pub(crate) fn list(&self, most: u32) -> Result<Vec<Entry>, DeskError> {
        let read = || -> rusqlite::Result<Vec<Entry>> {
            let Some((database, 2..)) = self.database.open_to_read()? else { return Ok(Vec::new()) };
            let mut entries = database.prepare(
                "SELECT id, began_at, ended_at, reason, attempt, source, outcome, detail, rows_read, rows_refused, steps
                 FROM refresh ORDER BY id DESC LIMIT ?1",
            )?;
            entries.query_map([most], entry)?.collect()
        };
        read().map_err(|error| self.database.fault(&error))
    }

    /// A text that was kept under a name.
    pub(crate) fn recall(&self, key: &str) -> Result<Option<String>, DeskError> {
        let read = || -> rusqlite::Result<Option<String>> {
            let Some((database, 2..)) = self.database.open_to_read()? else { return Ok(None) };
            let value =
                database.query_row("SELECT value FROM memory WHERE key = ?1", [key], |row| row.get(0));
            value.optional()
        };
        read().map_err(|error| self.database.fault(&error))
    }

    /// Keeps a text under a name.
    pub(crate) fn remember(&self, key: &str, value: &str) -> Result<(), DeskError> {
        let database = self.database.open_to_change()?;
        let kept = database.execute(
            "INSERT INTO memory (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            [key, value],
        );
        kept.map(drop).map_err(|error| self.database.fault(&error))
    }
}

fn mark_broken_off(database: &Connection) -> rusqlite::Result<()> {
    let (broken, running) = (RefreshOutcome::BrokenOff.slug(), RefreshOutcome::Running.slug());
    let words = "the program ended before the refresh did; what was in service stayed";
    let marked = "UPDATE refresh SET outcome = ?1, detail = ?2 WHERE outcome = ?3";
    database.execute(marked, [broken, words, running]).map(drop)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let moment = |value: i64| DateTime::from_timestamp_millis(value).unwrap_or_default();
    let text = |column: usize| row.get::<_, String>(column);
    let count =
        |column: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(i64::cast_unsigned));
    Ok(Entry {
        id: row.get(0)?,
        beginning: Beginning {
            at: moment(row.get(1)?),
            // Words of a later program: the row is shown all the same.
            reason: RefreshReason::from_slug(&text(3)?).unwrap_or(RefreshReason::Person),
            attempt: row.get(4)?,
            source: text(5)?,
        },
        ended_at: row.get::<_, Option<i64>>(2)?.map(moment),
        outcome: RefreshOutcome::from_slug(&text(6)?).unwrap_or(RefreshOutcome::BrokenOff),
        detail: text(7)?,
        rows: count(8)?.zip(count(9)?),
        steps: serde_json::from_str(&text(10)?).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use clientele_contract::RefreshStep;

    use super::*;

    fn beginning(second: i64) -> Beginning {
        Beginning {
            at: DateTime::from_timestamp(second, 0).expect("a moment"),
            reason: RefreshReason::Schedule,
            attempt: 2,
            source: "orders.csv".to_owned(),
        }
    }

    fn ending(second: i64, outcome: RefreshOutcome) -> Ending {
        Ending {
            at: DateTime::from_timestamp(second, 0).expect("a moment"),
            outcome,
            detail: "2018-08-30-abc".to_owned(),
            rows: Some((10, 1)),
            steps: vec![RefreshStepTime { step: RefreshStep::Read, milliseconds: 12 }],
        }
    }

    #[test]
    fn looking_makes_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let history = History::new(folder.path());
        assert!(history.list(5).expect("nothing").is_empty());
        history.break_off().expect("nothing to break off");
        assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
    }

    #[test]
    fn what_ended_is_told_as_it_was() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let history = History::new(folder.path());
        let id = history.begin(&beginning(100)).expect("noted");
        assert_eq!(history.list(5).expect("read")[0].outcome, RefreshOutcome::Running);
        history.end(id, &ending(104, RefreshOutcome::Published)).expect("noted");
        let entry = history.list(1).expect("read").remove(0);
        assert_eq!(entry.outcome, RefreshOutcome::Published);
        assert_eq!((entry.id, entry.rows, entry.beginning.attempt), (id, Some((10, 1)), 2));
        assert_eq!(entry.beginning.reason, RefreshReason::Schedule);
        assert_eq!(entry.steps[0].milliseconds, 12);
        assert_eq!((entry.ended_at.expect("ended") - entry.beginning.at).num_seconds(), 4);
    }

    #[test]
    fn what_was_running_when_another_begins_has_broken_off() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let history = History::new(folder.path());
        for second in [1, 2] {
            history.begin(&beginning(second)).expect("noted");
        }
        let outcomes: Vec<_> = history.list(5).expect("read").iter().map(|entry| entry.outcome).collect();
        assert_eq!(outcomes, [RefreshOutcome::Running, RefreshOutcome::BrokenOff]);
    }

    #[test]
    fn only_the_latest_are_kept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let history = History::new(folder.path());
        for second in 0..i64::from(KEPT) + 5 {
            let id = history.begin(&beginning(second)).expect("noted");
            history.end(id, &ending(second, RefreshOutcome::Unchanged)).expect("noted");
        }
        let kept = history.list(KEPT * 2).expect("read");
        assert_eq!(kept.len(), KEPT as usize);
        assert_eq!(kept[0].beginning.at.timestamp(), i64::from(KEPT) + 4);
    }

    #[test]
    fn what_is_remembered_is_recalled() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let history = History::new(folder.path());
        assert_eq!(history.recall("schedule").expect("nothing yet"), None);
        for value in ["a", "b"] {
            history.remember("schedule", value).expect("kept");
        }
        assert_eq!(history.recall("schedule").expect("kept").as_deref(), Some("b"));
    }
}
