use std::path::Path;

use anyhow::anyhow;
use chrono::Utc;
use clientele_analytics::{
    BuildRequest, Keeping, Progress, Published, RefreshLock, build_shop, publish_keeping,
};

use super::checks::check_shop;
use crate::{
    failure::{Failure, FailureKind},
    source_file::CheckRules,
};

/// What to read, how, and what must hold before it is published.
pub(crate) struct RefreshRequest<'a> {
    /// The data folder.
    pub(crate) data: &'a Path,
    /// What to build the snapshot from.
    pub(crate) build: BuildRequest<'a>,
    /// What must hold before it is published.
    pub(crate) checks: &'a CheckRules,
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
    check_shop(request.data, &shop, request.checks)
        .map_err(|words| Failure::new(FailureKind::InputRefused, anyhow!(words)))?;
    let keeping = Keeping { now: Some(Utc::now().timestamp()), ..Keeping::default() };
    Ok(publish_keeping(&shop, &lock, &keeping, progress)?)
}
