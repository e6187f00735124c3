//! What operators look after, in a data folder.

use std::path::{Path, PathBuf};

use clientele_contract::{Operations, RefreshDesk, SnapshotShelf, SourceDesk};

use crate::shelf;

/// Source, refreshes and snapshots of a data folder.
pub struct FolderOperations {
    data: PathBuf,
}

impl FolderOperations {
    /// Looks after this data folder; nothing is read or made yet.
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_path_buf() }
    }
}

impl Operations for FolderOperations {
    fn source(&self) -> Result<SourceDesk, String> {
        Ok(SourceDesk::default())
    }

    fn refreshes(&self) -> Result<RefreshDesk, String> {
        Ok(RefreshDesk::default())
    }

    fn snapshots(&self) -> Result<SnapshotShelf, String> {
        shelf::list(&self.data)
    }
}
