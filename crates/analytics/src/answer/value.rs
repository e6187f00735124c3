//! Lifetime value: what customers were worth, and what they can be expected to be worth.

mod alive;
mod concentration;
mod diagnostics;
mod expectations;
mod fitted;
mod pasts;
mod report;

use std::sync::Arc;

use clientele_contract::{
    AliveHistory, AnalyticsError, Expectation, ExpectedCustomer, LifetimeValue, ModelDiagnostics,
    PurchaseModelKind, Scope, Segment, SegmentValue, ValueForecast, ValueQuestion,
};

use self::{
    expectations::{Expectations, Forecast, Outlook},
    fitted::FittedModel,
    pasts::Pasts,
};
use super::{
    Engine,
    memo::Memo,
    totals::{ratio, share_of_cents},
};
use crate::lifetime::{SpendFit, fit_spend};

/// Customers of whom most is expected.
const TOP: usize = 10;
/// Scopes whose fits are kept.
const SCOPES_MAX: usize = 8;
/// Horizons whose expectations are kept; each holds two numbers for every customer.
const OUTLOOKS_MAX: usize = 6;

/// What is fitted once for all filters. Scoring and rules do not enter it.
pub(crate) struct ValueModels {
    pasts: Memo<Scope, (Pasts, Option<SpendFit>)>,
    fitted: Memo<(Scope, PurchaseModelKind), FittedModel>,
    expectations: Memo<(Scope, Outlook), Expectations>,
    diagnostics: Memo<(Scope, PurchaseModelKind, u32), Option<ModelDiagnostics>>,
}

impl Default for ValueModels {
    fn default() -> Self {
        Self {
            pasts: Memo::up_to(SCOPES_MAX),
            fitted: Memo::up_to(2 * SCOPES_MAX),
            expectations: Memo::up_to(OUTLOOKS_MAX),
            diagnostics: Memo::up_to(2 * SCOPES_MAX),
        }
    }
}

/// What is needed to say what customers of a scope will do; keeps it alive while it is used.
pub(crate) struct Predictor {
    kind: PurchaseModelKind,
    margin_basis_points: Option<u32>,
    pasts: Arc<(Pasts, Option<SpendFit>)>,
    fitted: Arc<FittedModel>,
    expectations: Arc<Expectations>,
}

impl Predictor {
    /// Of one customer of the scope; `None` where it is withheld.
    pub(crate) fn of(&self, row: usize) -> Option<Expectation> {
        self.forecast().of(row)
    }

    fn forecast(&self) -> Forecast<'_> {
        Forecast {
            kind: self.kind,
            margin_basis_points: self.margin_basis_points,
            pasts: &self.pasts.0,
            fitted: &self.fitted,
            expectations: &self.expectations,
        }
    }
}

impl Engine {
    pub(crate) fn summarize_value(
        &self,
        scope: &Scope,
        question: &ValueQuestion,
    ) -> Result<LifetimeValue, AnalyticsError> {
        let question = question.within_bounds();
        let rows: Vec<usize> = self.selector(scope, &question.filter).rows().collect();
        let spent: Vec<i64> = rows.iter().map(|&row| self.customers.spent_cents[row]).collect();
        let revenue_cents: i64 = spent.iter().sum();
        let customers = rows.len() as u64;
        let predictor = self.predictor(scope, &question);
        let forecast = predictor.forecast();
        Ok(LifetimeValue {
            customers,
            repeat_customers: rows.iter().filter(|&&row| self.customers.orders[row] >= 2).count() as u64,
            revenue_cents,
            mean_revenue_cents: ratio(revenue_cents as f64, customers),
            segments: self.segment_values(&rows, revenue_cents, &forecast),
            concentration: concentration::of_spend(spent),
            forecast: ValueForecast {
                model: question.model,
                horizon_days: question.horizon_days,
                discount_basis_points_per_year: question.discount_basis_points_per_year,
                margin_basis_points: question.margin_basis_points,
                trust: predictor.fitted.trust.clone(),
                expected: forecast.totals(rows.iter().copied()),
                top: self.top_customers(rows, &forecast),
                diagnostics: self.value_diagnostics(scope, &question),
            },
        })
    }

