use crate::{
    Candidate, MappingDesk, QualityDesk, RefreshDesk, SnapshotComparison, SnapshotShelf, SourceDesk,
};

/// What an operator looks after besides the figures: where orders come from, when they are read, what is kept.
///
/// Pages read it; forms change it. Errors are for people to read.
pub trait Operations: Send + Sync {
    /// Where the orders come from, how they are read, and what has been handed in but is not in use yet.
    fn source(&self) -> Result<SourceDesk, String>;

    /// How something that could become the source would be read, with what a person chose: pairs of a form.
    fn mapping(&self, candidate: &Candidate, chosen: &[(String, String)]) -> Result<MappingDesk, String>;

    /// The refresh at work, those before it, and when the next one is due; with the next moments of a schedule that a
    /// person is choosing: pairs of its form.
    fn refreshes(&self, chosen: &[(String, String)]) -> Result<RefreshDesk, String>;

    /// What is checked before data are published, how that came out, and what earlier refreshes brought.
    fn quality(&self) -> Result<QualityDesk, String>;

    /// What differs between two kept snapshots, the earlier one first.
    fn compare_snapshots(&self, before: &str, after: &str) -> Result<SnapshotComparison, String>;

    /// The snapshots that are kept.
    fn snapshots(&self) -> Result<SnapshotShelf, String>;
}
