//! What a path names: Olist's nine files, or one table in one or several files.

use std::path::{Path, PathBuf};

use super::olist;
use crate::RefreshError;

const TABLE_ENDINGS: [&str; 4] = ["csv", "tsv", "txt", "tab"];

/// A source by its make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A folder with Olist's files.
    Olist(PathBuf),
    /// Files that are parts of one table, by name.
    Table(Vec<PathBuf>),
}

impl Source {
    pub(crate) fn find(path: &Path) -> Result<Self, RefreshError> {
        if path.is_file() {
            return Ok(Self::Table(vec![path.to_owned()]));
        }
        if !path.is_dir() {
            return Err(RefreshError::NoSource { path: path.to_owned() });
        }
        let entries = std::fs::read_dir(path).map_err(|error| RefreshError::io("reading", path, error))?;
        let mut files: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
        files.sort();
        if files.iter().any(|file| olist::is_file_of_it(&file_name(file))) {
            return Ok(Self::Olist(path.to_owned()));
        }
        files.retain(|file| is_table(file));
        if files.is_empty() {
            return Err(RefreshError::NoTable { path: path.to_owned() });
        }
        Ok(Self::Table(files))
    }
}

/// The name without its folder, as it stands in messages.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    TABLE_ENDINGS.contains(&ending.as_str())
}
