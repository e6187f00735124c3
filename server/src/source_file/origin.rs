use std::path::{Path, PathBuf};

use clientele_analytics::Progress;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// Where orders come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Origin {
    /// A file, or a folder of files, on this machine.
    Files {
        /// The file or folder; below the data folder if it is not absolute.
        path: PathBuf,
        /// How its columns are read, below the data folder if it is not absolute; `None`: as they are recognised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mapping: Option<PathBuf>,
        /// The shop's configuration: currency, statuses, threshold of refused rows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        config: Option<PathBuf>,
    },
}

impl Origin {
    /// What people call it.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Files { path, .. } => path.display().to_string(),
        }
    }

    /// What can be watched for changes; `None`: it can only be asked.
    pub(crate) fn watched_path(&self, data: &Path) -> Option<PathBuf> {
        match self {
            Self::Files { path, .. } => Some(data.join(path)),
        }
    }

    /// The file that says how columns are read.
    pub(crate) fn mapping_path(&self, data: &Path) -> Option<PathBuf> {
        match self {
            Self::Files { mapping, .. } => mapping.as_ref().map(|path| data.join(path)),
        }
    }

    /// The file with the configuration of the shop.
    pub(crate) fn config_path(&self, data: &Path) -> Option<PathBuf> {
        match self {
            Self::Files { config, .. } => config.as_ref().map(|path| data.join(path)),
        }
    }
}

/// Brings the orders to files of this machine and tells where they are. `staging` is an empty folder's place, which
/// the caller removes in the end; files that are there already stay where they are.
///
/// # Errors
/// The origin cannot be reached, or refuses.
pub(crate) fn fetch(
    origin: &Origin,
    data: &Path,
    _staging: &Path,
    _progress: &dyn Progress,
) -> Result<PathBuf, Failure> {
    match origin {
        Origin::Files { path, .. } => Ok(data.join(path)),
    }
}
