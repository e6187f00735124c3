use std::path::Path;

use chrono::Utc;
use clientele_analytics::{
    BuildRequest, Keeping, Progress, Published, RefreshLock, build_shop, publish_keeping,
};

use super::checks::check_shop;
use crate::{
    failure::Failure,
    source_file::{CheckRules, KeepRules},
};

/// What to read, how, and what must hold before it is published.
pub(crate) struct RefreshRequest<'a> {
    /// The data folder.
    pub(crate) data: &'a Path,
    /// What to build the snapshot from.
    pub(crate) build: BuildRequest<'a>,
    /// What must hold before it is published.
    pub(crate) checks: &'a CheckRules,
    /// A person wants the data to be published whatever the checks say.
    pub(crate) force: bool,
    /// What is kept of earlier snapshots.
    pub(crate) keep: &'a KeepRules,
}

/// Reads, checks and publishes. Until the last step the old snapshot serves.
///
/// # Errors
/// Another refresh is at work, the input was refused, a check failed, or faults of the machine.
pub(crate) fn run_refresh(
    request: &RefreshRequest<'_>,
    progress: &dyn Progress,
) -> Result<Published, Failure> {
    // Locked before reading: of two refreshes the slower one must not publish older files.
    let lock = RefreshLock::acquire(request.data)?;
    let shop = build_shop(&request.build, progress)?;
    let now = Utc::now();
    check_shop(request.data, &shop, request.checks, request.force, now)?;
    let KeepRules { newest, days } = *request.keep;
    let keeping = Keeping { newest, days, now: Some(now.timestamp()) };
    Ok(publish_keeping(&shop, &lock, &keeping, progress)?)
}
