use serde::{Deserialize, Serialize};

/// How many snapshots are kept, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepRules {}
