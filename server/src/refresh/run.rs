use std::{fs, path::Path};

use anyhow::anyhow;
use chrono::Utc;
use clientele_analytics::{
    BuildRequest, Keeping, Progress, Published, RefreshError, RefreshLock, Stage, build_shop, publish_keeping,
};

use super::{UNPACKING, checks::check_shop, watch::fingerprint};
use crate::{
    commands::ReadingTexts,
    config::Reading,
    failure::Failure,
    source_file::{CheckRules, KeepRules, SourceFile, fetch},
    warehouse,
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

/// Reads, checks and publishes. Until the last step the old snapshot serves. The lock is taken before reading: of two
/// refreshes the slower one must not publish older files.
///
/// # Errors
/// The input was refused, a check failed, the files changed while they were read, or faults of the machine.
pub(crate) fn run_refresh(
    request: &RefreshRequest<'_>,
    lock: &RefreshLock,
    progress: &dyn Progress,
) -> Result<Published, Failure> {
    let source = request.build.source;
    if !source.exists() {
        return Err(RefreshError::NoSource { path: source.to_owned() }.into());
    }
    let looks = || fingerprint(source).map_err(|error| Failure::unreachable(anyhow!(error)));
    let before = looks()?;
    let shop = build_shop(&request.build, progress)?;
    if looks()? != before {
        let words =
            anyhow!("{} changed while it was read, so what was read may be half of it", source.display());
        return Err(Failure::unreachable(words));
    }
    progress.begin(Stage::Checking);
    let now = Utc::now();
    check_shop(request.data, &shop, request.checks, request.force, now)?;
    let KeepRules { newest, days } = *request.keep;
    let keeping = Keeping { newest, days, now: Some(now.timestamp()) };
    Ok(publish_keeping(&shop, lock, &keeping, progress)?)
}

/// Fetches what the source file names, and does the same with it; `force`: whatever the checks say.
///
/// # Errors
/// Those of [`run_refresh`], and the origin cannot be reached.
pub(crate) fn run_source_file(
    data: &Path,
    file: &SourceFile,
    force: bool,
    lock: &RefreshLock,
    progress: &dyn Progress,
) -> Result<Published, Failure> {
    let staging = Staging(&data.join("staging"));
    staging.clear();
    let source = fetch(&file.source, data, staging.0, progress)?;
    let reading = Reading {
        mapping: file.source.mapping_path(data),
        config: file.source.config_path(data),
        rules: None,
        as_of: None,
    };
    let texts = ReadingTexts::read(&reading)?;
    let unpacking = data.join(UNPACKING);
    let build = texts.request(&source, None, &unpacking);
    let request = RefreshRequest { data, build, checks: &file.checks, force, keep: &file.keep };
    let published = run_refresh(&request, lock, progress)?;
    // How each copy went is kept for the pages: what was published stays whatever becomes of them.
    warehouse::publish_and_note(&file.warehouse, None, data, progress);
    Ok(published)
}

/// A folder for what is fetched, gone in the end whatever happens. What a killed process left is cleared by the next
/// refresh.
struct Staging<'a>(&'a Path);

impl Staging<'_> {
    fn clear(&self) {
        // What cannot be removed is told by whoever writes there next.
        let _ = fs::remove_dir_all(self.0);
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}
