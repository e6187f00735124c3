//! Lifetime value for scripts.

use std::collections::BTreeMap;

use clientele_contract::{
    CustomerFilter, LifetimeValueReport, ModelDiagnostics, ModelParameter, PurchaseModelKind,
    PurchaseModelReport, Scope, ValueForecast, ValueQuestion,
};

use super::concentration;
use crate::answer::Engine;

/// The part of the customers whose share of revenue is reported, in per cent.
const BEST_PERCENT: u32 = 20;

impl Engine {
    /// Both models for the standard horizon, over all customers of the scope.
    pub(crate) fn report_value(&self, scope: &Scope) -> LifetimeValueReport {
        let standard = ValueQuestion::default();
        let rows = self.selector(scope, &CustomerFilter::default()).rows().collect::<Vec<_>>();
        let spent = rows.iter().map(|&row| self.customers.spent_cents[row]).collect();
        let concentration = concentration::of_spend(spent);
        let best = concentration.best.iter().find(|best| best.percent == BEST_PERCENT);
        let revenue_share_of_best_20_percent = best.and_then(|best| best.share_of_revenue);
        let model = |kind: PurchaseModelKind| {
            let question = ValueQuestion { model: kind, ..standard.clone() };
            let predictor = self.predictor(scope, &question);
            let expected = predictor.forecast().totals(rows.iter().copied());
            let diagnostics = self.value_diagnostics(scope, &question)?;
            let trust = predictor.fitted.trust.clone();
            let forecast = ValueForecast { trust, expected, ..ValueForecast::default() };
            Some((kind.slug().to_owned(), report_of(&forecast, &diagnostics)))
        };
        LifetimeValueReport {
            horizon_days: standard.horizon_days,
            discount_basis_points_per_year: standard.discount_basis_points_per_year,
            gini: concentration.gini,
            revenue_share_of_best_20_percent,
            lorenz_curve: concentration.curve,
            models: PurchaseModelKind::ALL.into_iter().filter_map(model).collect(),
        }
    }
}

fn report_of(forecast: &ValueForecast, diagnostics: &ModelDiagnostics) -> PurchaseModelReport {
    let spend = diagnostics.spend.as_ref();
    let of_spend = spend.map(|spend| spend.parameters.as_slice()).unwrap_or_default();
    PurchaseModelReport {
        customers: diagnostics.customers,
        repeat_buyers: diagnostics.repeat_buyers,
        parameters: values(&diagnostics.parameters),
        standard_errors: standard_errors(&diagnostics.parameters),
        log_likelihood: diagnostics.log_likelihood,
        converged: diagnostics.converged,
        spend_parameters: values(of_spend),
        spend_standard_errors: standard_errors(of_spend),
        spend_log_likelihood: spend.map(|spend| spend.log_likelihood),
        frequency_value_correlation: spend.and_then(|spend| spend.correlation),
        holdout_error: diagnostics.holdout.as_ref().and_then(|holdout| holdout.error),
        checks: forecast.trust.checks.clone(),
        expected_purchases: forecast.expected.map(|expected| expected.purchases),
        expected_value_cents: forecast.expected.and_then(|expected| expected.value_cents),
    }
}

fn values(parameters: &[ModelParameter]) -> BTreeMap<String, f64> {
    parameters.iter().map(|parameter| (parameter.name.clone(), parameter.value)).collect()
}

fn standard_errors(parameters: &[ModelParameter]) -> BTreeMap<String, Option<f64>> {
    parameters.iter().map(|parameter| (parameter.name.clone(), parameter.standard_error)).collect()
}
