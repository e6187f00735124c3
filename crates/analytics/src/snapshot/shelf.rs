//! The snapshots that are kept, and what a person does with them. Every change is one replacement of the list:
//! if the program dies on the way, the list is the old one or the new one.

use std::{fs, io, path::Path};

use chrono::NaiveDate;
use clientele_contract::DriftLine;

use super::{
    RefreshLock,
    list::PublishedList,
    manifest::{MANIFEST, Manifest},
    open::{Fault, read_manifest, verify},
    snapshots_dir,
};
use crate::{
    durable::remove_folder,
    ingest::{SourceProfile, drift_of_shops},
};

/// One snapshot of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSnapshot {
    /// Identifier.
    pub id: String,
    /// It answers.
    pub is_in_service: bool,
    /// It is never removed by a refresh.
    pub is_pinned: bool,
    /// When it was published last, in seconds since 1970-01-01 UTC, where the list says it.
    pub published_at: Option<i64>,
    /// Bytes of its files on disk.
    pub bytes: u64,
    /// What it holds, or why that cannot be said.
    pub content: Result<KeptContent, String>,
}

/// What a snapshot holds, as its manifest says; its tables are not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptContent {
    /// The "today" of its figures.
    pub as_of: NaiveDate,
    /// Date of the first completed order.
    pub first_order: NaiveDate,
    /// Date of the last completed order.
    pub last_order: NaiveDate,
    /// Customers; `None`: the table does not say it.
    pub customers: Option<u64>,
    /// Completed orders.
    pub completed_orders: u64,
    /// Revenue in cents.
    pub revenue_cents: i64,
    /// What stands before an amount.
    pub currency_symbol: String,
    /// Rows of all files that were read.
    pub rows_read: u64,
    /// Rows of all files that were refused.
    pub rows_refused: u64,
    /// The shop's words for what became of an order.
    pub statuses: Vec<String>,
    /// What the source looked like.
    pub profile: SourceProfile,
    /// Number of the stored form.
    pub format: u32,
}

impl KeptContent {
    /// What has changed in the source since an earlier snapshot.
    pub fn drift_since(&self, before: &Self) -> Vec<DriftLine> {
        drift_of_shops((&before.profile, &before.statuses), (&self.profile, &self.statuses))
    }
}

/// Why a change of the kept snapshots was not made.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// There is no such snapshot.
    #[error("there is no snapshot {0:?}; a refresh may have removed it")]
    NotKept(String),
    /// The one in service cannot be removed.
    #[error("snapshot {0} is in service; put another one in service first")]
    InService(String),
    /// A pinned one is not removed.
    #[error("snapshot {0} is pinned; unpin it first")]
    Pinned(String),
    /// It cannot be put in service.
    #[error("snapshot {id} cannot be put in service: {reason}; the one in service stays")]
    Unusable {
        /// Which one.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Reading or writing failed.
    #[error("{action} {path}: {fault}")]
    Io {
        /// What was attempted.
        action: &'static str,
        /// On which file.
        path: std::path::PathBuf,
        /// The system's answer.
        fault: io::Error,
    },
}

/// The snapshots that are kept, newest first.
///
/// # Errors
/// The list cannot be read.
pub fn kept_snapshots(data_dir: &Path) -> Result<Vec<KeptSnapshot>, ShelfError> {
    let list = read_list(data_dir)?;
    let serving = list.serving();
    let describe = |id: &String| KeptSnapshot {
        is_in_service: serving == Some(id),
        is_pinned: list.pinned.contains(id),
        published_at: list.published_at.get(id).copied(),
        bytes: bytes_of(data_dir, id),
        content: content_of(data_dir, id).map_err(|fault| fault.to_string()),
        id: id.clone(),
    };
    Ok(list.snapshots.iter().map(describe).collect())
}

/// Keeps a snapshot until it is unpinned.
///
/// # Errors
/// There is no such snapshot, or faults of reading and writing.
pub fn pin_snapshot(lock: &RefreshLock, id: &str) -> Result<(), ShelfError> {
    change(lock, id, |list| {
        list.pinned.insert(id.to_owned());
        Ok(())
    })
}

/// Leaves a snapshot to the rules of keeping.
///
/// # Errors
/// There is no such snapshot, or faults of reading and writing.
pub fn unpin_snapshot(lock: &RefreshLock, id: &str) -> Result<(), ShelfError> {
    change(lock, id, |list| {
        list.pinned.remove(id);
        Ok(())
    })
}

