//! What the page Data says beside the quality report: checks, and the totals of earlier refreshes.

use std::path::Path;

use chrono::Utc;
use clientele_analytics::{KeptContent, kept_snapshots};
use clientele_contract::{CheckChoice, QualityDesk, QualityPoint};

use crate::{desk::DeskError, refresh::last_run, source_file::SourceFile};

/// Looks it up.
pub(crate) fn quality(data: &Path) -> Result<QualityDesk, String> {
    let (checks, checks_are_fixed) = match SourceFile::read(data) {
        Ok(Some(file)) => (file.checks, None),
        Ok(None) => (CheckChoice::default(), Some(NO_SOURCE.to_owned())),
        Err(mistake) => (CheckChoice::default(), Some(mistake.to_string())),
    };
    Ok(QualityDesk {
        checks,
        checks_are_fixed,
        last_run: last_run(data),
        now: Utc::now().timestamp(),
        history: history(data)?,
    })
}

/// Where there is no file, there is nothing to write the rules into.
pub(super) const NO_SOURCE: &str =
    "There is no settings/source.toml yet: choose a source on the page Source first, which writes it.";

/// Oldest first; each with what has changed since the one before it that can be read.
fn history(data: &Path) -> Result<Vec<QualityPoint>, String> {
    let kept = kept_snapshots(data).map_err(|error| error.to_string())?;
    let mut points = Vec::new();
    let mut before: Option<KeptContent> = None;
    for kept in kept.into_iter().rev() {
        let Ok(content) = kept.content else { continue };
        points.push(QualityPoint {
            published_at: kept.published_at.or_else(|| super::written_at(data, &kept.id)),
            snapshot_id: kept.id,
            completed_orders: content.completed_orders,
            rows_read: content.rows_read,
            rows_refused: content.rows_refused,
            revenue_cents: content.revenue_cents,
            guests: content.guests,
            adjustments: content.adjustments,
            drift: before.map(|before| content.drift_since(&before)).unwrap_or_default(),
        });
        before = Some(content);
    }
    Ok(points)
}

/// Puts other checks into force, from the next refresh on.
///
/// # Errors
/// No source has been chosen, its file has a mistake, or faults of reading and writing.
pub(crate) fn save_checks(data: &Path, checks: CheckChoice) -> Result<(), DeskError> {
    change_file(data, |file| file.checks = checks)
}

/// Puts other rules of keeping into force, from the next refresh on.
///
/// # Errors
/// No source has been chosen, its file has a mistake, or faults of reading and writing.
pub(crate) fn save_keep(data: &Path, keep: clientele_contract::KeepChoice) -> Result<(), DeskError> {
    change_file(data, |file| file.keep = keep)
}

fn change_file(data: &Path, change: impl FnOnce(&mut SourceFile)) -> Result<(), DeskError> {
    SourceFile::change(data, |file| {
        let mut file = file.ok_or_else(|| DeskError::Shelf(NO_SOURCE.to_owned()))?;
        change(&mut file);
        Ok(file)
    })
}
