//! The snapshot in service, scored again without reading its source.

use std::{fs, path::Path};

use chrono::NaiveDate;
use polars::prelude::{DataFrame, ParquetReader, SerReader};

use super::{
    RefreshLock,
    hashed::write_hashed,
    list::{Keeping, PublishedList},
    manifest,
    open::{open_kept, read_manifest},
    publish::{Published, Switched, make_building_folder, put_into_service, write_frames},
    snapshots_dir,
};
use crate::{
    Progress, RefreshError, RuleBook, SnapshotError, Stage,
    model::{check_as_of, date_frame, epoch_days},
};

/// What is to be other than in the snapshot in service.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rescoring<'a> {
    /// The rules of the next best action; `None`: those that it was published with.
    pub rules: Option<&'a RuleBook>,
    /// The "today" of all figures; `None`: as it was.
    pub as_of: Option<NaiveDate>,
}

/// Scores the customers of the snapshot in service again, as a refresh of the same orders would, and puts the result
/// into service. Until the last step the old snapshot serves.
///
/// # Errors
/// There is no snapshot that could be scored, the day is not after its orders, and those of publishing.
pub fn publish_rescored(
    rescoring: &Rescoring<'_>,
    lock: &RefreshLock,
    keeping: &Keeping,
    progress: &dyn Progress,
) -> Result<Published, RefreshError> {
    let data_dir = lock.data_dir();
    let unusable = |error: SnapshotError| RefreshError::NoSnapshot { reason: error.to_string() };
    let list = PublishedList::read(data_dir)
        .map_err(|fault| unusable(SnapshotError::Io { path: PublishedList::path(data_dir), fault }))?;
    let id = list.serving().ok_or_else(|| unusable(SnapshotError::None { path: data_dir.to_owned() }))?;
    // Checks every file, those that are copied too.
    let engine = open_kept(data_dir, id).map_err(unusable)?;
    let folder = snapshots_dir(data_dir).join(id);
    let mut manifest =
        read_manifest(&folder, id).map_err(|fault| RefreshError::NoSnapshot { reason: fault.to_string() })?;
    let as_of = rescoring.as_of.unwrap_or(manifest.facts.as_of);
    check_as_of(as_of, manifest.facts.last_order)?;
    let rules = rescoring.rules.unwrap_or_else(|| engine.published_rules()).clone();
    let columns = engine.rescored_columns(as_of, &rules, progress)?;

    progress.check()?;
    progress.begin(Stage::Writing);
    let building = make_building_folder(data_dir)?;
    let mut customers = read_table(&folder.join(manifest::CUSTOMERS))?;
    for column in columns {
        customers.with_column(column)?;
    }
    let days = epoch_days(as_of) - epoch_days(manifest.facts.first_order);
    let dates = date_frame(manifest.facts.first_order, 0..usize::try_from(days).unwrap_or(0))?;
    for (name, frame) in [(manifest::CUSTOMERS, &customers), (manifest::DATES, &dates)] {
        let stored = write_frames(&building.join(name), frame.height(), progress, |rows| {
            Ok(frame.slice(i64::try_from(rows.start).unwrap_or(i64::MAX), rows.len()))
        })?;
        manifest.files.insert(name.to_owned(), stored);
    }
    for name in [manifest::ORDERS, manifest::ORDER_LINES, manifest::PRODUCTS, manifest::REJECTS] {
        copy(&folder.join(name), &building.join(name))?;
    }
    let path = building.join(manifest::RULES);
    let stored = write_hashed(&path, |writer| std::io::Write::write_all(writer, rules.text().as_bytes()))
        .map_err(|error: std::io::Error| RefreshError::io("writing", &path, error))?;
    manifest.files.insert(manifest::RULES.to_owned(), stored);
    manifest.facts.as_of = as_of;

    let (snapshot_id, Switched { unchanged, held_back_for }) =
        put_into_service(&manifest, &building, lock, keeping, progress)?;
    let quality = &manifest.facts.quality;
    let (rows_read, rows_kept): (u64, u64) = quality
        .files
        .iter()
        .fold((0, 0), |(read, kept), file| (read + file.rows_read, kept + file.rows_kept));
    Ok(Published {
        snapshot_id,
        unchanged,
        held_back_for,
        as_of,
        customers: customers.height() as u64,
        completed_orders: quality.completed_orders,
        rows_read,
        rows_refused: rows_read.saturating_sub(rows_kept),
    })
}

fn read_table(path: &Path) -> Result<DataFrame, RefreshError> {
    let file = fs::File::open(path).map_err(|error| RefreshError::io("opening", path, error))?;
    Ok(ParquetReader::new(file).finish()?)
}

/// Copies a file and flushes it to the disk.
fn copy(from: &Path, to: &Path) -> Result<(), RefreshError> {
    fs::copy(from, to)
        .and_then(|_| fs::File::open(to)?.sync_all())
        .map_err(|error| RefreshError::io("copying", to, error))
}
