//! How long work tells what it is doing.

use std::fmt;

use crate::RefreshError;

/// A step of a refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Rows are being fetched from a database.
    Fetching {
        /// What is read, such as a table.
        what: String,
    },
    /// A file is being read.
    Reading {
        /// File name without folder.
        file: String,
    },
    /// Rows become the star schema.
    Modelling,
    /// Customers are scored and put into segments.
    Scoring,
    /// Customers are put into k-means tiers.
    Tiers,
    /// What was read is compared with what must hold.
    Checking,
    /// The snapshot is written.
    Writing,
    /// The snapshot is checked and switched into service.
    Publishing,
    /// What was published is passed on to other programs.
    Passing {
        /// What is written, and where to.
        what: String,
    },
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetching { what } => write!(f, "fetching {what}"),
            Self::Reading { file } => write!(f, "reading {file}"),
            Self::Modelling => f.write_str("building the star schema"),
            Self::Scoring => f.write_str("scoring customers"),
            Self::Tiers => f.write_str("forming tiers"),
            Self::Checking => f.write_str("checking what was read"),
            Self::Writing => f.write_str("writing the snapshot"),
            Self::Publishing => f.write_str("publishing the snapshot"),
            Self::Passing { what } => write!(f, "writing {what}"),
        }
    }
}

/// Hears of each step as it begins, and may ask for an end; called from several threads.
pub trait Progress: Sync {
    /// `stage` begins now.
    fn begin(&self, stage: Stage);

    /// So much of the current step is done: rows and bytes since it began. Called now and then.
    fn advance(&self, _rows: u64, _bytes: u64) {}

    /// Whoever asked for the work does not want it any more. Cheap; long loops ask now and then.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// Ends work that is not wanted any more.
    ///
    /// # Errors
    /// [`RefreshError::Cancelled`] if it is not.
    fn check(&self) -> Result<(), RefreshError> {
        if self.is_cancelled() { Err(RefreshError::Cancelled) } else { Ok(()) }
    }
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: Stage) {}
}
