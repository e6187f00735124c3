use std::{io::Write, path::Path};

use anyhow::anyhow;
use clientele_analytics::{Progress, Published, RefreshError, RefreshLock};
use clientele_app::format::{format_count, format_counted};
use clientele_contract::RefreshReason;

use crate::{
    commands::ReadingTexts,
    config::RefreshArgs,
    failure::{Failure, FailureKind},
    progress::with_progress,
    refresh::{
        Beginning, Both, History, RefreshRequest, StepClock, UNPACKING, now, recorded, run_refresh,
        run_source_file,
    },
    source_file::SourceFile,
    warehouse,
};

pub(crate) fn run(args: &RefreshArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let data = &args.folder.data;
    let published = match &args.source {
        Some(source) => refresh_from(source, args)?,
        None => refresh_from_file(data, args.force)?,
    };
    tell(&published, data, stdout)?;
    Ok(())
}

/// Reads what the command line names.
fn refresh_from(source: &Path, args: &RefreshArgs) -> Result<Published, Failure> {
    let data = &args.folder.data;
    // A mistyped source must not leave a data folder behind.
    if !source.exists() {
        return Err(RefreshError::NoSource { path: source.to_owned() }.into());
    }
    let read = ReadingTexts::read(&args.reading)?;
    let staging = data.join(UNPACKING);
    let build = read.request(source, args.reading.as_of, &staging);
    let (checks, keep) = SourceFile::read(data)?.map(|file| (file.checks, file.keep)).unwrap_or_default();
    let request = RefreshRequest { data, build, checks: &checks, force: args.force, keep: &keep };
    noted(data, &source.display().to_string(), |lock, progress| run_refresh(&request, lock, progress))
}

/// Reads what the settings of the data folder name.
fn refresh_from_file(data: &Path, force: bool) -> Result<Published, Failure> {
    let file = SourceFile::read(data)?.ok_or_else(|| {
        let path = SourceFile::path(data);
        let words = anyhow!(
            "no source is named, and there is none in {}; name one with --source PATH, or choose one on the page Source",
            path.display()
        );
        Failure::new(FailureKind::Usage, words)
    })?;
    let work =
        |lock: &RefreshLock, progress: &dyn Progress| run_source_file(data, &file, force, lock, progress);
    let published = noted(data, &file.source.in_words(), work)?;
    let notes = warehouse::states_of(&file.warehouse, data).into_iter().flat_map(|state| state.notes);
    for note in warehouse::notice(&file.warehouse, data).into_iter().chain(notes) {
        eprintln!("clientele: note: {note}");
    }
    Ok(published)
}

/// Takes the lock, does the work, and writes both into the history.
fn noted(
    data: &Path,
    source: &str,
    work: impl FnOnce(&RefreshLock, &dyn Progress) -> Result<Published, Failure>,
) -> Result<Published, Failure> {
    let lock = RefreshLock::acquire(data)?;
    let clock = StepClock::start();
    let beginning =
        Beginning { at: now(), reason: RefreshReason::CommandLine, attempt: 1, source: source.to_owned() };
    with_progress(|told| {
        recorded(&History::new(data), &beginning, &clock, || work(&lock, &Both(told, &clock)))
    })
}

fn tell(published: &Published, data: &Path, stdout: &mut dyn Write) -> std::io::Result<()> {
    let (verb, place) = (if published.unchanged { "already published" } else { "published" }, data.display());
    writeln!(
        stdout,
        "{verb} {} in {place}: {} customers, {} completed orders, as of {}",
        published.snapshot_id,
        format_count(published.customers),
        format_count(published.completed_orders),
        published.as_of
    )?;
    if let Some(in_service) = &published.held_back_for {
        writeln!(
            stdout,
            "{in_service} stays in service: a person went back to it from these data; other data will end that"
        )?;
    }
    if published.rows_refused > 0 {
        let rows = format_counted(published.rows_refused, "row was", "rows were");
        writeln!(stdout, "{rows} refused; the page Data and rejects.csv of the snapshot say which and why")?;
    }
    Ok(())
}
