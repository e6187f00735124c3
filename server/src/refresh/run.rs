use std::{fs, path::Path};

use anyhow::anyhow;
use clientele_analytics::{
    BuildRequest, Keeping, Progress, Published, RefreshError, RefreshLock, Rescoring, Shop, ShopFigures,
    Stage, build_shop, publish_keeping, publish_rescored,
};

use super::{
    UNPACKING,
    checks::{check_shop, forget_checks},
    record::now,
    watch::fingerprint,
};
use crate::{
    commands::ReadingTexts,
    config::Reading,
    failure::Failure,
    source_file::{CheckRules, KeepRules, SourceFile, WarehouseTargets, fetch},
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
    /// Where it is copied to afterwards.
    pub(crate) warehouse: &'a WarehouseTargets,
}

/// Reads, checks, publishes and copies. Until it is published the old snapshot serves. The lock is taken before reading:
/// of two refreshes the slower one must not publish older files.
///
/// # Errors
/// The input was refused, a check failed, the files changed while they were read, or faults of the machine.
pub(crate) fn run_refresh(
    request: &RefreshRequest<'_>,
    lock: &RefreshLock,
    progress: &dyn Progress,
) -> Result<Published, Failure> {
    let shop = read_and_check(request, progress)?;
    let published = publish_keeping(&shop, lock, &keeping(request.keep), progress)?;
    drop(shop);
    copy(request.warehouse, lock, progress);
    Ok(published)
}

/// How each copy went is kept for the pages: what was published stays whatever becomes of them.
fn copy(targets: &WarehouseTargets, lock: &RefreshLock, progress: &dyn Progress) {
    warehouse::publish_and_note(targets, None, lock.data_dir(), progress);
}

/// Does everything but publish, and tells what would be published.
///
/// # Errors
/// Those of [`run_refresh`].
pub(crate) fn rehearse(
    request: &RefreshRequest<'_>,
    progress: &dyn Progress,
) -> Result<ShopFigures, Failure> {
    Ok(read_and_check(request, progress)?.figures())
}

/// Scores the snapshot in service again, without its source.
///
/// # Errors
/// Those of [`publish_rescored`].
pub(crate) fn rescore(
    rescoring: &Rescoring<'_>,
    file: Option<&SourceFile>,
    lock: &RefreshLock,
    progress: &dyn Progress,
) -> Result<Published, Failure> {
    let keep = file.map(|file| file.keep).unwrap_or_default();
    let published = publish_rescored(rescoring, lock, &keeping(&keep), progress)?;
    if let Some(file) = file {
        copy(&file.warehouse, lock, progress);
    }
    Ok(published)
}

/// Fetches what the source file names, and does the same with it as [`run_refresh`].
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
    with_source_file(data, file, force, progress, |request| run_refresh(request, lock, progress))
}

/// Fetches what the source file names, and hands over how it is read.
///
/// # Errors
/// The origin cannot be reached, a file that the source file names has a mistake, and those of `work`.
pub(crate) fn with_source_file<T>(
    data: &Path,
    file: &SourceFile,
    force: bool,
    progress: &dyn Progress,
    work: impl FnOnce(&RefreshRequest<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let staging = Staging(&data.join("staging"));
    staging.clear();
    // Before the orders come, which may take long: what is chosen meanwhile is for the next refresh.
    let reading = Reading {
        mapping: file.source.mapping_path(data),
        config: file.source.config_path(data),
        rules: None,
        as_of: None,
    };
    let texts = ReadingTexts::read(&reading)?;
    let source = fetch(&file.source, data, staging.0, progress)?;
    let unpacking = data.join(UNPACKING);
    let build = texts.request(&source, None, &unpacking);
    let SourceFile { checks, keep, warehouse, .. } = file;
    work(&RefreshRequest { data, build, checks, force, keep, warehouse })
}

fn read_and_check(request: &RefreshRequest<'_>, progress: &dyn Progress) -> Result<Shop, Failure> {
    let source = request.build.source;
    if !source.exists() {
        return Err(RefreshError::NoSource { path: source.to_owned() }.into());
    }
    let looks = || fingerprint(source).map_err(|error| Failure::unreachable(anyhow!(error)));
    let before = looks()?;
    let shop = build_shop(&request.build, progress).map_err(Failure::from).inspect_err(|failure| {
        if !failure.is_cancelled() {
            // What the page shows of the checks is about the last refresh, which did not come so far.
            forget_checks(request.data);
        }
    })?;
    if looks()? != before {
        let words =
            anyhow!("{} changed while it was read, so what was read may be half of it", source.display());
        return Err(Failure::unreachable(words));
    }
    progress.begin(Stage::Checking);
    check_shop(request.data, &shop, request.checks, request.force, now())?;
    Ok(shop)
}

fn keeping(rules: &KeepRules) -> Keeping {
    let KeepRules { newest, days } = *rules;
    Keeping { newest, days, now: Some(now().timestamp()) }
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
