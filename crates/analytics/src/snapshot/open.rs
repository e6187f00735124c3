//! Opens the snapshot in service; a damaged one is set aside and the one before it serves.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use polars::prelude::{ParquetReader, PolarsError, SerReader};
use rayon::prelude::*;
use serde::Deserialize;

use super::{
    RefreshLock,
    hashed::{describe_file, sha256_hex},
    list::PublishedList,
    manifest::{self, Manifest, StoredFile, snapshot_id},
    snapshots_dir,
};
use crate::{Engine, RuleBook, SnapshotError, model::ShopTable};

/// A snapshot that passed its check.
pub struct OpenedSnapshot {
    /// Answers questions about it.
    pub engine: Engine,
    /// What a reader must know, such as that an older snapshot is shown.
    pub notices: Vec<String>,
}

/// The identifier of the snapshot in service, without opening it.
pub fn current_snapshot_id(data_dir: &Path) -> Option<String> {
    PublishedList::read(data_dir).ok()?.serving().map(str::to_owned)
}

/// A text that changes with every publish and every choice of another snapshot, even of the same content; cheap. `None`: nothing can be read.
pub fn published_revision(data_dir: &Path) -> Option<String> {
    let list = PublishedList::read(data_dir).ok()?;
    Some(format!("{} {}", list.revision, list.serving()?))
}

/// Verifies and opens the snapshot in service, or the newest that is whole.
///
/// # Errors
/// [`SnapshotError::None`] if nothing was published, [`SnapshotError::NoneUsable`] if none can be used.
pub fn open_current(data_dir: &Path) -> Result<OpenedSnapshot, SnapshotError> {
    let list = PublishedList::read(data_dir)
        .map_err(|fault| SnapshotError::Io { path: PublishedList::path(data_dir), fault })?;
    let mut notices = Vec::new();
    notices.extend(by_hand_notice(&list));
    let mut newest_fault = None;
    for id in list.in_order() {
        match open_snapshot(data_dir, id, &notices) {
            Ok(engine) => return Ok(OpenedSnapshot { engine, notices }),
            Err(fault) => {
                let set_aside = matches!(fault, Fault::Damaged(_)) && set_aside(data_dir, id);
                let then = if set_aside { "was set aside" } else { "is passed over" };
                notices.push(format!("snapshot {id} {then} ({fault}); an older one is shown"));
                newest_fault.get_or_insert_with(|| fault.to_string());
            }
        }
    }
    match newest_fault {
        Some(reason) => Err(SnapshotError::NoneUsable { path: data_dir.to_owned(), reason }),
        None => Err(SnapshotError::None { path: data_dir.to_owned() }),
    }
}

/// What every page says while a person's choice holds.
fn by_hand_notice(list: &PublishedList) -> Option<String> {
    let (chosen, newest) = (list.by_hand()?, list.snapshots.first()?);
    (chosen != newest).then(|| {
        format!(
            "snapshot {chosen} was put in service by hand; newer data ({newest}) are kept: see the page Snapshots"
        )
    })
}

/// Verifies and opens one of the snapshots that are kept; nothing is set aside.
///
/// # Errors
/// [`SnapshotError::NotKept`] if the list does not hold it, [`SnapshotError::Unusable`] if it is not whole.
pub fn open_kept(data_dir: &Path, id: &str) -> Result<Engine, SnapshotError> {
    check_is_kept(data_dir, id)?;
    open_snapshot(data_dir, id, &[])
        .map_err(|fault| SnapshotError::Unusable { id: id.to_owned(), reason: fault.to_string() })
}

/// The refused rows of one of the snapshots that are kept, as a CSV text for programs.
///
/// # Errors
/// Those of [`open_kept`].
pub fn read_kept_rejects(data_dir: &Path, id: &str) -> Result<Vec<u8>, SnapshotError> {
    check_is_kept(data_dir, id)?;
    let folder = snapshots_dir(data_dir).join(id);
    read_manifest(&folder, id)
        .and_then(|manifest| read_checked(&folder, manifest::REJECTS, &manifest))
        .map_err(|fault| SnapshotError::Unusable { id: id.to_owned(), reason: fault.to_string() })
}

/// True if the list holds the snapshot; cheap.
pub fn is_kept(data_dir: &Path, id: &str) -> bool {
    check_is_kept(data_dir, id).is_ok()
}

/// An identifier that is not in the list is refused, so none can lead out of the folder.
fn check_is_kept(data_dir: &Path, id: &str) -> Result<(), SnapshotError> {
    let list = PublishedList::read(data_dir)
        .map_err(|fault| SnapshotError::Io { path: PublishedList::path(data_dir), fault })?;
    if list.holds(id) { Ok(()) } else { Err(SnapshotError::NotKept { id: id.to_owned() }) }
}

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// Its content is not what was written: it will never be of use again.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// Another version of the program may be able to read it.
    #[error("it has format {0}, this program reads format {format}", format = manifest::FORMAT)]
    OtherFormat(u32),
    /// The system did not let it be read; it may next time.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

