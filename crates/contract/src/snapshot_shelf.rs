use serde::{Deserialize, Serialize};

/// The snapshots that are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SnapshotShelf {
    /// Bytes of all of them on disk.
    pub bytes: u64,
}
