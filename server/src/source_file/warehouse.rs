use serde::{Deserialize, Serialize};

/// Where else the tables are published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WarehouseTargets {}
