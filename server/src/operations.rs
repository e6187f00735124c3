//! What operators look after, in a data folder.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clientele_contract::{
    Candidate, ComparedCustomer, MappingDesk, Operations, QualityDesk, RefreshDesk, SnapshotComparison,
    SnapshotShelf, SourceDesk,
};

use crate::{
    refresh::{Refresher, propose_schedule},
    shelf::{self, Comparisons},
    sourcing::{SourceRoom, SourcingRules},
};

/// Source, refreshes and snapshots of a data folder.
pub struct FolderOperations {
    pub(crate) data: PathBuf,
    refresher: Arc<Refresher>,
    comparisons: Comparisons,
    pub(crate) sources: SourceRoom,
}

impl FolderOperations {
    /// Looks after this data folder; nothing is read or made yet.
    pub fn new(data: &Path, rules: &SourcingRules) -> Self {
        let refresher = Arc::new(Refresher::new(data));
        let sources = SourceRoom::new(data, rules);
        Self { data: data.to_path_buf(), refresher, comparisons: Comparisons::new(), sources }
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
        Ok(self.sources.desk())
    }

    fn mapping(&self, candidate: &Candidate, chosen: &[(String, String)]) -> Result<MappingDesk, String> {
        self.sources.mapping(candidate, chosen).map_err(|error| error.to_string())
    }

    fn refreshes(&self, chosen: &[(String, String)]) -> Result<RefreshDesk, String> {
        Ok(RefreshDesk { proposed: propose_schedule(chosen), ..self.refresher.desk() })
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
