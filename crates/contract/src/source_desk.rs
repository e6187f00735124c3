use serde::{Deserialize, Serialize};

/// Where the orders come from, and what has been handed in but is not in use yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SourceDesk {
    /// The source in use, in words; `None`: none has been chosen.
    pub in_use: Option<String>,
}
