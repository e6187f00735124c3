//! Every refresh is noted when it begins and when it ends, whoever asked for it.

use std::{path::Path, time::SystemTime};

use chrono::{DateTime, Utc};
use clientele_analytics::{Published, RefusedRows};
use clientele_contract::RefreshOutcome;
use tracing::warn;

use super::{
    history::{Beginning, Ending, History},
    refused_rows,
    steps::StepClock,
};
use crate::failure::Failure;

/// The time by the clock of this machine.
pub(crate) fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// Does `work` and notes how it went. A history that cannot be written never keeps orders from being read.
pub(crate) fn recorded(
    data: &Path,
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
        if let Some(rows) = refused_rows_of(&result)
            && let Err(error) = refused_rows::keep(data, id, rows)
        {
            warn!("the refused rows are not kept: {error:#}");
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
    let rows = match result {
        Ok(published) => Some((published.rows_read, published.rows_refused)),
        Err(failure) => failure.refused_rows().map(|rows| (rows.rows_read(), rows.rows_refused())),
    };
    Ending { at: now(), outcome, detail, rows, steps: clock.times() }
}

/// The list that is kept, if there is anything on it.
fn refused_rows_of(result: &Result<Published, Failure>) -> Option<&RefusedRows> {
    let rows = result.as_ref().err()?.refused_rows()?;
    (rows.rows_refused() > 0).then_some(rows)
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
