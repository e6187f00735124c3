//! Every refresh is noted when it begins and when it ends, whoever asked for it.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use clientele_analytics::Published;
use clientele_contract::RefreshOutcome;
use tracing::warn;

use super::{
    history::{Beginning, Ending, History},
    steps::StepClock,
};
use crate::failure::Failure;

/// The time by the clock of this machine.
pub(crate) fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// Does `work` and notes how it went. A history that cannot be written never keeps orders from being read.
pub(crate) fn recorded(
    history: &History,
    beginning: &Beginning,
    clock: &StepClock,
    work: impl FnOnce() -> Result<Published, Failure>,
) -> Result<Published, Failure> {
    let id = history.begin(beginning).inspect_err(|error| warn!("the refresh is not noted: {error}")).ok();
    let result = work();
    if let Some(id) = id {
        let ending = ending(&result, clock);
        if let Err(error) = history.end(id, &ending) {
            warn!("how the refresh ended is not noted: {error}");
        }
    }
    result
}

fn ending(result: &Result<Published, Failure>, clock: &StepClock) -> Ending {
    let (outcome, detail) = match result {
        Ok(published) if published.unchanged => (RefreshOutcome::Unchanged, published.snapshot_id.clone()),
        Ok(published) => (RefreshOutcome::Published, published.snapshot_id.clone()),
        Err(failure) => (outcome_of(failure), failure.to_string()),
    };
    let rows = result.as_ref().ok().map(|published| (published.rows_read, published.rows_refused));
    Ending { at: now(), outcome, detail, rows, steps: clock.times() }
}

fn outcome_of(failure: &Failure) -> RefreshOutcome {
    if failure.is_cancelled() {
        RefreshOutcome::Cancelled
    } else if failure.is_refusal() {
        RefreshOutcome::Refused
    } else {
        RefreshOutcome::Failed
    }
}
