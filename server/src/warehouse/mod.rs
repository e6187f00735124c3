//! The published snapshot for other programs: a star schema with views in PostgreSQL, and as Parquet files.
//!
//! Each target gets whole copies only: a copy is made beside the one in service, its totals are compared with the
//! snapshot's, then it takes the place of the other in one step. What fails leaves what was there.

mod error;
mod parquet;
mod postgres;
mod rows;
mod star;
mod state;

use std::{fmt, path::Path};

use clientele_analytics::Progress;
use serde::{Deserialize, Serialize};

pub(crate) use error::WarehouseError;
pub(crate) use state::{HeldCopy, notice, publish_and_note, states_of};

use self::rows::SnapshotRows;
use crate::source_file::WarehouseTargets;

/// A kind of target, by the name it has in the source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetKind {
    /// Parquet files in a folder.
    Parquet,
    /// A schema of a PostgreSQL database.
    Postgres,
}

impl fmt::Display for TargetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parquet => "Parquet",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// What a target holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loaded {
    /// Where it is: a folder, or host, database and schema.
    pub(crate) place: String,
    /// The snapshot it holds.
    pub(crate) snapshot_id: String,
    /// Rows of all tables.
    pub(crate) rows: u64,
    /// What somebody should do or know; nothing was lost by it.
    pub(crate) notes: Vec<String>,
}

/// How it went with one target.
#[derive(Debug)]
pub(crate) struct TargetOutcome {
    pub(crate) kind: TargetKind,
    pub(crate) outcome: Result<Loaded, WarehouseError>,
}

/// Copies the snapshot in service to all targets, or to those of one kind. One that fails does not keep the others
/// from theirs. Hold the refresh lock meanwhile.
fn publish_to_targets(
    targets: &WarehouseTargets,
    only: Option<TargetKind>,
    data: &Path,
    progress: &dyn Progress,
) -> Vec<TargetOutcome> {
    let is_wanted = |kind| only.is_none_or(|only| only == kind);
    let parquet = targets.parquet.as_ref().filter(|_| is_wanted(TargetKind::Parquet));
    let postgres = targets.postgres.as_ref().filter(|_| is_wanted(TargetKind::Postgres));
    let mut outcomes = Vec::new();
    if let Some(folder) = parquet {
        let outcome =
            SnapshotRows::open(data).and_then(|rows| parquet::publish(&data.join(folder), &rows, progress));
        outcomes.push(TargetOutcome { kind: TargetKind::Parquet, outcome });
    }
    if let Some(target) = postgres {
        let outcome =
            SnapshotRows::open(data).and_then(|rows| postgres::publish(target, data, &rows, progress));
        outcomes.push(TargetOutcome { kind: TargetKind::Postgres, outcome });
    }
    outcomes
}

/// How many rows pass between two looks at whether they are still wanted.
const ROWS_A_LOOK: u64 = 10_000;

/// Tells how far a copy is, and ends it if nobody wants it any more.
struct RowCount<'a> {
    rows: u64,
    progress: &'a dyn Progress,
}

impl<'a> RowCount<'a> {
    fn new(progress: &'a dyn Progress) -> Self {
        Self { rows: 0, progress }
    }

    fn count(&mut self) -> Result<(), WarehouseError> {
        self.rows += 1;
        if self.rows.is_multiple_of(ROWS_A_LOOK) {
            self.progress.advance(self.rows, 0);
            if self.progress.is_cancelled() {
                return Err(WarehouseError::Cancelled);
            }
        }
        Ok(())
    }
}