    /// What the customers of a scope will do, by the models fitted to all of them.
    pub(crate) fn predictor(&self, scope: &Scope, question: &ValueQuestion) -> Predictor {
        let outlook = Outlook {
            kind: question.model,
            horizon_days: question.horizon_days,
            discount_basis_points_per_year: question.discount_basis_points_per_year,
        };
        let pasts = self.pasts(scope);
        let fitted = self.fitted_model(scope, question.model);
        let expectations = self.value_models.expectations.get_or_make((scope.clone(), outlook), || {
            Expectations::new(outlook, &pasts.0, &fitted, pasts.1.as_ref())
        });
        Predictor {
            kind: question.model,
            margin_basis_points: question.margin_basis_points,
            pasts,
            fitted,
            expectations,
        }
    }

    fn pasts(&self, scope: &Scope) -> Arc<(Pasts, Option<SpendFit>)> {
        self.value_models.pasts.get_or_make(scope.clone(), || {
            let pasts = Pasts::of_scope(self, scope);
            let spend = fit_spend(&pasts.known_spends()).ok();
            (pasts, spend)
        })
    }

    fn fitted_model(&self, scope: &Scope, kind: PurchaseModelKind) -> Arc<FittedModel> {
        let pasts = self.pasts(scope);
        self.value_models
            .fitted
            .get_or_make((scope.clone(), kind), || FittedModel::new(kind, &pasts.0, pasts.1.as_ref()))
    }

    fn value_diagnostics(&self, scope: &Scope, question: &ValueQuestion) -> Option<ModelDiagnostics> {
        let (kind, horizon_days) = (question.model, question.horizon_days);
        let (pasts, fitted) = (self.pasts(scope), self.fitted_model(scope, kind));
        let key = (scope.clone(), kind, horizon_days);
        let describe = || diagnostics::describe(kind, horizon_days, &pasts.0, &fitted, pasts.1.as_ref());
        self.value_models.diagnostics.get_or_make(key, describe).as_ref().clone()
    }

    /// The segments of these customers, who have spent `revenue_cents`.
    fn segment_values(
        &self,
        rows: &[usize],
        revenue_cents: i64,
        forecast: &Forecast<'_>,
    ) -> Vec<SegmentValue> {
        let mut by_segment: [Vec<usize>; Segment::ALL.len()] = Default::default();
        for &row in rows {
            by_segment[usize::from(self.customers.segments[row].index())].push(row);
        }
        let all = rows.len() as f64;
        let with_customers = Segment::ALL.into_iter().zip(by_segment).filter(|(_, rows)| !rows.is_empty());
        with_customers
            .map(|(segment, rows)| {
                let customers = rows.len() as u64;
                let cents: i64 = rows.iter().map(|&row| self.customers.spent_cents[row]).sum();
                SegmentValue {
                    segment,
                    customers,
                    share_of_customers: customers as f64 / all,
                    revenue_cents: cents,
                    mean_revenue_cents: cents as f64 / customers as f64,
                    share_of_revenue: share_of_cents(cents, revenue_cents),
                    expected: forecast.totals(rows.into_iter()),
                }
            })
            .collect()
    }

    /// Most expected money first, ties by id.
    fn top_customers(&self, rows: Vec<usize>, forecast: &Forecast<'_>) -> Vec<ExpectedCustomer> {
        if !forecast.has_money() {
            return Vec::new();
        }
        let mut ranked: Vec<(std::cmp::Reverse<i64>, usize)> =
            rows.into_iter().map(|row| (std::cmp::Reverse(forecast.value_cents(row)), row)).collect();
        if ranked.len() > TOP {
            ranked.select_nth_unstable(TOP);
            ranked.truncate(TOP);
        }
        ranked.sort_unstable();
        let describe = |(_, row): (_, usize)| {
            Some(ExpectedCustomer {
                customer_id: self.customers.ids.get(row).unwrap_or_default().to_owned(),
                segment: self.customers.segments[row],
                orders: self.customers.orders[row],
                spent_cents: self.customers.spent_cents[row],
                recency_days: self.customers.recency_days[row],
                expected: forecast.of(row)?,
            })
        };
        ranked.into_iter().filter_map(describe).collect()
    }

    /// The predictor of lists and pages that do not ask for a horizon.
    pub(crate) fn standard_predictor(&self, scope: &Scope) -> Predictor {
        self.predictor(scope, &ValueQuestion::default())
    }

    pub(crate) fn summarize_alive_history(
        &self,
        scope: &Scope,
        customer_id: &str,
    ) -> Result<Option<AliveHistory>, AnalyticsError> {
        Ok(self.history_of(scope, customer_id))
    }
}
