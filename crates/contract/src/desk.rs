use serde::{Deserialize, Serialize};

/// A view with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Identifier.
    pub id: i64,
    /// What people call it; unique, 1 to 80 characters.
    pub name: String,
    /// Path and query of the view: `/segments?segment=at-risk`.
    pub address: String,
}

/// What lies on the desk besides the snapshot: views with names, rules that are being edited, what can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskState {
    /// Saved views, by name; none if they cannot be read.
    pub views: Vec<SavedView>,
    /// Why saved views cannot be read, for people; nothing else on the desk suffers from it.
    pub views_fault: Option<String>,
    /// Rules that were handed in and are not in force yet.
    pub rules_draft: Option<String>,
    /// The rules before those in force can be brought back.
    pub rules_can_be_undone: bool,
    /// The scoring before that in force can be brought back.
    pub scoring_can_be_undone: bool,
}

/// What people keep beside the snapshots. Pages read it; forms change it.
pub trait Desk: Send + Sync {
    /// What lies there now. The error is for people to read.
    fn state(&self) -> Result<DeskState, String>;
}
