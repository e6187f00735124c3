//! Segments on two days.

use clientele_contract::{AnalyticsError, MovementQuestion, Scope, SegmentMovement};

use super::Engine;

impl Engine {
    pub(crate) fn summarize_movement(
        &self,
        scope: &Scope,
        question: &MovementQuestion,
    ) -> Result<SegmentMovement, AnalyticsError> {
        let _ = (scope, question);
        Ok(SegmentMovement { customers: self.customers.len() as u64 })
    }
}
