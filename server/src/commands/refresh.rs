use std::io::Write;

use clientele_analytics::RefreshError;
use clientele_app::format::{format_count, format_counted};

use crate::{
    commands::ReadingTexts,
    config::RefreshArgs,
    failure::{Failure, FailureKind},
    progress::with_progress,
    refresh::{RefreshRequest, UNPACKING, run_refresh},
    source_file::SourceFile,
};

pub(crate) fn run(args: &RefreshArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let data = &args.folder.data;
    // A mistyped source must not leave a data folder behind.
    if !args.source.exists() {
        return Err(RefreshError::NoSource { path: args.source.clone() }.into());
    }
    let read = ReadingTexts::read(&args.reading)?;
    let staging = data.join(UNPACKING);
    let build = read.request(&args.source, args.reading.as_of, &staging);
    let file = SourceFile::read(data).map_err(|error| Failure::new(FailureKind::InputRefused, error))?;
    let (checks, keep) = file.map(|file| (file.checks, file.keep)).unwrap_or_default();
    let request = RefreshRequest { data, build, checks: &checks, force: args.force, keep: &keep };
    let published = with_progress(|progress| run_refresh(&request, progress))?;
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
