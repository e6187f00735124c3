use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

use chrono::{DateTime, Utc};
use clientele_analytics::durable;
use clientele_contract::UploadLimits;
use sha2::{Digest, Sha256};
use tokio::sync::OwnedSemaphorePermit;
use tracing::warn;

use super::{
    FILES, FILES_MAX, INCOMING, UploadError, check_room,
    names::{shown_name, stored_name},
    record::{StoredFile, UploadRecord},
};
use crate::hashed::hexadecimal;

const BUFFER_BYTES: usize = 1 << 20;
/// After so many bytes it is asked again how much room there is.
const LOOK_AFTER_BYTES: u64 = 256 << 20;

/// An upload that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrived {
    pub(crate) id: String,
    /// The same files were here already.
    pub(crate) is_known: bool,
}

/// Files that are arriving, in a folder that is removed unless they are kept.
pub(crate) struct Arrival {
    id: String,
    folder: PathBuf,
    limits: UploadLimits,
    files: Vec<StoredFile>,
    /// The one that is being written.
    open: Option<OpenFile>,
    bytes: u64,
    bytes_when_looked: u64,
    is_finished: bool,
    _permit: OwnedSemaphorePermit,
}

struct OpenFile {
    writer: BufWriter<File>,
    path: PathBuf,
    name: String,
    stored: String,
    bytes: u64,
    hash: Sha256,
}

impl Arrival {
    pub(super) fn begin(
        shelf: &Path,
        limits: UploadLimits,
        permit: OwnedSemaphorePermit,
    ) -> Result<Self, UploadError> {
        let (id, folder) = new_folder(shelf)?;
        let files = folder.join(FILES);
        let arrival = Self {
            id,
            folder,
            limits,
            files: Vec::new(),
            open: None,
            bytes: 0,
            bytes_when_looked: 0,
            is_finished: false,
            _permit: permit,
        };
        fs::create_dir(&files).map_err(|fault| UploadError::io("creating", files, fault))?;
        Ok(arrival)
    }

    /// A file begins; `sent` is what the browser calls it.
    ///
    /// # Errors
    /// Too many files, the one before was empty, or faults of writing.
    pub(crate) fn begin_file(&mut self, sent: &str) -> Result<(), UploadError> {
        self.end_file()?;
        if self.files.len() >= FILES_MAX {
            return Err(UploadError::TooManyFiles { limit: FILES_MAX });
        }
        let name = shown_name(sent);
        let taken: Vec<&str> = self.files.iter().map(|file| file.stored.as_str()).collect();
        let stored = stored_name(&name, &taken);
        let path = self.folder.join(FILES).join(&stored);
        let file = File::create_new(&path).map_err(|fault| UploadError::io("creating", &path, fault))?;
        let writer = BufWriter::with_capacity(BUFFER_BYTES, file);
        self.open = Some(OpenFile { writer, path, name, stored, bytes: 0, hash: Sha256::new() });
        Ok(())
    }

    /// The next bytes of the file.
    ///
    /// # Errors
    /// They are more than may be uploaded, or faults of writing.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), UploadError> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let length = bytes.len() as u64;
        open.bytes += length;
        self.bytes += length;
        if open.bytes > self.limits.file_bytes {
            return Err(UploadError::FileTooLarge { name: open.name.clone(), limit: self.limits.file_bytes });
        }
        if self.bytes > self.limits.total_bytes {
            return Err(UploadError::TooLarge { limit: self.limits.total_bytes });
        }
        open.hash.update(bytes);
        open.writer.write_all(bytes).map_err(|fault| UploadError::io("writing", &open.path, fault))?;
        if self.bytes - self.bytes_when_looked > LOOK_AFTER_BYTES {
            self.bytes_when_looked = self.bytes;
            check_room(&self.folder, 0)?;
        }
        Ok(())
    }

    /// The file is whole. One with the content of another is left out.
    ///
    /// # Errors
    /// It is empty, or faults of writing.
    pub(crate) fn end_file(&mut self) -> Result<(), UploadError> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        if open.bytes == 0 {
            return Err(UploadError::Empty { name: open.name });
        }
        let flushed = open.writer.flush().and_then(|()| open.writer.get_ref().sync_all());
        flushed.map_err(|fault| UploadError::io("writing", &open.path, fault))?;
        let sha256 = hexadecimal(&open.hash.finalize());
        if self.files.iter().any(|file| file.sha256 == sha256) {
            return fs::remove_file(&open.path)
                .map_err(|fault| UploadError::io("removing", open.path, fault));
        }
        let OpenFile { name, stored, bytes, .. } = open;
        self.files.push(StoredFile { name, stored, bytes, sha256 });
        Ok(())
    }

    /// What the files hold, whatever they are called.
    pub(super) fn hashes(&self) -> BTreeSet<&str> {
        self.files.iter().map(|file| file.sha256.as_str()).collect()
    }

    /// Puts the files in their place; the identifier of the upload.
    pub(super) fn finish(mut self, shelf: &Path) -> Result<String, UploadError> {
        self.end_file()?;
        if self.files.is_empty() {
            return Err(UploadError::NoFile);
        }
        let record = UploadRecord::new(DateTime::from(SystemTime::now()), std::mem::take(&mut self.files));
        record.write(&self.folder).map_err(|fault| UploadError::io("writing", &self.folder, fault))?;
        let place = shelf.join(&self.id);
        durable::rename(&self.folder, &place).map_err(|fault| UploadError::io("naming", place, fault))?;
        self.is_finished = true;
        Ok(self.id.clone())
    }
}

impl Drop for Arrival {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        self.open = None;
        if let Err(fault) = fs::remove_dir_all(&self.folder) {
            warn!("removing the unfinished upload {}: {fault}", self.folder.display());
        }
    }
}

/// Named by the time; if the clock was set back, by a later one.
fn new_folder(shelf: &Path) -> Result<(String, PathBuf), UploadError> {
    let now: DateTime<Utc> = DateTime::from(SystemTime::now());
    let stem = now.format("%Y%m%d-%H%M%S").to_string();
    for number in 1..=u32::from(u16::MAX) {
        let id = format!("{stem}-{number}");
        let folder = shelf.join(format!("{INCOMING}{id}"));
        if shelf.join(&id).exists() {
            continue;
        }
        match fs::create_dir(&folder) {
            Ok(()) => return Ok((id, folder)),
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(UploadError::io("creating", folder, fault)),
        }
    }
    Err(UploadError::TooManyArrivals)
}
