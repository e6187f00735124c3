//! What is bought together.

use clientele_contract::{AnalyticsError, BasketQuestion, BasketRules, ProductProfile, Scope};

use super::Engine;

impl Engine {
    pub(crate) fn summarize_basket_rules(
        &self,
        scope: &Scope,
        question: &BasketQuestion,
    ) -> Result<BasketRules, AnalyticsError> {
        let _ = (scope, question);
        Ok(BasketRules { baskets: self.orders.customers.len() as u64 })
    }

    pub(crate) fn summarize_product(
        &self,
        scope: &Scope,
        product_id: &str,
    ) -> Result<Option<ProductProfile>, AnalyticsError> {
        let _ = (scope, product_id);
        Ok(None)
    }
}
