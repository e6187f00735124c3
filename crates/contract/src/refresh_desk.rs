use serde::{Deserialize, Serialize};

/// The refresh at work, those before it, and when the next one is due.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RefreshDesk {
    /// What every page says about the last refresh if it did not succeed.
    pub notice: Option<String>,
}
