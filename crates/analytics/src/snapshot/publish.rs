//! Writes a shop as a snapshot and switches it into service.

use std::{
    fs,
    io::Write,
    ops::Range,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use polars::prelude::{DataFrame, ParquetCompression, ParquetWriter, PolarsResult};
use rayon::prelude::*;

use super::{
    RefreshLock,
    hashed::write_hashed,
    list::{Keeping, PublishedList},
    manifest::{self, Manifest, StoredFile, snapshot_id},
    mend::{clear_unlisted, read_or_rebuild},
    open::verify,
    snapshots_dir,
};
use crate::{
    Progress, RefreshError, Shop, Stage,
    durable::{self, sync_folder},
    ingest::rejects_csv,
    model::ShopTable,
};

/// What a reader decodes at a time.
const ROW_GROUP_ROWS: usize = 1 << 18;

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Identifier of the snapshot: the data's date and the hash of its content.
    pub snapshot_id: String,
    /// The same content was in service already.
    pub unchanged: bool,
    /// The snapshot that stays in service in its place, because a person went back from these very data.
    pub held_back_for: Option<String>,
    /// The "today" of all figures.
    pub as_of: NaiveDate,
    /// Customers with a completed order.
    pub customers: u64,
    /// Orders that count.
    pub completed_orders: u64,
    /// Rows of all files.
    pub rows_read: u64,
    /// Rows of all files that could not be used.
    pub rows_refused: u64,
}

/// Writes `shop` into the locked folder and puts it into service; until the last step the old snapshot serves.
/// Five snapshots are kept.
///
/// # Errors
/// Faults of reading and writing.
pub fn publish(shop: &Shop, lock: &RefreshLock, progress: &dyn Progress) -> Result<Published, RefreshError> {
    publish_keeping(shop, lock, &Keeping::default(), progress)
}

/// As [`publish`], with rules of one's own for the snapshots that are kept.
///
/// # Errors
/// Faults of reading and writing.
pub fn publish_keeping(
    shop: &Shop,
    lock: &RefreshLock,
    keeping: &Keeping,
    progress: &dyn Progress,
) -> Result<Published, RefreshError> {
    progress.begin(Stage::Writing);
    let building = make_building_folder(lock.data_dir())?;
    let manifest = write_tables(shop, &building, progress)?;
    let (snapshot_id, Switched { unchanged, held_back_for }) =
        put_into_service(&manifest, &building, lock, keeping, progress)?;
    Ok(Published {
        snapshot_id,
        unchanged,
        held_back_for,
        as_of: shop.facts.as_of,
        customers: shop.rows(ShopTable::Customers) as u64,
        completed_orders: shop.facts.quality.completed_orders,
        rows_read: shop.facts.quality.files.iter().map(|file| file.rows_read).sum(),
        rows_refused: shop.rejects.iter().map(|(_, rejects)| rejects.len() as u64).sum(),
    })
}

/// An empty folder beside the snapshots, in which the next one is written.
pub(super) fn make_building_folder(data_dir: &Path) -> Result<PathBuf, RefreshError> {
    let building = snapshots_dir(data_dir).join("building");
    remove_folder(&building)?;
    fs::create_dir_all(&building).map_err(|error| RefreshError::io("creating", &building, error))?;
    Ok(building)
}

/// Describes what was written, moves it into its place, and switches over.
pub(super) fn put_into_service(
    manifest: &Manifest,
    building: &Path,
    lock: &RefreshLock,
    keeping: &Keeping,
    progress: &dyn Progress,
) -> Result<(String, Switched), RefreshError> {
    let (data_dir, snapshots) = (lock.data_dir(), snapshots_dir(lock.data_dir()));
    let io = |path: &Path, error| RefreshError::io("writing", path, error);
    let text = serde_json::to_vec_pretty(manifest)?;
    let snapshot_id = snapshot_id(manifest.facts.as_of, &text);
    write_hashed(&building.join(manifest::MANIFEST), |writer| writer.write_all(&text))
        .map_err(|error| io(building, error))?;
    sync_folder(building).map_err(|error| io(building, error))?;

    progress.check()?;
    progress.begin(Stage::Publishing);
    move_into_place(building, &snapshots, &snapshot_id)?;
    sync_folder(&snapshots).map_err(|error| io(&snapshots, error))?;
    let switched = switch(data_dir, &snapshot_id, keeping)?;
    Ok((snapshot_id, switched))
}

