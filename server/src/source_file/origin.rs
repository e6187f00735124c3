use std::path::PathBuf;

use serde::{Deserialize, Serialize};

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
