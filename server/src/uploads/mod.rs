//! Files that people handed in with a browser.
//!
//! ```text
//! DATA/uploads/ID/upload.toml       when it arrived, what its files are called, their lengths and hashes
//! DATA/uploads/ID/files/            the files, under names made here
//! DATA/uploads/incoming-ID/         not whole yet: removed when the sender goes away, or at the next start
//! ```

mod arrival;
mod error;
mod names;
mod record;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use clientele_contract::{SourceEntry, Upload, UploadLimits};
use tokio::sync::Semaphore;
use tracing::warn;

pub(crate) use arrival::{Arrival, Arrived};
pub(crate) use error::UploadError;
use record::UploadRecord;

/// Uploads that are kept beside the one in use; the oldest go first.
const KEPT: usize = 10;
/// Files that may be sent together.
const FILES_MAX: usize = 200;
/// Uploads that may arrive at the same time: each keeps a thread busy.
const ARRIVALS_MAX: usize = 4;
/// What stays free on the disk for the snapshots that are made of an upload.
const FREE_BYTES_MIN: u64 = 64 << 20;
const INCOMING: &str = "incoming-";
const FILES: &str = "files";

/// The uploads of a data folder.
pub(crate) struct UploadShelf {
    folder: PathBuf,
    limits: UploadLimits,
    /// Held while uploads are put in place, put in use or removed.
    changing: Mutex<()>,
    arrivals: Arc<Semaphore>,
}

impl UploadShelf {
    /// Looks after the uploads of this data folder; nothing is read or made yet.
    pub(crate) fn new(data: &Path, limits: UploadLimits) -> Self {
        let folder = data.join("uploads");
        Self { folder, limits, changing: Mutex::new(()), arrivals: Arc::new(Semaphore::new(ARRIVALS_MAX)) }
    }

    /// What may be uploaded.
    pub(crate) fn limits(&self) -> UploadLimits {
        self.limits
    }

