//! Immutable snapshots: written beside the old one, verified, switched atomically.
//!
//! ```text
//! DATA/published.json            which snapshots are in service, newest first; replaced by rename
//! DATA/refresh.lock              held while a refresh works
//! DATA/snapshots/ID/             one snapshot: tables, rules, rejects, manifest.json
//! DATA/snapshots/building/       one that is being written; never read, cleared by the next refresh
//! DATA/snapshots/ID.damaged/     one that failed its check, set aside
//! ```

mod durable;
mod lock;
mod manifest;
mod open;
mod publish;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use self::{
    lock::RefreshLock,
    open::{OpenedSnapshot, current_snapshot_id, open_current, published_revision},
    publish::{Published, publish},
};

/// Snapshots that are kept to fall back on, the one in service included.
const KEPT: usize = 5;

/// The snapshots in service, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct PublishedList {
    /// Grows with every publish, even of the same content.
    #[serde(default)]
    revision: u64,
    snapshots: Vec<String>,
}

impl PublishedList {
    fn path(data_dir: &Path) -> PathBuf {
        data_dir.join("published.json")
    }

    /// An absent list is an empty one.
    fn read(data_dir: &Path) -> std::io::Result<Self> {
        match std::fs::read(Self::path(data_dir)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(std::io::Error::other),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }
}

fn snapshots_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("snapshots")
}