fn write_tables(shop: &Shop, folder: &Path, progress: &dyn Progress) -> Result<Manifest, RefreshError> {
    let written: Result<Vec<(String, StoredFile)>, RefreshError> = ShopTable::ALL
        .into_par_iter()
        .filter(|table| shop.has(*table))
        .map(|table| {
            let path = folder.join(table.file());
            let stored = write_frames(&path, shop.rows(table), progress, |rows| shop.frame(table, rows))?;
            Ok((table.file().to_owned(), stored))
        })
        .collect();
    let mut files: std::collections::BTreeMap<String, StoredFile> = written?.into_iter().collect();
    let texts = [
        (manifest::RULES, shop.rules.text().as_bytes().to_vec()),
        (manifest::REJECTS, rejects_csv(&shop.rejects)?),
    ];
    for (name, text) in texts {
        let path = folder.join(name);
        let stored = write_hashed(&path, |writer| writer.write_all(&text));
        files.insert(name.to_owned(), stored.map_err(|error| RefreshError::io("writing", path, error))?);
    }
    Ok(Manifest { format: manifest::FORMAT, facts: shop.facts.clone(), files })
}

/// A row group at a time, so that no table is in memory twice.
pub(super) fn write_frames(
    path: &Path,
    rows: usize,
    progress: &dyn Progress,
    frame_of: impl Fn(Range<usize>) -> PolarsResult<DataFrame>,
) -> Result<StoredFile, RefreshError> {
    write_hashed(path, |writer| {
        let schema = frame_of(0..0)?.schema().clone();
        let writer = ParquetWriter::new(writer).with_compression(ParquetCompression::Lz4Raw);
        let mut writer = writer.batched(&schema)?;
        for start in (0..rows).step_by(ROW_GROUP_ROWS) {
            if progress.is_cancelled() {
                return Err(WriteError::Cancelled);
            }
            writer.write_batch(&frame_of(start..rows.min(start + ROW_GROUP_ROWS))?)?;
        }
        writer.finish()?;
        Ok(())
    })
    .map_err(|error: WriteError| match error {
        WriteError::Io(error) => RefreshError::io("writing", path, error),
        WriteError::Table(error) => RefreshError::Table(error),
        WriteError::Cancelled => RefreshError::Cancelled,
    })
}

#[derive(Debug, thiserror::Error)]
enum WriteError {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Table(#[from] polars::error::PolarsError),
    #[error("nobody wants it any more")]
    Cancelled,
}

/// The same content may be there already; then it stays, unless it has been damaged since.
fn move_into_place(building: &Path, snapshots: &Path, snapshot_id: &str) -> Result<(), RefreshError> {
    let target = &snapshots.join(snapshot_id);
    if target.exists() {
        if verify(target, snapshot_id).is_ok() {
            return remove_folder(building);
        }
        remove_folder(target)?;
    }
    fs::rename(building, target).map_err(|error| RefreshError::io("renaming", target, error))
}

/// What became of the list.
pub(super) struct Switched {
    pub(super) unchanged: bool,
    pub(super) held_back_for: Option<String>,
}

/// Puts the snapshot first in the list and removes those that the rules do not keep.
fn switch(data_dir: &Path, snapshot_id: &str, keeping: &Keeping) -> Result<Switched, RefreshError> {
    let path = PublishedList::path(data_dir);
    let mut list =
        read_or_rebuild(data_dir, snapshot_id).map_err(|error| RefreshError::io("reading", &path, error))?;
    let is_first = list.snapshots.is_empty();
    let unchanged = list.serving() == Some(snapshot_id);
    list.take_in(snapshot_id, keeping.now);
    list.drop_surplus(keeping);
    list.write(data_dir).map_err(|error| RefreshError::io("writing", &path, error))?;
    // From here on the snapshot is published: nothing that fails may say otherwise. A list that has gone holds
    // nothing, which is no reason to remove what is stored.
    if !is_first {
        clear_unlisted(data_dir, &list);
    }
    let held_back_for = list.serving().filter(|id| *id != snapshot_id).map(str::to_owned);
    Ok(Switched { unchanged, held_back_for })
}

fn remove_folder(path: &Path) -> Result<(), RefreshError> {
    durable::remove_folder(path).map_err(|error| RefreshError::io("removing", path, error))
}