    /// Removes what an earlier run did not receive whole.
    pub(crate) fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten().filter(|entry| is_incoming(&entry.file_name().to_string_lossy())) {
            if let Err(fault) = fs::remove_dir_all(entry.path()) {
                warn!("removing the unfinished upload {}: {fault}", entry.path().display());
            }
        }
    }

    /// Begins to receive files of this many bytes, if their sender says how many.
    ///
    /// # Errors
    /// They are too large, too many arrive already, the disk has no room, or it cannot be written.
    pub(crate) fn receive(&self, announced: Option<u64>) -> Result<Arrival, UploadError> {
        if announced.is_some_and(|bytes| bytes > self.limits.total_bytes.saturating_add(FORM_ROOM)) {
            return Err(UploadError::TooLarge { limit: self.limits.total_bytes });
        }
        let permit = Arc::clone(&self.arrivals).try_acquire_owned();
        let permit = permit.map_err(|_| UploadError::TooManyArrivals)?;
        fs::create_dir_all(&self.folder).map_err(|fault| UploadError::io("creating", &self.folder, fault))?;
        check_room(&self.folder, announced.unwrap_or_default())?;
        Arrival::begin(&self.folder, self.limits, permit)
    }

    /// Keeps what has arrived; what has the same content as an earlier upload is that upload. `in_use` is never
    /// removed to make room.
    ///
    /// # Errors
    /// No file arrived, or faults of writing.
    pub(crate) fn keep(
        &self,
        arrival: Arrival,
        in_use: impl FnOnce() -> Option<String>,
    ) -> Result<Arrived, UploadError> {
        let _changing = self.start_change();
        let known = self.records();
        let hashes = arrival.hashes();
        if let Some((id, _)) = known.iter().find(|(_, record)| record.hashes() == hashes) {
            return Ok(Arrived { id: id.clone(), is_known: true });
        }
        let id = arrival.finish(&self.folder)?;
        self.make_room(known, in_use().as_deref());
        Ok(Arrived { id, is_known: false })
    }

    /// All uploads, newest first.
    pub(crate) fn list(&self) -> Vec<Upload> {
        self.records().into_iter().map(|(id, record)| self.describe(id, &record)).collect()
    }

    /// What there is of one upload.
    ///
    /// # Errors
    /// There is none with this identifier.
    pub(crate) fn find(&self, id: &str) -> Result<Upload, UploadError> {
        Ok(self.describe(id.to_owned(), &self.record(id)?))
    }

    fn describe(&self, id: String, record: &UploadRecord) -> Upload {
        let files = self.folder.join(&id).join(FILES);
        record.describe(id, &files)
    }

    /// What a refresh reads: the file, or the folder of several.
    ///
    /// # Errors
    /// There is no upload with this identifier.
    pub(crate) fn source_of(&self, id: &str) -> Result<PathBuf, UploadError> {
        let files = self.folder.join(id).join(FILES);
        match self.record(id)?.files.as_slice() {
            [alone] => Ok(files.join(&alone.stored)),
            _ => Ok(files),
        }
    }

    /// The upload that a path of a source is part of.
    pub(crate) fn holding(&self, path: &Path) -> Option<String> {
        let below = path.strip_prefix(&self.folder).ok()?;
        let id = below.components().next()?.as_os_str().to_string_lossy().into_owned();
        is_id(&id).then_some(id)
    }

    /// Removes an upload, unless it is the one in use.
    ///
    /// # Errors
    /// It is in use, there is none, or faults of writing.
    pub(crate) fn remove(
        &self,
        id: &str,
        in_use: impl FnOnce() -> Option<String>,
    ) -> Result<(), UploadError> {
        let _changing = self.start_change();
        if in_use().as_deref() == Some(id) {
            return Err(UploadError::InUse);
        }
        self.record(id)?;
        self.discard(id)
    }

    /// Removes the oldest; `known` is without the newest.
    fn make_room(&self, known: Vec<(String, UploadRecord)>, in_use: Option<&str>) {
        let others = known.into_iter().map(|(id, _)| id).filter(|id| Some(id.as_str()) != in_use);
        for id in others.skip(KEPT - 1) {
            if let Err(fault) = self.discard(&id) {
                warn!("{fault}");
            }
        }
    }

    /// Renamed first, so that a half removed upload is taken for an unfinished one.
    fn discard(&self, id: &str) -> Result<(), UploadError> {
        let folder = self.folder.join(id);
        let away = self.folder.join(format!("{INCOMING}{id}"));
        fs::rename(&folder, &away)
            .and_then(|()| fs::remove_dir_all(&away))
            .map_err(|fault| UploadError::io("removing", folder, fault))
    }

    /// Newest first; what a hand has damaged is not listed.
    fn records(&self) -> Vec<(String, UploadRecord)> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let ids = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut records: Vec<_> =
            ids.filter(|id| is_id(id)).filter_map(|id| Some((id.clone(), self.record(&id).ok()?))).collect();
        records.sort_by(|(a, _), (b, _)| b.cmp(a));
        records
    }

    fn record(&self, id: &str) -> Result<UploadRecord, UploadError> {
        let unknown = || UploadError::Unknown;
        if !is_id(id) {
            return Err(unknown());
        }
        UploadRecord::read(&self.folder.join(id)).ok_or_else(unknown)
    }

    /// Nobody else puts an upload in place or in use, or removes one, until this is dropped.
    pub(crate) fn start_change(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a form takes around its files.
const FORM_ROOM: u64 = 1 << 20;

/// Made of digits and hyphens, so that it names nothing but a folder here.
fn is_id(text: &str) -> bool {
    text.len() >= 8 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn is_incoming(name: &str) -> bool {
    name.strip_prefix(INCOMING).is_some_and(is_id)
}

/// Refuses what would fill the disk.
///
/// # Errors
/// The disk has less room than that.
pub(crate) fn check_room(folder: &Path, needed: u64) -> Result<(), UploadError> {
    // Where the system does not say how much is free, the write itself will tell.
    match fs4::available_space(folder) {
        Ok(free) if free < needed.saturating_add(FREE_BYTES_MIN) => Err(UploadError::NoRoom { needed, free }),
        _ => Ok(()),
    }
}

fn entry_of(name: &str, bytes: u64) -> SourceEntry {
    SourceEntry { name: name.to_owned(), bytes }
}

#[cfg(test)]
mod tests;
