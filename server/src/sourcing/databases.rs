//! Databases that were tried and are not in use yet: how each is described, and its first rows.
//!
//! ```text
//! DATA/databases/ID/source.toml     the description, without secrets; the ID is its hash
//! DATA/databases/ID/rows/           the first rows
//! DATA/databases/trying-ID/         not whole yet
//! ```

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use clientele_analytics::{Progress, Stage};
use clientele_contract::{DatabaseForm, DatabaseMistake};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tracing::warn;

use super::{SourcingError, database_form};
use crate::{
    desk::read_text,
    hashed::hexadecimal,
    postgres::{Fetched, PostgresError},
    source_file::{Origin, fetch_rows},
    uploads::UploadError,
};

/// So many are kept; they hold rows, which are of persons.
const KEPT: usize = 3;
/// So many rows of a statement, or of one table, tell how it is read.
const ROWS_MAX: u64 = 20_000;
/// Of several tables: keys must be found again in the others.
const ROWS_OF_TABLES_MAX: u64 = 1_000_000;
/// A person does not wait longer.
const PATIENCE: Duration = Duration::from_secs(60);
/// So much of the hash of the description names it.
const HASH_BYTES: usize = 8;
const TRYING: &str = "trying-";
const DESCRIPTION: &str = "source.toml";
const ROWS: &str = "rows";

/// What was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TriedDatabase {
    /// It has several tables and more rows than were looked at: keys may be missing that are there.
    is_cut: bool,
    source: Origin,
}

/// The databases of a data folder that were tried.
pub(crate) struct DatabaseShelf {
    data: PathBuf,
    folder: PathBuf,
    /// Held while one is tried: a connection, and a thread that waits for it.
    trying: Mutex<()>,
}

/// Why a database was not tried to the end.
#[derive(Debug)]
pub(crate) enum TrialFault {
    /// A person can mend it.
    Mistake(DatabaseMistake),
    /// Faults of the machine.
    Sourcing(SourcingError),
}

impl From<SourcingError> for TrialFault {
    fn from(fault: SourcingError) -> Self {
        Self::Sourcing(fault)
    }
}

impl From<UploadError> for TrialFault {
    fn from(fault: UploadError) -> Self {
        Self::Sourcing(fault.into())
    }
}

impl DatabaseShelf {
    /// Looks after the databases that are tried for this data folder; nothing is read or made yet.
    pub(super) fn new(data: &Path) -> Self {
        Self { data: data.to_owned(), folder: data.join("databases"), trying: Mutex::new(()) }
    }

    /// Connects to the source that a form describes and keeps its first rows; the identifier of what is kept.
    ///
    /// # Errors
    /// What is wrong with the database, and where in the form it is to be mended; faults of the machine.
    pub(super) fn try_one(
        &self,
        form: &DatabaseForm,
        source: Origin,
        is_unwanted: &AtomicBool,
    ) -> Result<String, TrialFault> {
        let _trying = match self.trying.try_lock() {
            Ok(trying) => trying,
            Err(TryLockError::Poisoned(trying)) => trying.into_inner(),
            Err(TryLockError::WouldBlock) => {
                let words = "Another database is being tried. Try again when that has ended.".to_owned();
                return Err(TrialFault::Mistake(DatabaseMistake { field: None, words }));
            }
        };
        let described = toml::to_string(&source).map_err(|fault| unwritable(&self.folder, fault))?;
        let id = hexadecimal(&Sha256::digest(described)[..HASH_BYTES]);
        let incoming = self.folder.join(format!("{TRYING}{id}"));
        let kept = self.fetch_into(&incoming, source, is_unwanted, form);
        if kept.is_err() {
            discard(&incoming);
        }
        kept?;
        let place = self.folder.join(&id);
        discard(&place);
        fs::rename(&incoming, &place).map_err(|fault| io("writing", &place, fault))?;
        self.make_room(&id);
        Ok(id)
    }

