use std::{io, path::PathBuf};

use clientele_app::format::format_bytes;
use http::StatusCode;

/// Why files were not taken; the words are for people.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UploadError {
    /// All files together.
    #[error(
        "the files are larger than {limit} together, which is the most that is taken at once; leave some out or compress \
         them, or let the operator raise `serve --upload-limit`",
        limit = format_bytes(*limit)
    )]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// One file.
    #[error(
        "“{name}” is larger than {limit}, which is the most that is taken of one file; compress it or export fewer columns, \
         or let the operator raise `serve --upload-file-limit`",
        limit = format_bytes(*limit)
    )]
    FileTooLarge {
        /// As its owner calls it.
        name: String,
        /// Bytes.
        limit: u64,
    },
    /// More files than are taken.
    #[error("these are more than {limit} files; put them into one ZIP file")]
    TooManyFiles {
        /// How many may come together.
        limit: usize,
    },
    /// Nothing arrived.
    #[error("no file arrived; choose one or several files of orders first")]
    NoFile,
    /// A file without content.
    #[error("“{name}” is empty; export it again")]
    Empty {
        /// As its owner calls it.
        name: String,
    },
    /// Others upload now.
    #[error("several uploads are under way already; try again when one of them has ended")]
    TooManyArrivals,
    /// The disk.
    #[error(
        "the disk of the data folder has {free} free, too little for these files; remove uploads or snapshots that \
         nobody needs, or free room otherwise",
        free = format_bytes(*free)
    )]
    NoRoom {
        /// Bytes that were announced.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
    /// The connection ended, or the sender gave up.
    #[error("the upload ended before all of it had arrived; nothing was kept, so send it again")]
    Broken,
    /// No such upload.
    #[error("this upload is not here any more; upload the files again")]
    Unknown,
    /// It is being read.
    #[error("this upload is the source in use; choose another source first")]
    InUse,
    /// A file cannot be read or written.
    #[error("{action} {path}: {fault}")]
    Io {
        /// What was being done.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// The system's answer.
        fault: io::Error,
    },
}

impl UploadError {
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>, fault: io::Error) -> Self {
        if fault.kind() == io::ErrorKind::StorageFull {
            return Self::NoRoom { needed: 0, free: 0 };
        }
        Self::Io { action, path: path.into(), fault }
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::TooLarge { .. } | Self::FileTooLarge { .. } | Self::TooManyFiles { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::NoFile | Self::Empty { .. } | Self::Broken => StatusCode::BAD_REQUEST,
            Self::TooManyArrivals => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoRoom { .. } => StatusCode::INSUFFICIENT_STORAGE,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::InUse => StatusCode::CONFLICT,
            Self::Io { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
