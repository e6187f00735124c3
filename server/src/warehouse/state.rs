//! How it went with each target last, kept in the database of the data folder.

use std::path::Path;

use chrono::{DateTime, Utc};
use clientele_analytics::Progress;
use serde::{Deserialize, Serialize};
use tracing::{info, warn};

use super::{TargetKind, TargetOutcome, publish_to_targets};
use crate::{
    refresh::{History, now},
    source_file::WarehouseTargets,
};

/// The name under which it is kept.
const KEY: &str = "warehouse";

/// What is known of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TargetState {
    pub(crate) kind: TargetKind,
    /// What it holds; `None`: it never got a copy.
    pub(crate) held: Option<HeldCopy>,
    /// Why the last attempt failed; `None`: it did not.
    pub(crate) fault: Option<String>,
    /// What somebody should do.
    pub(crate) notes: Vec<String>,
}

/// A copy that a target holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldCopy {
    pub(crate) place: String,
    pub(crate) snapshot_id: String,
    pub(crate) rows: u64,
    pub(crate) at: DateTime<Utc>,
}

/// Copies the snapshot in service to the targets and keeps how it went. A failure is no failure of the refresh: what
/// was published stays, and the next refresh tries again. Hold the refresh lock meanwhile.
pub(crate) fn publish_and_note(
    targets: &WarehouseTargets,
    only: Option<TargetKind>,
    data: &Path,
    progress: &dyn Progress,
) -> Vec<TargetOutcome> {
    let outcomes = publish_to_targets(targets, only, data, progress);
    let mut states = states_of(targets, data);
    for TargetOutcome { kind, outcome } in &outcomes {
        let Some(state) = states.iter_mut().find(|state| state.kind == *kind) else { continue };
        match outcome {
            Ok(loaded) => {
                info!("the warehouse in {} holds {}", loaded.place, loaded.snapshot_id);
                let held = HeldCopy {
                    place: loaded.place.clone(),
                    snapshot_id: loaded.snapshot_id.clone(),
                    rows: loaded.rows,
                    at: now(),
                };
                *state =
                    TargetState { kind: *kind, held: Some(held), fault: None, notes: loaded.notes.clone() };
            }
            Err(error) => {
                warn!("the warehouse ({kind}) was not loaded: {error}");
                state.fault = Some(error.to_string());
            }
        }
    }
    let text = serde_json::to_string(&states).unwrap_or_default();
    if let Err(error) = History::new(data).remember(KEY, &text) {
        warn!("how the warehouse was loaded cannot be kept: {error}");
    }
    outcomes
}

/// What is known of the targets that the settings name.
pub(crate) fn states_of(targets: &WarehouseTargets, data: &Path) -> Vec<TargetState> {
    // What cannot be read is as good as never kept: the next load keeps it anew.
    let kept = History::new(data).recall(KEY).ok().flatten();
    let kept: Vec<TargetState> = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let named = [
        (TargetKind::Parquet, targets.parquet.is_some()),
        (TargetKind::Postgres, targets.postgres.is_some()),
    ];
    let state = |kind| {
        let kept = kept.iter().find(|state| state.kind == kind).cloned();
        kept.unwrap_or(TargetState { kind, held: None, fault: None, notes: Vec::new() })
    };
    named.into_iter().filter(|(_, is_named)| *is_named).map(|(kind, _)| state(kind)).collect()
}

/// What every page says where a target failed last; `None`: none did.
pub(crate) fn notice(targets: &WarehouseTargets, data: &Path) -> Option<String> {
    let state = states_of(targets, data).into_iter().find(|state| state.fault.is_some())?;
    let fault = state.fault.unwrap_or_default();
    let (kind, held) = (state.kind, state.held.map(|held| held.snapshot_id));
    let held = held.map_or("it holds nothing yet".to_owned(), |id| format!("it still holds {id}"));
    Some(format!("the warehouse ({kind}) was not loaded: {fault}; {held}, and the next refresh tries again"))
}
