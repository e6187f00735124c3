//! What is read, how, and when: one file that people can read and edit, and that pages write.
//!
//! ```text
//! DATA/settings/source.toml              where orders come from, when they are read, what is checked and kept
//! DATA/settings/source.previous.toml     the one before it
//! DATA/settings/mapping-HASH.toml        how the columns are read, unless they are recognised each time
//! ```
//!
//! Secrets never stand in it: it names the environment variable, or the file with mode 600, that holds them.

mod checks;
mod keep;
mod origin;
mod schedule;
mod warehouse;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::{
    desk::{DeskError, Record},
    postgres::without_logins,
};

pub use checks::CheckRules;
pub use keep::KeepRules;
pub use origin::Origin;
pub(crate) use origin::{fetch, fetch_rows};
pub use schedule::{CronExpression, ScheduleRules, TimeZoneName};
pub use warehouse::{PostgresTarget, WarehouseTargets};

/// The whole file; every part but the origin may be left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Where orders come from.
    pub source: Origin,
    /// When they are read by themselves.
    #[serde(default)]
    pub refresh: ScheduleRules,
    /// What must hold before a snapshot is published.
    #[serde(default)]
    pub checks: CheckRules,
    /// How many snapshots are kept, and for how long.
    #[serde(default)]
    pub keep: KeepRules,
    /// Where else the tables are published.
    #[serde(default)]
    pub warehouse: WarehouseTargets,
}

/// The name of the file among the settings.
const NAME: &str = "source";

/// What stands at the head of the file when the program has written it.
const HEADER: &str = "\
# Where the orders come from, when they are read, what is checked and kept.
# Clientele writes this file from its pages under Data; it may be edited by hand, too. A change holds from the next
# refresh on. What each line means is in docs/SOURCES.md. Passwords never stand here.

";

/// Changes come one after the other: each reads what the one before has written.
static CHANGING: Mutex<()> = Mutex::new(());

impl SourceFile {
    /// What is read from here, with everything else as it is by itself.
    pub fn new(source: Origin) -> Self {
        Self {
            source,
            refresh: ScheduleRules::default(),
            checks: CheckRules::default(),
            keep: KeepRules::default(),
            warehouse: WarehouseTargets::default(),
        }
    }

    /// Where it lies in a data folder.
    pub fn path(data: &Path) -> PathBuf {
        data.join("settings").join("source.toml")
    }

    /// Reads the file of a data folder; `None`: no source has been chosen.
    ///
    /// # Errors
    /// A mistake, with line, column and what is expected, or faults of reading.
    pub fn read(data: &Path) -> Result<Option<Self>, DeskError> {
        let record = Record::new(data, NAME);
        record.read_current()?.map(|text| Self::parse(&text, &record.current_name())).transpose()
    }

    /// Puts it into force, durably; what was in force is kept beside it.
    ///
    /// # Errors
    /// Faults of writing.
    pub fn write(&self, data: &Path) -> Result<(), DeskError> {
        Record::new(data, NAME).apply(&self.to_text()?)
    }

    /// Reads the file, changes it, and writes it, while nobody else of this program does.
    ///
    /// # Errors
    /// Those of reading and writing, and what `change` says: it is told that there is no source yet by `None`.
    pub fn change(
        data: &Path,
        change: impl FnOnce(Option<Self>) -> Result<Self, DeskError>,
    ) -> Result<(), DeskError> {
        let _changing = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
        change(Self::read(data)?)?.write(data)
    }

    fn parse(text: &str, name: &str) -> Result<Self, DeskError> {
        // Never the line itself: somebody may have written a password there.
        toml::from_str(text).map_err(|error| {
            let place = error.span().map(|span| place_of(text, span.start)).unwrap_or_default();
            let message = without_logins(error.message());
            DeskError::Mistake(format!("{name}: {place}{message}"))
        })
    }

    fn to_text(&self) -> Result<String, DeskError> {
        let body = toml::to_string_pretty(self)
            .map_err(|error| DeskError::Mistake(format!("the source cannot be written down: {error}")))?;
        Ok(format!("{HEADER}{body}"))
    }
}

/// `line 2, column 8: ` of a byte in a text; both count from 1.
fn place_of(text: &str, byte: usize) -> String {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("line {line}, column {column}: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> SourceFile {
        SourceFile::new(Origin::Files { path: "orders.csv".into(), mapping: None, config: None })
    }

    #[test]
    fn what_is_written_is_read_again_and_the_one_before_is_kept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(SourceFile::read(folder.path()).expect("no file is no fault"), None);
        let first = example();
        first.write(folder.path()).expect("written");
        assert_eq!(SourceFile::read(folder.path()).expect("read"), Some(first.clone()));
        SourceFile::change(folder.path(), |file| {
            let mut file = file.expect("it is there");
            file.refresh.on_change = true;
            Ok(file)
        })
        .expect("changed");
        let changed = SourceFile::read(folder.path()).expect("read").expect("it is there");
        assert!(changed.refresh.on_change && changed.source == first.source);
        let previous = std::fs::read_to_string(folder.path().join("settings/source.previous.toml"));
        let previous = SourceFile::parse(&previous.expect("kept"), "previous").expect("whole");
        assert_eq!(previous, first);
    }

    #[test]
    fn the_source_alone_is_enough() {
        let read = SourceFile::parse("[source]\nkind = \"files\"\npath = \"orders.csv\"\n", "source.toml");
        assert_eq!(read.expect("nothing is missing"), example());
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_what_is_expected() {
        let whole = "[source]\nkind = \"files\"\npath = \"orders.csv\"\n\n";
        for (rest, line, words) in [
            ("[refresh]\nevery = \"day\"\n", "line 6", "unknown field `every`"),
            ("[refresh]\nschedule = \"often\"\n", "line 6", "five fields"),
            ("[refresh]\ntime_zone = \"Berlin\"\n", "line 6", "Europe/Berlin"),
            ("[refreshes]\n", "line 5", "unknown field `refreshes`"),
        ] {
            let mistake = SourceFile::parse(&format!("{whole}{rest}"), "settings/source.toml");
            let mistake = mistake.expect_err(rest).to_string();
            let is_told = mistake.starts_with("settings/source.toml: ")
                && mistake.contains(line)
                && mistake.contains(words);
            assert!(is_told, "{rest}: {mistake}");
        }
    }

    #[test]
    fn a_password_that_does_not_belong_there_is_not_repeated() {
        for line in [
            "password = \"s3cr3t\"",
            "url = \"host=db user=a password=s3cr3t\"",
            "query = \"s3cr3t",
            "tables = \"postgres://a:s3cr3t@db/shop\"",
        ] {
            let text = format!("[source]\nkind = \"postgres\"\n{line}\n");
            let mistake = SourceFile::parse(&text, "source.toml").expect_err(line).to_string();
            assert!(mistake.starts_with("source.toml: line ") && !mistake.contains("s3cr3t"), "{mistake}");
        }
    }
}
