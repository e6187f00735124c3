//! What is read, how, and when: one file that people can read and edit, and that pages write.
//!
//! ```text
//! DATA/settings/source.toml              where orders come from, when they are read, what is checked and kept
//! DATA/settings/source.previous.toml     the one before it
//! DATA/settings/mapping.toml             how the columns are read, unless they are recognised each time
//! ```
//!
//! Secrets never stand in it: it names the environment variable, or the file with mode 600, that holds them.

mod checks;
mod keep;
mod origin;
mod schedule;
mod warehouse;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use checks::CheckRules;
pub use keep::KeepRules;
pub use origin::Origin;
pub use schedule::ScheduleRules;
pub use warehouse::WarehouseTargets;

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

impl SourceFile {
    /// Where it lies in a data folder.
    pub fn path(data: &Path) -> PathBuf {
        data.join("settings").join("source.toml")
    }
}
