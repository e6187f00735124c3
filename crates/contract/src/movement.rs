use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Between which two days segments are compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MovementQuestion {
    /// The earlier "today"; `None`: chosen by the engine.
    pub from: Option<NaiveDate>,
    /// The later "today"; `None`: the data's date.
    pub to: Option<NaiveDate>,
}

/// Who was in which segment on two days.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SegmentMovement {
    /// Customers on the later day.
    pub customers: u64,
}
