//! The folder of a demo shop: made beside its final place and moved there whole.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::MARKER_FILE;
use crate::error::DemoError;
use crate::files::{DATA_FILES, LINE_TABLE_CSV, LINE_TABLE_PARQUET};

/// A folder that becomes the wanted one when it is published, and disappears when it is dropped before. A killed
/// process leaves its unfinished folder beside the target, hidden by its name; nothing ever reads it.
#[derive(Debug)]
pub(crate) struct StagingFolder {
    /// Beside the target, so that moving is renaming. Also takes the shop that is replaced.
    workshop: TempDir,
    made: PathBuf,
    target: PathBuf,
}

impl StagingFolder {
    /// Prepares to put a demo shop at `out`, which must be new, empty or an earlier demo shop.
    pub(crate) fn for_target(out: &Path) -> Result<Self, DemoError> {
        let target = resolve_target(out)?;
        check_replaceable(&target)?;
        let parent = target.parent().ok_or_else(|| DemoError::NotAFolder { path: target.clone() })?;
        fs::create_dir_all(parent).map_err(DemoError::io("create", parent))?;
        let workshop = tempfile::Builder::new()
            .prefix(".demo-shop-in-the-making-")
            .tempdir_in(parent)
            .map_err(DemoError::io("create a folder in", parent))?;
        // A folder inside the temporary one has the usual permissions, not the owner-only ones.
        let made = workshop.path().join("new");
        fs::create_dir(&made).map_err(DemoError::io("create", &made))?;
        Ok(Self { workshop, made, target })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.made
    }

    /// Puts the folder in its place. Cut short at any moment, the target is the old shop, absent or the new one.
    pub(crate) fn publish(self) -> Result<(), DemoError> {
        // Again, because something may have been put there in the meantime.
        check_replaceable(&self.target)?;
        sync_folder(&self.made)?;
        let replaced = self.workshop.path().join("old");
        let had_folder = self.target.exists();
        if had_folder {
            fs::rename(&self.target, &replaced).map_err(DemoError::io("replace", &self.target))?;
        }
        if let Err(source) = fs::rename(&self.made, &self.target) {
            if had_folder {
                fs::rename(&replaced, &self.target).map_err(DemoError::io("restore", &self.target))?;
            }
            return Err(DemoError::Io { action: "create", path: self.target, source });
        }
        self.target.parent().map_or(Ok(()), sync_folder)
    }
}

/// An absolute path: the folder itself where it exists, also through links.
fn resolve_target(out: &Path) -> Result<PathBuf, DemoError> {
    if out.exists() { fs::canonicalize(out) } else { std::path::absolute(out) }
        .map_err(DemoError::io("resolve", out))
}

fn check_replaceable(target: &Path) -> Result<(), DemoError> {
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(DemoError::NotAFolder { path: target.to_owned() });
    }
    let entries = fs::read_dir(target).map_err(DemoError::io("read", target))?;
    let names: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.file_name())).collect();
    let mut names = names.map_err(DemoError::io("read", target))?;
    names.sort();
    if let Some(found) = names.iter().find(|name| !is_part_of_a_demo_shop(name)) {
        let found = found.to_string_lossy().into_owned();
        return Err(DemoError::WouldOverwrite { path: target.to_owned(), found });
    }
    if !names.is_empty() && !names.iter().any(|name| name == MARKER_FILE) {
        return Err(DemoError::NotADemoShop { path: target.to_owned() });
    }
    Ok(())
}

fn is_part_of_a_demo_shop(name: &OsStr) -> bool {
    [MARKER_FILE, LINE_TABLE_CSV, LINE_TABLE_PARQUET].iter().chain(&DATA_FILES).any(|file| name == *file)
}

/// Makes the names in a folder durable, where the system can do that.
fn sync_folder(folder: &Path) -> Result<(), DemoError> {
    if cfg!(unix) {
        let opened = File::open(folder).map_err(DemoError::io("open", folder))?;
        opened.sync_all().map_err(DemoError::io("write", folder))?;
    }
    Ok(())
}