/// Lets a snapshot answer, until a refresh publishes other data.
///
/// # Errors
/// There is no such snapshot, it is not whole, or faults of reading and writing.
pub fn put_in_service(lock: &RefreshLock, id: &str) -> Result<(), ShelfError> {
    change(lock, id, |list| {
        let folder = snapshots_dir(lock.data_dir()).join(id);
        verify(&folder, id)
            .map_err(|fault| ShelfError::Unusable { id: id.to_owned(), reason: fault.to_string() })?;
        list.serve(id);
        Ok(())
    })
}

/// Removes a snapshot that is not in service.
///
/// # Errors
/// There is no such snapshot, it is in service or pinned, or faults of reading and writing.
pub fn remove_snapshot(lock: &RefreshLock, id: &str) -> Result<(), ShelfError> {
    change(lock, id, |list| {
        if list.serving() == Some(id) {
            return Err(ShelfError::InService(id.to_owned()));
        }
        if list.pinned.contains(id) {
            return Err(ShelfError::Pinned(id.to_owned()));
        }
        list.remove(id);
        Ok(())
    })?;
    remove_folders(lock.data_dir(), id).map_err(|(path, fault)| ShelfError::Io {
        action: "removing",
        path,
        fault,
    })
}

/// Removes what is stored of a snapshot, whole or set aside.
pub(super) fn remove_folders(data_dir: &Path, id: &str) -> Result<(), (std::path::PathBuf, io::Error)> {
    for name in [id.to_owned(), format!("{id}.damaged")] {
        let path = snapshots_dir(data_dir).join(name);
        if let Err(error) = remove_folder(&path) {
            return Err((path, error));
        }
    }
    Ok(())
}

/// Changes the list. An identifier that is not in it is refused, so none can lead out of the folder.
fn change(
    lock: &RefreshLock,
    id: &str,
    make: impl FnOnce(&mut PublishedList) -> Result<(), ShelfError>,
) -> Result<(), ShelfError> {
    let data_dir = lock.data_dir();
    let mut list = read_list(data_dir)?;
    if !list.holds(id) {
        return Err(ShelfError::NotKept(id.to_owned()));
    }
    make(&mut list)?;
    let path = PublishedList::path(data_dir);
    list.write(data_dir).map_err(|fault| ShelfError::Io { action: "writing", path, fault })
}

fn read_list(data_dir: &Path) -> Result<PublishedList, ShelfError> {
    PublishedList::read(data_dir).map_err(|fault| ShelfError::Io {
        action: "reading",
        path: PublishedList::path(data_dir),
        fault,
    })
}

/// Reads the manifest and looks whether every file has its length; what the files hold is not read.
pub(super) fn content_of(data_dir: &Path, id: &str) -> Result<KeptContent, Fault> {
    let folder = snapshots_dir(data_dir).join(id);
    let manifest = read_manifest(&folder, id)?;
    for (name, stored) in &manifest.files {
        let found = fs::metadata(folder.join(name)).map_err(|error| Fault::of_reading(name, &error))?.len();
        if found != stored.bytes {
            return Err(Fault::Damaged(format!("{name} has {found} bytes instead of {}", stored.bytes)));
        }
    }
    let customers = manifest.rows_of(&folder, super::manifest::CUSTOMERS);
    let Manifest { format, facts, .. } = manifest;
    let quality = &facts.quality;
    Ok(KeptContent {
        as_of: facts.as_of,
        first_order: facts.first_order,
        last_order: facts.last_order,
        customers,
        completed_orders: quality.completed_orders,
        revenue_cents: quality.revenue_cents_from_customers,
        rows_read: quality.files.iter().map(|file| file.rows_read).sum(),
        rows_refused: quality.files.iter().map(|file| file.rows_read.saturating_sub(file.rows_kept)).sum(),
        statuses: quality.orders_by_status.iter().map(|status| status.status.clone()).collect(),
        currency_symbol: facts.currency_symbol,
        profile: facts.profile,
        format,
    })
}

fn bytes_of(data_dir: &Path, id: &str) -> u64 {
    let folders = [id.to_owned(), format!("{id}.damaged")].map(|name| snapshots_dir(data_dir).join(name));
    let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file).map(|file| file.len()).sum()
}

/// Where the manifest of a snapshot lies; its age stands for that of a snapshot whose list does not say it.
pub fn manifest_path(data_dir: &Path, id: &str) -> std::path::PathBuf {
    snapshots_dir(data_dir).join(id).join(MANIFEST)
}
