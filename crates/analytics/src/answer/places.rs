//! Where customers are.

use clientele_contract::{AnalyticsError, PlaceQuestion, Places, Scope};

use super::Engine;

impl Engine {
    pub(crate) fn summarize_places(
        &self,
        scope: &Scope,
        question: &PlaceQuestion,
    ) -> Result<Places, AnalyticsError> {
        let customers = self.selector(scope, &question.filter).rows().count() as u64;
        Ok(Places { customers })
    }
}
