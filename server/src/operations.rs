//! What operators look after, in a data folder.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clientele_contract::{
    ComparedCustomer, Operations, QualityDesk, RefreshDesk, SnapshotComparison, SnapshotShelf, SourceDesk,
};

use crate::{
    refresh::Refresher,
    shelf::{self, Comparisons},
};

/// Source, refreshes and snapshots of a data folder.
pub struct FolderOperations {
    data: PathBuf,
    refresher: Arc<Refresher>,
    comparisons: Comparisons,
}

impl FolderOperations {
    /// Looks after this data folder; nothing is read or made yet.
    pub fn new(data: &Path) -> Self {
        let refresher = Arc::new(Refresher::new(data));
        Self { data: data.to_path_buf(), refresher, comparisons: Comparisons::new() }
    }

    /// Starts and cancels refreshes.
    pub fn refresher(&self) -> &Arc<Refresher> {
        &self.refresher
    }

    /// The customers of one kept snapshot that another one does not know.
    ///
    /// # Errors
    /// One of them is not kept any more or is damaged; in words.
    pub(crate) fn customers_only_in(&self, id: &str, other: &str) -> Result<Vec<ComparedCustomer>, String> {
        self.comparisons.customers_only_in(&self.data, id, other)
    }
}

impl Operations for FolderOperations {
    fn source(&self) -> Result<SourceDesk, String> {
        Ok(SourceDesk::default())
    }

    fn refreshes(&self) -> Result<RefreshDesk, String> {
        Ok(self.refresher.desk())
    }

    fn quality(&self) -> Result<QualityDesk, String> {
        shelf::quality(&self.data)
    }

    fn compare_snapshots(&self, before: &str, after: &str) -> Result<SnapshotComparison, String> {
        self.comparisons.compare(&self.data, before, after)
    }

    fn snapshots(&self) -> Result<SnapshotShelf, String> {
        shelf::list(&self.data)
    }
}
