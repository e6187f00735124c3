//! Whatever is no plain table is first written as one into a folder of its own: gzip, ZIP, workbooks.
//!
//! Nothing of a packed file is trusted: not its name, which is only shown, nor the sizes that it states. Contents
//! stream through, so memory does not grow with them; what they become is counted on the way ([`UnpackLimits`]).

mod archive;
mod baskets;
mod cells;
mod gzip;
mod kind;
mod limits;
mod names;
mod staging;
mod workbook;

use std::{
    fs::{self, File},
    io::{BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use self::limits::{Budget, Excess};
use self::staging::StagingFolder;
pub(crate) use self::{
    kind::ContentKind,
    names::{has_table_ending, is_hidden},
};
pub use self::{kind::foreign_kind_of, limits::UnpackLimits};
use super::source::file_name;
use crate::{Progress, RefreshError};

const CHUNK_BYTES: usize = 1 << 16;

/// Where, within which limits, and for whom a source is unpacked.
#[derive(Clone, Copy)]
pub(crate) struct Unpacking<'a> {
    /// Folder for what is unpacked.
    pub(crate) folder: &'a Path,
    pub(crate) limits: &'a UnpackLimits,
    pub(crate) progress: &'a dyn Progress,
}

/// A table that lies ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableFile {
    pub(crate) path: PathBuf,
    /// The archive or workbook that holds it.
    pub(crate) container: Option<String>,
    pub(crate) is_sheet: bool,
    pub(crate) is_parquet: bool,
}

impl TableFile {
    pub(crate) fn name(&self) -> String {
        file_name(&self.path)
    }

    /// Its name without that of the archive or workbook, which can be another one next time.
    pub(crate) fn own_name(&self) -> String {
        let name = self.name();
        let container = self.container.as_ref().map(|container| format!(" in {container}"));
        container.and_then(|ending| name.strip_suffix(&ending).map(str::to_owned)).unwrap_or(name)
    }

    /// A file that is a table as it lies there.
    pub(crate) fn plain(path: PathBuf) -> Self {
        Self { path, container: None, is_sheet: false, is_parquet: false }
    }
}

/// What has been unpacked of one source. It is removed when this is dropped.
pub(crate) struct Unpacked<'a> {
    request: Unpacking<'a>,
    /// Made when there is something to unpack.
    folder: Option<StagingFolder>,
    /// Files that were written.
    written: u32,
    /// Bytes that were written.
    total: u64,
}

impl<'a> Unpacked<'a> {
    pub(crate) fn new(request: Unpacking<'a>) -> Self {
        Self { request, folder: None, written: 0, total: 0 }
    }

    /// Unpacks a file; `None` if it is a plain table itself.
    pub(crate) fn unpack(&mut self, path: &Path) -> Result<Option<Vec<TableFile>>, RefreshError> {
        self.request.progress.check()?;
        match ContentKind::of_file(path)? {
            ContentKind::Gzip => self.unpack_gzip(path).map(|file| Some(vec![file])),
            ContentKind::Zip => self.unpack_zip(path).map(Some),
            ContentKind::Parquet => {
                Ok(Some(vec![TableFile { is_parquet: true, ..TableFile::plain(path.to_owned()) }]))
            }
            ContentKind::Foreign(found, advice) => Err(refused(&file_name(path), found, advice)),
            ContentKind::Other => Ok(None),
        }
    }

    /// Hears what is being done.
    pub(crate) fn progress(&self) -> &'a dyn Progress {
        self.request.progress
    }

    /// A new path for a file of this name. Each has a folder of its own, so equal names do not meet.
    pub(crate) fn new_path(&mut self, name: &str) -> Result<PathBuf, RefreshError> {
        self.written += 1;
        let number = self.written.to_string();
        let folder = self.folder()?.join(number);
        fs::create_dir(&folder).map_err(|error| RefreshError::io("making", &folder, error))?;
        Ok(folder.join(names::safe_name(name)))
    }

    fn folder(&mut self) -> Result<&Path, RefreshError> {
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => StagingFolder::create(self.request.folder)?,
        };
        Ok(self.folder.insert(folder).path())
    }

    /// Writes what `content` holds into a new file, and says what it is by its first bytes.
    fn pour(
        &mut self,
        content: impl Read,
        into: &Path,
        of: &Origin<'_>,
    ) -> Result<ContentKind, RefreshError> {
        let Self { request, total, .. } = self;
        let budget = Budget::new(request.limits, of.packed_bytes, total);
        pour(content, into, of, budget, request.progress)
    }
}

/// What a file is unpacked from, for messages.
struct Origin<'a> {
    /// The packed file, with the entry within it.
    name: &'a str,
    packed_bytes: u64,
}

fn pour(
    mut content: impl Read,
    into: &Path,
    of: &Origin<'_>,
    mut budget: Budget<'_>,
    progress: &dyn Progress,
) -> Result<ContentKind, RefreshError> {
    let of_writing = |error| RefreshError::io("writing", into, error);
    let mut file = BufWriter::new(File::create_new(into).map_err(of_writing)?);
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut start = Vec::with_capacity(kind::START_BYTES);
    let mut kind = None;
    loop {
        progress.check()?;
        let length = content.read(&mut chunk).map_err(|error| damaged(of.name, &error))?;
        budget.spend(length as u64).map_err(|excess| too_much(of.name, &excess))?;
        file.write_all(&chunk[..length]).map_err(of_writing)?;
        if kind.is_none() {
            start.extend_from_slice(&chunk[..length.min(kind::START_BYTES - start.len())]);
            if start.len() == kind::START_BYTES || length == 0 {
                kind = Some(ContentKind::of_start(&start));
                refuse_nested(of.name, &start)?;
            }
        }
        if length == 0 {
            break;
        }
    }
    file.flush().map_err(of_writing)?;
    Ok(kind.unwrap_or(ContentKind::Other))
}

fn refuse_nested(name: &str, start: &[u8]) -> Result<(), RefreshError> {
    match ContentKind::of_start(start) {
        kind if kind.is_packed() => Err(refused(
            name,
            "a packed file within a packed file",
            "unpack the outer one, and give what it holds",
        )),
        ContentKind::Foreign(found, advice) => Err(refused(name, found, advice)),
        _ => Ok(()),
    }
}

pub(crate) fn refused(name: &str, found: &str, advice: &str) -> RefreshError {
    RefreshError::Packed { file: name.to_owned(), found: found.to_owned(), advice: advice.to_owned() }
}

fn too_much(name: &str, excess: &Excess) -> RefreshError {
    let advice = format!(
        "if that is right, unpack it yourself, or raise `{}` under [unpack] of the shop's configuration",
        excess.setting
    );
    refused(name, &excess.found, &advice)
}

fn damaged(name: &str, fault: &dyn std::fmt::Display) -> RefreshError {
    let found = format!("contents that cannot be unpacked ({fault})");
    refused(name, &found, "it is damaged or not complete: export or upload it again")
}
