use serde::{Deserialize, Serialize};

/// What must hold before a snapshot is published.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckRules {}
