//! The fitted models of a scope, and whether they can be trusted.

use clientele_contract::{ModelTrust, PurchaseModelKind, TrustCheck, TrustCheckKind};

use super::pasts::{Pasts, UNIT};
use crate::{
    answer::totals::ratio,
    lifetime::{self, Calibration, PurchaseFit, PurchaseSummary, SpendFit, calibrate, fit_purchases},
};

/// Fewer repeat buyers than this say too little about when customers come back.
const REPEAT_BUYERS_MIN: u64 = 100;
/// How far the purchases of later days may be off.
const HOLDOUT_ERROR_MAX: f64 = 0.2;
/// Of fewer purchases in the later days, chance alone makes a larger error.
const HOLDOUT_PURCHASES_MIN: u64 = 20;
/// From this size on, a correlation is commonly called medium.
const CORRELATION_MAX: f64 = 0.3;
/// The model of spend takes a repeat buyer who brings nothing or a loss for a new customer; so few of them change a
/// total by little.
const UNPROFITABLE_SHARE_MAX: f64 = 0.01;
/// The later days are a third of all, but no more than half a year.
const HOLDOUT_PART: i32 = 3;
const HOLDOUT_DAYS_MAX: i32 = 182;
/// Fewer later days than four weeks are no test.
const HOLDOUT_DAYS_MIN: i32 = 28;

/// A model of purchases fitted to all customers of a scope.
pub(super) struct FittedModel {
    /// `None` where there is nothing to fit to.
    pub(super) fit: Option<PurchaseFit>,
    /// Fitted to the earlier days alone; `None` where the data are too short for it.
    pub(super) calibration: Option<Calibration>,
    /// By customer of the shop: the probability of being alive as the model has it, 0 outside of the scope.
    pub(super) alive: Vec<f64>,
    /// Whether it can be trusted together with the model of spend.
    pub(super) trust: ModelTrust,
}

impl FittedModel {
    pub(super) fn new(kind: PurchaseModelKind, pasts: &Pasts, spend: Option<&SpendFit>) -> Self {
        let known: Vec<PurchaseSummary> = pasts.known().copied().collect();
        let fit = fit_purchases(model_kind(kind), &known).ok();
        let calibration = fit.and_then(|_| calibrate_on_earlier_days(kind, pasts));
        let alive = |past: &Option<PurchaseSummary>| match (past, &fit) {
            (Some(past), Some(fit)) => fit.model.probability_alive(past),
            _ => 0.0,
        };
        Self {
            alive: pasts.summaries.iter().map(alive).collect(),
            trust: trust(pasts, fit.as_ref(), calibration.as_ref(), spend),
            fit,
            calibration,
        }
    }
}

/// The same model in the words of the models' module.
pub(super) fn model_kind(kind: PurchaseModelKind) -> lifetime::PurchaseModelKind {
    match kind {
        PurchaseModelKind::BgNbd => lifetime::PurchaseModelKind::BgNbd,
        PurchaseModelKind::MbgNbd => lifetime::PurchaseModelKind::MbgNbd,
    }
}

/// BG/NBD has everyone alive who bought once: a probability that says nothing.
pub(super) fn says_probability(kind: PurchaseModelKind, past: &PurchaseSummary) -> bool {
    kind == PurchaseModelKind::MbgNbd || past.frequency > 0
}

fn calibrate_on_earlier_days(kind: PurchaseModelKind, pasts: &Pasts) -> Option<Calibration> {
    let last_day = pasts.today - 1;
    let days = ((pasts.today - pasts.first_day) / HOLDOUT_PART).min(HOLDOUT_DAYS_MAX);
    if days < HOLDOUT_DAYS_MIN {
        return None;
    }
    calibrate(model_kind(kind), &pasts.histories, UNIT, last_day - days, last_day).ok()
}

fn trust(
    pasts: &Pasts,
    fit: Option<&PurchaseFit>,
    calibration: Option<&Calibration>,
    spend: Option<&SpendFit>,
) -> ModelTrust {
    if pasts.known().next().is_none() {
        return ModelTrust::default();
    }
    let repeat_buyers = pasts.repeat_buyers();
    let unprofitable = ratio(pasts.unprofitable_repeat_buyers() as f64, repeat_buyers);
    let converged = fit.is_some_and(|fit| fit.converged);
    let enough_later =
        calibration.filter(|calibration| calibration.actual_purchases >= HOLDOUT_PURCHASES_MIN);
    let error = enough_later.and_then(Calibration::relative_error).map(f64::abs);
    // A spend model without a maximum or without a mean has no correlation worth speaking of.
    let spend = spend.filter(|spend| spend.converged && spend.model.expected_value_of_new().is_some());
    let correlation = spend.and_then(|spend| spend.correlation).map(f64::abs);
    let at_most = |kind, measured: Option<f64>, bound| TrustCheck {
        kind,
        measured,
        bound,
        passed: measured.is_some_and(|measured| measured <= bound),
    };
    ModelTrust {
        checks: vec![
            TrustCheck {
                kind: TrustCheckKind::RepeatBuyers,
                measured: Some(repeat_buyers as f64),
                bound: REPEAT_BUYERS_MIN as f64,
                passed: repeat_buyers >= REPEAT_BUYERS_MIN,
            },
            TrustCheck {
                kind: TrustCheckKind::Convergence,
                measured: fit.map(|fit| f64::from(fit.agreeing_starts)),
                bound: 1.0,
                passed: converged,
            },
            at_most(TrustCheckKind::Holdout, error, HOLDOUT_ERROR_MAX),
            at_most(TrustCheckKind::Correlation, correlation, CORRELATION_MAX),
            at_most(TrustCheckKind::PositiveSpend, unprofitable, UNPROFITABLE_SHARE_MAX),
        ],
    }
}
