//! Writes a shop as a snapshot and switches it into service.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use polars::prelude::{ParquetCompression, ParquetWriter};
use rayon::prelude::*;

use super::{
    RefreshLock,
    durable::{sync_folder, write_hashed},
    list::{Keeping, PublishedList},
    manifest::{self, Manifest, StoredFile, snapshot_id},
    open::verify,
    shelf::remove_folders,
    snapshots_dir,
};
use crate::{Progress, RefreshError, Shop, Stage, model::ShopTable};

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
    let data_dir = lock.data_dir();
    let io = |action, path: &Path, error| RefreshError::io(action, path, error);
    let snapshots = snapshots_dir(data_dir);
    fs::create_dir_all(&snapshots).map_err(|error| io("creating", &snapshots, error))?;
    progress.begin(Stage::Writing);
    let building = snapshots.join("building");
    remove_folder(&building)?;
    fs::create_dir(&building).map_err(|error| io("creating", &building, error))?;
    let manifest = write_tables(shop, &building)?;
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    let snapshot_id = snapshot_id(shop.facts.as_of, &manifest);
    write_hashed(&building.join(manifest::MANIFEST), |writer| writer.write_all(&manifest))
        .map_err(|error| io("writing", &building, error))?;
    sync_folder(&building).map_err(|error| io("writing", &building, error))?;

    progress.check()?;
    progress.begin(Stage::Publishing);
    move_into_place(&building, &snapshots, &snapshot_id)?;
    sync_folder(&snapshots).map_err(|error| io("writing", &snapshots, error))?;
    let Switched { unchanged, held_back_for } = switch(data_dir, &snapshot_id, keeping)?;
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

fn write_tables(shop: &Shop, folder: &Path) -> Result<Manifest, RefreshError> {
    let written: Result<Vec<(String, StoredFile)>, RefreshError> = ShopTable::ALL
        .into_par_iter()
        .map(|table| Ok((table.file().to_owned(), write_table(&folder.join(table.file()), shop, table)?)))
        .collect();
    let mut files: std::collections::BTreeMap<String, StoredFile> = written?.into_iter().collect();
    let texts =
        [(manifest::RULES, shop.rules.text().as_bytes().to_vec()), (manifest::REJECTS, rejects_csv(shop)?)];
    for (name, text) in texts {
        let path = folder.join(name);
        let stored = write_hashed(&path, |writer| writer.write_all(&text));
        files.insert(name.to_owned(), stored.map_err(|error| RefreshError::io("writing", path, error))?);
    }
    Ok(Manifest { format: manifest::FORMAT, facts: shop.facts.clone(), files })
}

/// A row group at a time, so that no table is in memory twice.
fn write_table(path: &PathBuf, shop: &Shop, table: ShopTable) -> Result<StoredFile, RefreshError> {
    write_hashed(path, |writer| {
        let rows = shop.rows(table);
        let schema = shop.frame(table, 0..0)?.schema().clone();
        let writer = ParquetWriter::new(writer).with_compression(ParquetCompression::Lz4Raw);
        let mut writer = writer.batched(&schema)?;
        for start in (0..rows).step_by(ROW_GROUP_ROWS) {
            writer.write_batch(&shop.frame(table, start..rows.min(start + ROW_GROUP_ROWS))?)?;
        }
        writer.finish()?;
        Ok(())
    })
    .map_err(|error: WriteError| match error {
        WriteError::Io(error) => RefreshError::io("writing", path, error),
        WriteError::Table(error) => RefreshError::Table(error),
    })
}

#[derive(Debug, thiserror::Error)]
enum WriteError {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Table(#[from] polars::error::PolarsError),
}

fn rejects_csv(shop: &Shop) -> Result<Vec<u8>, RefreshError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let in_memory =
        |error: csv::Error| RefreshError::io("writing", manifest::REJECTS, std::io::Error::other(error));
    writer.write_record(["file", "line", "reason"]).map_err(in_memory)?;
    for (file, rejects) in &shop.rejects {
        for reject in rejects {
            let (line, reason) = (reject.line.to_string(), reject.reason.to_string());
            writer.write_record([file, &line, &reason]).map_err(in_memory)?;
        }
    }
    writer.into_inner().map_err(|error| in_memory(error.into_error().into()))
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
struct Switched {
    unchanged: bool,
    held_back_for: Option<String>,
}

/// Puts the snapshot first in the list and removes those that the rules do not keep.
fn switch(data_dir: &Path, snapshot_id: &str, keeping: &Keeping) -> Result<Switched, RefreshError> {
    let path = PublishedList::path(data_dir);
    // A list that cannot be read is replaced: the snapshot at hand is whole.
    let mut list = PublishedList::read(data_dir).unwrap_or_default();
    let unchanged = list.serving() == Some(snapshot_id);
    list.take_in(snapshot_id, keeping.now);
    let dropped = list.drop_surplus(keeping);
    list.write(data_dir).map_err(|error| RefreshError::io("writing", &path, error))?;
    for id in dropped {
        remove_folders(data_dir, &id).map_err(|(path, error)| RefreshError::io("removing", path, error))?;
    }
    let held_back_for = list.serving().filter(|id| *id != snapshot_id).map(str::to_owned);
    Ok(Switched { unchanged, held_back_for })
}

fn remove_folder(path: &Path) -> Result<(), RefreshError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(RefreshError::io("removing", path, error))
        }
        _ => Ok(()),
    }
}
