//! The small database of a data folder, and the one place that brings its tables to what this program writes.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::DeskError;

const FILE: &str = "clientele.sqlite";
/// How long another program may hold the database.
const BUSY: Duration = Duration::from_secs(2);

/// What leads from each version of the tables to the next; the version is kept in the database.
const STEPS: [&str; 2] = [SAVED_VIEWS, REFRESHES];

const SAVED_VIEWS: &str = "
    CREATE TABLE saved_view (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
        address TEXT NOT NULL
    ) STRICT;
    PRAGMA user_version = 1;
";

/// Times are milliseconds since 1970 in UTC; `steps` is JSON.
const REFRESHES: &str = "
    CREATE TABLE refresh (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        began_at INTEGER NOT NULL,
        ended_at INTEGER,
        reason TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        source TEXT NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        rows_read INTEGER,
        rows_refused INTEGER,
        steps TEXT NOT NULL DEFAULT '[]'
    ) STRICT;
    CREATE TABLE memory (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT;
    PRAGMA user_version = 2;
";

/// The database in a data folder. It is opened for each use, so that it may be replaced while the program runs.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    path: PathBuf,
}

impl Database {
    pub(crate) fn new(data: &Path) -> Self {
        Self { path: data.join(FILE) }
    }

    pub(crate) fn exists(&self) -> bool {
        self.path.exists()
    }

    /// Opens it with the version of its tables, 0 if it has none; `None`: there is no database.
    pub(crate) fn open_to_read(&self) -> rusqlite::Result<Option<(Connection, usize)>> {
        if !self.exists() {
            return Ok(None);
        }
        // Not read-only: what a loss of power left half saved is taken back by whoever opens first. A file that
        // may not be written is read all the same.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = Connection::open_with_flags(&self.path, flags)?;
        database.busy_timeout(BUSY)?;
        let version = schema_version(&database)?;
        Ok(Some((database, version)))
    }

    /// Opens it with all tables of this program; makes what is missing.
    ///
    /// # Errors
    /// Faults of reading and writing, or a newer program has been here.
    pub(crate) fn open_to_change(&self) -> Result<Connection, DeskError> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(|error| DeskError::io("creating", folder, error))?;
        }
        let (database, version) = self.open_and_migrate().map_err(|error| self.fault(&error))?;
        if version == STEPS.len() {
            return Ok(database);
        }
        Err(DeskError::Database {
            path: self.path.clone(),
            reason: format!(
                "its tables have version {version}, this program writes version {}; use a newer program",
                STEPS.len()
            ),
        })
    }

    fn open_and_migrate(&self) -> rusqlite::Result<(Connection, usize)> {
        let mut database = Connection::open(&self.path)?;
        database.busy_timeout(BUSY)?;
        let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = schema_version(&change)?;
        for step in STEPS.iter().skip(version) {
            change.execute_batch(step)?;
        }
        let version = schema_version(&change)?;
        change.commit()?;
        Ok((database, version))
    }

    pub(crate) fn fault(&self, error: &rusqlite::Error) -> DeskError {
        let reason = match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                format!("{error}; restore the file from a backup, or remove it to begin with none")
            }
            _ => error.to_string(),
        };
        DeskError::Database { path: self.path.clone(), reason }
    }
}

fn schema_version(database: &Connection) -> rusqlite::Result<usize> {
    database.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).map(|version| version as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_the_first_version_keeps_its_views_and_gets_the_later_tables() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let old = Connection::open(folder.path().join(FILE)).expect("made");
        old.execute_batch(SAVED_VIEWS).expect("the tables of the first version");
        old.execute("INSERT INTO saved_view (name, address) VALUES ('mine', '/segments')", []).expect("kept");
        drop(old);
        let database = Database::new(folder.path()).open_to_change().expect("brought to this version");
        let views: u32 =
            database.query_row("SELECT count(*) FROM saved_view", [], |row| row.get(0)).expect("counted");
        let refreshes: u32 =
            database.query_row("SELECT count(*) FROM refresh", [], |row| row.get(0)).expect("counted");
        assert_eq!((views, refreshes, schema_version(&database).ok()), (1, 0, Some(2)));
    }

    #[test]
    fn a_database_of_a_newer_program_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let newer = Connection::open(folder.path().join(FILE)).expect("made");
        newer.execute_batch("PRAGMA user_version = 9").expect("marked");
        let refused = Database::new(folder.path()).open_to_change().expect_err("not understood").to_string();
        assert!(refused.contains("version 9") && refused.contains("newer program"), "{refused}");
    }
}
