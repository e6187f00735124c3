//! What sells.

use clientele_contract::{AnalyticsError, ProductQuestion, Products, Scope};

use super::Engine;

impl Engine {
    pub(crate) fn summarize_products(
        &self,
        scope: &Scope,
        question: &ProductQuestion,
    ) -> Result<Products, AnalyticsError> {
        let customers = self.selector(scope, &question.filter).rows().count() as u64;
        Ok(Products { customers })
    }
}
