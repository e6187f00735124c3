//! The fitted models for those who want to know whether to believe them.

use clientele_contract::{
    ExpectedCell, FrequencyRecencyMatrix, FrequencyRow, Holdout, HoldoutClass, ModelDiagnostics,
    ModelParameter, PurchaseModelKind, SpendDiagnostics, TrackingPoint,
};

use super::{
    fitted::{FittedModel, says_probability},
    pasts::{Pasts, UNIT},
};
use crate::{
    lifetime::{Calibration, OPEN_CLASS, PurchaseModel, PurchaseSummary, SpendFit, track},
    model::civil_date,
};

/// About so many steps has the tracking curve; each is a number of whole weeks.
const TRACKING_STEPS: i32 = 60;
/// The matrix ends with so many repeat purchases.
const MATRIX_REPEATS_MAX: u32 = 10;
/// The columns of the matrix are so many steps from today to the first day.
const MATRIX_STEPS: u32 = 10;

/// `None` where no model could be fitted.
pub(super) fn describe(
    kind: PurchaseModelKind,
    horizon_days: u32,
    pasts: &Pasts,
    fitted: &FittedModel,
    spend: Option<&SpendFit>,
) -> Option<ModelDiagnostics> {
    let fit = fitted.fit.as_ref()?;
    let calibration = fitted.calibration.as_ref();
    Some(ModelDiagnostics {
        customers: fit.customers,
        repeat_buyers: fit.repeat_buyers,
        distinct_pasts: fit.distinct_rows,
        parameters: parameters(["r", "alpha", "a", "b"], fit.model.parameters(), fit.standard_errors),
        log_likelihood: fit.log_likelihood,
        converged: fit.converged,
        iterations: fit.iterations,
        starts: fit.starts,
        spend: spend.map(spend_diagnostics),
        holdout: calibration.map(holdout),
        tracking: tracking(pasts, calibration, &fit.model),
        matrix: fitted.trust.of_purchases().then(|| matrix(kind, horizon_days, pasts, &fit.model)),
    })
}

fn parameters<const N: usize>(
    names: [&str; N],
    values: [f64; N],
    standard_errors: Option<[f64; N]>,
) -> Vec<ModelParameter> {
    let parameter = |(place, name): (usize, &str)| ModelParameter {
        name: name.to_owned(),
        value: values[place],
        standard_error: standard_errors.map(|errors| errors[place]).filter(|error| error.is_finite()),
    };
    names.into_iter().enumerate().map(parameter).collect()
}

fn spend_diagnostics(fit: &SpendFit) -> SpendDiagnostics {
    SpendDiagnostics {
        customers: fit.customers,
        parameters: parameters(["p", "q", "v"], fit.model.parameters(), fit.standard_errors),
        log_likelihood: fit.log_likelihood,
        converged: fit.converged,
        correlation: fit.correlation,
    }
}

fn holdout(calibration: &Calibration) -> Holdout {
    Holdout {
        first_day: civil_date(calibration.split_day + 1),
        days: (calibration.last_day - calibration.split_day).unsigned_abs(),
        customers: calibration.fit.customers,
        actual: calibration.actual_purchases,
        expected: calibration.expected_purchases,
        error: calibration.relative_error(),
        classes: calibration
            .classes
            .iter()
            .map(|class| HoldoutClass {
                repeat_purchases: class.frequency,
                or_more: class.frequency == OPEN_CLASS,
                customers: class.customers,
                mean_actual: class.actual_purchases as f64 / class.customers as f64,
                mean_expected: class.expected_purchases / class.customers as f64,
            })
            .collect(),
    }
}

/// By the model that saw the earlier days alone, if there is one.
fn tracking(pasts: &Pasts, calibration: Option<&Calibration>, model: &PurchaseModel) -> Vec<TrackingPoint> {
    let weeks = (pasts.today - pasts.first_day) / 7;
    let days_per_step = 7 * (weeks / TRACKING_STEPS + 1).unsigned_abs();
    let model = calibration.map_or(model, |calibration| &calibration.fit.model);
    let steps = track(model, &pasts.histories, UNIT, days_per_step, pasts.today - 1);
    let split_day = calibration.map_or(pasts.today, |calibration| calibration.split_day);
    let point = |step: &crate::lifetime::TrackingStep| TrackingPoint {
        day: civil_date(step.last_day),
        actual: step.actual_purchases,
        expected: step.expected_purchases,
        in_holdout: step.last_day > split_day,
    };
    steps.unwrap_or_default().iter().map(point).collect()
}

/// Of customers as old as the oldest.
fn matrix(
    kind: PurchaseModelKind,
    horizon_days: u32,
    pasts: &Pasts,
    model: &PurchaseModel,
) -> FrequencyRecencyMatrix {
    let age_days = (pasts.today - pasts.first_day).unsigned_abs();
    let days_since_last: Vec<u32> = (0..=MATRIX_STEPS).map(|step| age_days * step / MATRIX_STEPS).collect();
    let most = pasts.known().map(|past| past.frequency).max().unwrap_or(0).min(MATRIX_REPEATS_MAX);
    let age = UNIT.of_days(f64::from(age_days));
    let ahead = UNIT.of_days(f64::from(horizon_days));
    let cell = |frequency: u32, since_last: u32| {
        let last_day = age_days - since_last;
        // So many repeat purchases take as many days; without any, the last purchase is the first.
        let can_be = if frequency == 0 { last_day == 0 } else { last_day >= frequency };
        let past = PurchaseSummary { frequency, recency: UNIT.of_days(f64::from(last_day)), age };
        can_be.then(|| ExpectedCell {
            purchases: model.expected_purchases(&past, ahead),
            p_alive: says_probability(kind, &past).then(|| model.probability_alive(&past)),
        })
    };
    let row = |frequency: u32| FrequencyRow {
        repeat_purchases: frequency,
        cells: days_since_last.iter().map(|&since| cell(frequency, since)).collect(),
    };
    FrequencyRecencyMatrix { age_days, rows: (0..=most).map(row).collect(), days_since_last }
}