impl Fault {
    /// A file that is missing is damage; any other refusal of the system is not the snapshot's fault.
    pub(super) fn of_reading(name: &str, error: &io::Error) -> Self {
        let text = format!("{name}: {error}");
        if error.kind() == io::ErrorKind::NotFound { Self::Damaged(text) } else { Self::Unreadable(text) }
    }
}

/// Renames a damaged snapshot so that it is not looked at again; true if that was done. Needs the lock, so
/// that no refresh is at work there, and the right to write.
fn set_aside(data_dir: &Path, id: &str) -> bool {
    let Ok(_lock) = RefreshLock::acquire(data_dir) else { return false };
    let folder = snapshots_dir(data_dir).join(id);
    let aside = snapshots_dir(data_dir).join(format!("{id}.damaged"));
    if folder.exists() {
        // What was set aside before makes room; if that fails, so does the renaming.
        fs::remove_dir_all(&aside).ok();
        fs::rename(folder, aside).is_ok()
    } else {
        aside.exists()
    }
}

/// Checks every file against the manifest, and the manifest against the identifier.
pub(crate) fn verify(folder: &Path, id: &str) -> Result<(), Fault> {
    let manifest = read_manifest(folder, id)?;
    check_files(folder, &manifest)
}

/// Compares every file with the manifest as it is read: no file is in memory whole.
fn check_files(folder: &Path, manifest: &Manifest) -> Result<(), Fault> {
    manifest.files.par_iter().try_for_each(|(name, stored)| {
        let found = describe_file(&folder.join(name)).map_err(|error| Fault::of_reading(name, &error))?;
        compare(name, &found, stored)
    })
}

fn compare(name: &str, found: &StoredFile, stored: &StoredFile) -> Result<(), Fault> {
    if found.bytes != stored.bytes {
        return Err(Fault::Damaged(format!("{name} has {} bytes instead of {}", found.bytes, stored.bytes)));
    }
    if found.sha256 != stored.sha256 {
        return Err(Fault::Damaged(format!("{name} does not have the content that was written")));
    }
    Ok(())
}

fn stored<'a>(manifest: &'a Manifest, name: &str) -> Result<&'a StoredFile, Fault> {
    manifest.files.get(name).ok_or_else(|| Fault::Damaged(format!("{name} is not in the manifest")))
}

fn open_snapshot(data_dir: &Path, id: &str, notices: &[String]) -> Result<Engine, Fault> {
    let folder = &snapshots_dir(data_dir).join(id);
    let manifest = read_manifest(folder, id)?;
    check_files(folder, &manifest)?;
    let rules = String::from_utf8(read_checked(folder, manifest::RULES, &manifest)?).map_err(damaged)?;
    let rules = RuleBook::from_toml(&rules, manifest::RULES).map_err(damaged)?;
    let frame = |table: ShopTable| {
        let name = table.file();
        stored(&manifest, name).map_err(|fault| PolarsError::ComputeError(fault.to_string().into()))?;
        ParquetReader::new(File::open(folder.join(name))?).finish()
    };
    let engine = Engine::from_tables(frame, manifest.facts.clone(), rules, id.to_owned(), notices.to_vec());
    let engine = engine.map_err(|error| match error {
        // Its files are as they were written: it is the system that did not let them be read.
        PolarsError::IO { .. } => Fault::Unreadable(error.to_string()),
        error => damaged(error),
    })?;
    engine.check_control_totals().map_err(Fault::Damaged)?;
    Ok(engine)
}

fn damaged(error: impl std::fmt::Display) -> Fault {
    Fault::Damaged(error.to_string())
}

pub(super) fn read_manifest(folder: &Path, id: &str) -> Result<Manifest, Fault> {
    let name = manifest::MANIFEST;
    let bytes = fs::read(folder.join(name)).map_err(|error| Fault::of_reading(name, &error))?;
    // The format comes first: another format may describe itself in other words.
    let format: FormatOnly = serde_json::from_slice(&bytes).map_err(damaged)?;
    if format.format != manifest::FORMAT {
        return Err(Fault::OtherFormat(format.format));
    }
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(damaged)?;
    if snapshot_id(manifest.facts.as_of, &bytes) != id {
        return Err(Fault::Damaged(format!("{name} does not have the content that was written")));
    }
    Ok(manifest)
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

fn read_checked(folder: &Path, name: &str, manifest: &Manifest) -> Result<Vec<u8>, Fault> {
    let stored = stored(manifest, name)?;
    let bytes = fs::read(folder.join(name)).map_err(|error| Fault::of_reading(name, &error))?;
    compare(name, &StoredFile { bytes: bytes.len() as u64, sha256: sha256_hex(&bytes) }, stored)?;
    Ok(bytes)
}
