//! Why a warehouse did not get its copy. What was there before is there still.

use std::path::{Path, PathBuf};

use clientele_analytics::{Progress, SnapshotError};
use clientele_contract::AnalyticsError;

use crate::postgres::PostgresError;

/// A copy that was not made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WarehouseError {
    /// The database could not be used.
    #[error(transparent)]
    Postgres(#[from] PostgresError),
    /// The snapshot could not be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The engine could not answer.
    #[error(transparent)]
    Engine(#[from] AnalyticsError),
    /// The schema holds something else.
    #[error(
        "the schema {schema} of {place} holds tables that are not Clientele's; name another schema under \
         [warehouse.postgres], or empty this one"
    )]
    NotOurs {
        /// Its name.
        schema: String,
        /// Host, port and database.
        place: String,
    },
    /// A later program has written it.
    #[error(
        "the schema {schema} of {place} has version {found}, this program knows versions up to {known}; update \
         Clientele, or name another schema under [warehouse.postgres]"
    )]
    Newer {
        /// Its name.
        schema: String,
        /// Host, port and database.
        place: String,
        /// The version that is there.
        found: i32,
        /// The latest that this program knows.
        known: i32,
    },
    /// Rights by state cannot be kept there.
    #[error(
        "regions = true needs PostgreSQL 15 or later, and {place} is version {major}: there a view shows every row \
         to everyone who may read it; update the server, or set regions = false under [warehouse.postgres]"
    )]
    TooOldForRegions {
        /// Host, port and database.
        place: String,
        /// Its major version.
        major: i32,
    },
    /// The login may not do what is needed.
    #[error("the login of {place} may not {what}: {fault}; let an administrator run: {sql}")]
    NotAllowed {
        /// Host, port and database.
        place: String,
        /// What was attempted.
        what: String,
        /// What the server said.
        fault: String,
        /// What gives the right.
        sql: String,
    },
    /// Another load holds the schema.
    #[error("another load is at work in the schema {schema} of {place}; wait for it to end")]
    Busy {
        /// Its name.
        schema: String,
        /// Host, port and database.
        place: String,
    },
    /// Somebody reads for so long that the tables could not be exchanged.
    #[error(
        "the tables of schema {schema} of {place} were read without a pause for {seconds} seconds, so they could not \
         be exchanged; end the long query (SELECT * FROM pg_stat_activity), then load again"
    )]
    AlwaysRead {
        /// Its name.
        schema: String,
        /// Host, port and database.
        place: String,
        /// How long it was tried.
        seconds: u64,
    },
    /// Somebody's own view stands on a table that every load replaces.
    #[error(
        "something of your own depends on a table of schema {schema} that every load replaces ({fault}); base it on \
         the views bi_… of that schema, which stay, or drop it"
    )]
    DependedOn {
        /// Its name.
        schema: String,
        /// What the server said.
        fault: String,
    },
    /// What arrived is not what was sent: a fault of the program.
    #[error("control totals differ, so the copy was thrown away: {0}")]
    Totals(String),
    /// A table could not be written.
    #[error("writing {path}: {fault}")]
    Parquet {
        /// Which file.
        path: PathBuf,
        /// What went wrong.
        fault: parquet::errors::ParquetError,
    },
    /// A folder that is not a warehouse's.
    #[error(
        "{path} holds {found}, which is no copy of Clientele's; name an empty folder or a new one for `parquet` under \
         [warehouse]"
    )]
    NotOurFolder {
        /// The folder.
        path: PathBuf,
        /// What lies in it.
        found: String,
    },
    /// Reading or writing a file failed.
    #[error("{action} {path}: {fault}")]
    Io {
        /// What was attempted.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// The system's answer.
        fault: std::io::Error,
    },
    /// Whoever asked for it does not want it any more.
    #[error("it was cancelled; the warehouse holds what it held")]
    Cancelled,
}

impl WarehouseError {
    /// True if a person can mend it; false for faults of program, machine or network.
    pub(crate) fn is_bad_input(&self) -> bool {
        match self {
            Self::Postgres(error) => error.is_bad_input(),
            Self::NotOurs { .. }
            | Self::Newer { .. }
            | Self::TooOldForRegions { .. }
            | Self::NotAllowed { .. }
            | Self::DependedOn { .. }
            | Self::NotOurFolder { .. } => true,
            _ => false,
        }
    }

    /// What the server broke off was cancelled if somebody has asked for that.
    pub(super) fn cancelled_if_asked(self, progress: &dyn Progress) -> Self {
        match self {
            Self::Postgres(error) => match error.cancelled_if_asked(progress) {
                PostgresError::Cancelled => Self::Cancelled,
                error => error.into(),
            },
            error => error,
        }
    }

    pub(super) fn io(action: &'static str, path: &Path, fault: std::io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), fault }
    }
}
