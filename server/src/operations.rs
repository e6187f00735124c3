//! What operators look after, in a data folder.

use std::{path::Path, sync::Arc};

use clientele_contract::{Operations, RefreshDesk, SnapshotShelf, SourceDesk};

use crate::refresh::Refresher;

/// Source, refreshes and snapshots of a data folder.
pub struct FolderOperations {
    refresher: Arc<Refresher>,
}

impl FolderOperations {
    /// Looks after this data folder; nothing is read or made yet.
    pub fn new(data: &Path) -> Self {
        Self { refresher: Arc::new(Refresher::new(data)) }
    }

    /// Starts and cancels refreshes.
    pub fn refresher(&self) -> &Arc<Refresher> {
        &self.refresher
    }
}

impl Operations for FolderOperations {
    fn source(&self) -> Result<SourceDesk, String> {
        Ok(SourceDesk::default())
    }

    fn refreshes(&self) -> Result<RefreshDesk, String> {
        Ok(self.refresher.desk())
    }

    fn snapshots(&self) -> Result<SnapshotShelf, String> {
        Ok(SnapshotShelf::default())
    }
}
