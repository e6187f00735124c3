use std::io::Write;

use anyhow::anyhow;
use clientele_analytics::RefreshLock;
use clientele_app::format::format_counted;

use crate::{
    config::WarehouseArgs,
    failure::{Failure, FailureKind},
    progress::with_progress,
    source_file::SourceFile,
    warehouse::{TargetOutcome, publish_and_note},
};

pub(crate) fn run(args: &WarehouseArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let data = &args.folder.data;
    let targets = SourceFile::read(data)?.map(|file| file.warehouse).unwrap_or_default();
    // Held while rows are read: a refresh could clear the snapshot away.
    let lock = RefreshLock::acquire(data)?;
    let outcomes = with_progress(|progress| publish_and_note(&targets, args.to, lock.data_dir(), progress));
    if outcomes.is_empty() {
        let path = SourceFile::path(data);
        let words =
            format!("{} names no such target under [warehouse]; see docs/WAREHOUSE.md", path.display());
        return Err(Failure::new(FailureKind::Usage, anyhow!(words)));
    }
    let mut failure = None;
    for TargetOutcome { kind, outcome } in outcomes {
        match outcome {
            Ok(loaded) => {
                let rows = format_counted(loaded.rows, "row", "rows");
                writeln!(stdout, "{kind}: {rows} of {} in {}", loaded.snapshot_id, loaded.place)?;
                for note in loaded.notes {
                    eprintln!("clientele: note: {note}");
                }
            }
            // The first is told in the end; the others here.
            Err(error) if failure.is_none() => failure = Some(error),
            Err(error) => eprintln!("clientele: {kind}: {error}"),
        }
    }
    failure.map_or(Ok(()), |error| Err(error.into()))
}
