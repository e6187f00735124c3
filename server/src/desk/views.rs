//! Views with names, in a small database.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use clientele_contract::SavedView;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};

use super::DeskError;
use crate::local_path::{is_local, without_done};

/// As many views as there may be.
pub const VIEWS_MAX: i64 = 500;
/// The longest name of a view.
pub const NAME_CHARACTERS_MAX: usize = 80;

const FILE: &str = "clientele.sqlite";
/// The longest address of a view.
const ADDRESS_BYTES_MAX: usize = 8 * 1024;
/// How long another program may hold the database.
const BUSY: Duration = Duration::from_secs(2);

/// The version of the tables; kept in the database, so that a later program can tell.
const SCHEMA_VERSION: i64 = 1;
const SCHEMA: &str = "
    CREATE TABLE saved_view (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
        address TEXT NOT NULL
    ) STRICT;
    PRAGMA user_version = 1;
";

/// The database in a data folder. It is opened for each use, so that it may be replaced while the program runs.
pub(super) struct SavedViews {
    path: PathBuf,
}

impl SavedViews {
    pub(super) fn new(data: &Path) -> Self {
        Self { path: data.join(FILE) }
    }

    /// All views by name. Nothing is made if there is no database yet.
    pub(super) fn list(&self) -> Result<Vec<SavedView>, DeskError> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        let read = || -> rusqlite::Result<Vec<SavedView>> {
            // Not read-only: what a loss of power left half saved is taken back by whoever opens first. A file that
            // may not be written is read all the same.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let database = Connection::open_with_flags(&self.path, flags)?;
            database.busy_timeout(BUSY)?;
            if schema_version(&database)? == 0 {
                return Ok(Vec::new());
            }
            let mut views = database
                .prepare("SELECT id, name, address FROM saved_view ORDER BY name COLLATE NOCASE, name")?;
            let view = |row: &rusqlite::Row<'_>| {
                Ok(SavedView { id: row.get(0)?, name: row.get(1)?, address: row.get(2)? })
            };
            views.query_map([], view)?.collect()
        };
        read().map_err(|error| self.fault(&error))
    }

    /// Keeps a view.
    pub(super) fn save(&self, name: &str, address: &str) -> Result<(), DeskError> {
        let name = checked_name(name)?;
        let address = checked_address(address)?;
        let mut database = self.open_to_change()?;
        let mut save = || -> rusqlite::Result<bool> {
            let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let views: i64 = change.query_row("SELECT count(*) FROM saved_view", [], |row| row.get(0))?;
            if views >= VIEWS_MAX {
                return Ok(false);
            }
            change
                .execute("INSERT INTO saved_view (name, address) VALUES (?1, ?2)", params![name, address])?;
            change.commit()?;
            Ok(true)
        };
        match save() {
            Ok(true) => Ok(()),
            Ok(false) => Err(DeskError::Full),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Err(DeskError::NameTaken(name.to_owned()))
            }
            Err(error) => Err(self.fault(&error)),
        }
    }

    /// Forgets a view.
    pub(super) fn delete(&self, id: i64) -> Result<(), DeskError> {
        if !self.path.exists() {
            return Ok(());
        }
        let database = self.open_to_change()?;
        let deleted = database.execute("DELETE FROM saved_view WHERE id = ?1", params![id]);
        deleted.map(drop).map_err(|error| self.fault(&error))
    }

    fn open_to_change(&self) -> Result<Connection, DeskError> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(|error| DeskError::io("creating", folder, error))?;
        }
        let open = || -> rusqlite::Result<(Connection, i64)> {
            let mut database = Connection::open(&self.path)?;
            database.busy_timeout(BUSY)?;
            let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut version = schema_version(&change)?;
            if version == 0 {
                change.execute_batch(SCHEMA)?;
                version = SCHEMA_VERSION;
            }
            change.commit()?;
            Ok((database, version))
        };
        match open() {
            Ok((database, SCHEMA_VERSION)) => Ok(database),
            Ok((_, newer)) => Err(DeskError::Views {
                path: self.path.clone(),
                reason: format!(
                    "they have version {newer}, this program writes version {SCHEMA_VERSION}; use a newer program"
                ),
            }),
            Err(error) => Err(self.fault(&error)),
        }
    }

    fn fault(&self, error: &rusqlite::Error) -> DeskError {
        let reason = match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                format!("{error}; restore the file from a backup, or remove it to begin with none")
            }
            _ => error.to_string(),
        };
        DeskError::Views { path: self.path.clone(), reason }
    }
}

fn schema_version(database: &Connection) -> rusqlite::Result<i64> {
    database.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// The name without blanks around it.
fn checked_name(name: &str) -> Result<&str, DeskError> {
    let name = name.trim();
    let characters = name.chars().count();
    if characters == 0 {
        return Err(DeskError::Mistake("the view has no name; give it one".to_owned()));
    }
    if characters > NAME_CHARACTERS_MAX {
        return Err(DeskError::Mistake(format!(
            "the name has {characters} characters; at most {NAME_CHARACTERS_MAX} fit"
        )));
    }
    if name.chars().any(char::is_control) {
        return Err(DeskError::Mistake(
            "the name holds a character that cannot be shown, such as a line break; leave it out".to_owned(),
        ));
    }
    Ok(name)
}

/// The address, if it is one of this site, without what it says about a change that is over.
fn checked_address(address: &str) -> Result<String, DeskError> {
    if address.len() > ADDRESS_BYTES_MAX {
        return Err(DeskError::Mistake(format!(
            "the address of the view has {} bytes; at most {ADDRESS_BYTES_MAX} are kept",
            address.len()
        )));
    }
    if !is_local(address) {
        return Err(DeskError::Mistake(
            "the address of the view is not a page of this site; open the view and save it from there"
                .to_owned(),
        ));
    }
    Ok(without_done(address))
}
