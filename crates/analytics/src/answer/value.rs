//! Lifetime value.

use clientele_contract::{AliveHistory, AnalyticsError, LifetimeValue, Scope, ValueQuestion};

use super::Engine;

impl Engine {
    pub(crate) fn summarize_value(
        &self,
        scope: &Scope,
        question: &ValueQuestion,
    ) -> Result<LifetimeValue, AnalyticsError> {
        let customers = self.selector(scope, &question.filter).rows().count() as u64;
        Ok(LifetimeValue { customers })
    }

    pub(crate) fn summarize_alive_history(
        &self,
        scope: &Scope,
        customer_id: &str,
    ) -> Result<Option<AliveHistory>, AnalyticsError> {
        let _ = (scope, customer_id);
        Ok(None)
    }
}
