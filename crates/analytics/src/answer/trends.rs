//! A measure over time.

use clientele_contract::{AnalyticsError, Scope, TrendQuestion, Trends};

use super::Engine;

impl Engine {
    pub(crate) fn summarize_trends(
        &self,
        scope: &Scope,
        question: &TrendQuestion,
    ) -> Result<Trends, AnalyticsError> {
        let customers = self.selector(scope, &question.filter).rows().count() as u64;
        Ok(Trends { customers })
    }
}
