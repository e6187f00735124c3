use std::{collections::BTreeSet, fs, io, path::Path};

use chrono::{DateTime, Utc};
use clientele_analytics::{durable::replace_file, foreign_kind_of};
use clientele_contract::Upload;
use serde::{Deserialize, Serialize};

use super::entry_of;

const FILE: &str = "upload.toml";

/// What is known of an upload; a small file that people can read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct UploadRecord {
    /// When the last byte arrived.
    uploaded: DateTime<Utc>,
    /// In the order in which they arrived.
    #[serde(rename = "file")]
    pub(super) files: Vec<StoredFile>,
}

/// A file that has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredFile {
    /// As its owner calls it: text alone.
    pub(super) name: String,
    /// Its name in the folder, made here.
    pub(super) stored: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl UploadRecord {
    pub(super) fn new(uploaded: DateTime<Utc>, files: Vec<StoredFile>) -> Self {
        Self { uploaded, files }
    }

    /// `None`: there is none that could be read.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        toml::from_str(&fs::read_to_string(folder.join(FILE)).ok()?).ok()
    }

    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let text = toml::to_string(self).map_err(io::Error::other)?;
        replace_file(&folder.join(FILE), text.as_bytes())
    }

    /// What the files hold, whatever they are called.
    pub(super) fn hashes(&self) -> BTreeSet<&str> {
        self.files.iter().map(|file| file.sha256.as_str()).collect()
    }

    /// `files` is the folder in which they are stored.
    pub(super) fn describe(&self, id: String, files: &Path) -> Upload {
        let foreign = |file: &StoredFile| {
            let kind = foreign_kind_of(&files.join(&file.stored))?;
            Some(format!("{} is {kind}", file.name))
        };
        Upload {
            id,
            uploaded_at: self.uploaded.timestamp(),
            files: self.files.iter().map(|file| entry_of(&file.name, file.bytes)).collect(),
            fault: self.files.iter().find_map(foreign),
        }
    }
}