    fn fetch_into(
        &self,
        incoming: &Path,
        source: Origin,
        is_unwanted: &AtomicBool,
        form: &DatabaseForm,
    ) -> Result<(), TrialFault> {
        let trial = Trial { is_unwanted, until: Instant::now() + PATIENCE };
        let rows = incoming.join(ROWS);
        let has_tables = matches!(&source, Origin::Postgres { tables, .. } if tables.len() > 1);
        let rows_max = if has_tables { ROWS_OF_TABLES_MAX } else { ROWS_MAX };
        let Fetched { is_cut, rows: found, .. } =
            fetch_rows(&source, Some(rows_max), &self.data, &rows, &trial)
                .map_err(|fault| TrialFault::Mistake(database_form::mistake_of(&fault, form)))?;
        if found == 0 {
            return Err(TrialFault::Mistake(database_form::no_rows(form)));
        }
        let tried = TriedDatabase { is_cut: is_cut && has_tables, source };
        let place = incoming.join(DESCRIPTION);
        let text = toml::to_string_pretty(&tried).map_err(|fault| unwritable(&place, fault))?;
        fs::write(&place, text).map_err(|fault| io("writing", &place, fault))?;
        Ok(())
    }

    /// What was tried, as a source that a refresh reads.
    ///
    /// # Errors
    /// It is not kept any more.
    pub(super) fn source_of(&self, id: &str) -> Result<Origin, SourcingError> {
        Ok(self.find(id)?.source)
    }

    /// The first rows: a file, or a folder of several.
    ///
    /// # Errors
    /// They are not kept any more.
    pub(super) fn rows_of(&self, id: &str) -> Result<PathBuf, SourcingError> {
        self.find(id)?;
        let rows = self.folder.join(id).join(ROWS);
        let mut files = fs::read_dir(&rows).into_iter().flatten().flatten().map(|entry| entry.path());
        match (files.next(), files.next()) {
            (Some(alone), None) => Ok(alone),
            (Some(_), Some(_)) => Ok(rows),
            (None, _) => Err(SourcingError::NotTried),
        }
    }

    /// Not all keys of its tables were looked at, so how many are found says little.
    pub(super) fn is_cut(&self, id: &str) -> bool {
        self.find(id).is_ok_and(|tried| tried.is_cut)
    }

    /// Removes what was tried.
    pub(super) fn remove(&self, id: &str) {
        if is_id(id) {
            discard(&self.folder.join(id));
        }
    }

    /// Removes all that was tried in an earlier run.
    pub(super) fn sweep(&self) {
        discard(&self.folder);
    }

    fn find(&self, id: &str) -> Result<TriedDatabase, SourcingError> {
        let place = self.folder.join(id).join(DESCRIPTION);
        let text = if is_id(id) { read_text(&place).ok().flatten() } else { None };
        text.and_then(|text| toml::from_str(&text).ok()).ok_or(SourcingError::NotTried)
    }

    /// Removes the oldest, and what was not whole.
    fn make_room(&self, newest: &str) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut others: Vec<(SystemTime, PathBuf)> = entries
            .filter(|entry| entry.file_name() != newest)
            .map(|entry| {
                let moment = entry.metadata().and_then(|found| found.modified());
                (moment.unwrap_or(SystemTime::UNIX_EPOCH), entry.path())
            })
            .collect();
        others.sort_unstable_by(|a, b| b.cmp(a));
        others.iter().skip(KEPT - 1).for_each(|(_, path)| discard(path));
    }
}

/// A trial ends when nobody waits for it any more, or has waited long enough.
struct Trial<'a> {
    is_unwanted: &'a AtomicBool,
    until: Instant,
}

impl Progress for Trial<'_> {
    fn begin(&self, _stage: Stage) {}

    fn is_cancelled(&self) -> bool {
        self.is_unwanted.load(Ordering::Relaxed) || Instant::now() > self.until
    }
}

/// Made of hexadecimal digits, so that it names nothing but a folder here.
fn is_id(text: &str) -> bool {
    text.len() == 2 * HASH_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn discard(folder: &Path) {
    if folder.exists()
        && let Err(fault) = fs::remove_dir_all(folder)
    {
        warn!("removing {}: {fault}", folder.display());
    }
}

fn io(action: &'static str, path: &Path, fault: std::io::Error) -> SourcingError {
    SourcingError::Database(PostgresError::Io { action, path: path.to_owned(), fault })
}

fn unwritable(path: &Path, fault: toml::ser::Error) -> SourcingError {
    io("writing", path, std::io::Error::other(fault))
}
