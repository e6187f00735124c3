use clientele_analytics::RefreshError;
use http::StatusCode;

use crate::{desk::DeskError, postgres::PostgresError, uploads::UploadError};

/// Why something cannot become the source; the words are for people.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourcingError {
    /// Paths of the machine may not be named.
    #[error(
        "no folder of this machine is open as a source; start the server with `--source-folder DIR` for each folder of \
         which files may be read, or upload the files"
    )]
    NoFolderAllowed,
    /// A path that depends on where the server was started.
    #[error(
        "“{path}” is not the whole path; give one that begins at the root, such as /srv/exports/orders.csv"
    )]
    NotAbsolute {
        /// What was typed.
        path: String,
    },
    /// Outside what the operator allowed, or not there.
    #[error(
        "“{path}” is not a file or folder below {folders}; check its spelling, or let the operator add its folder with \
         `serve --source-folder`",
        folders = folders.join(", ")
    )]
    NotAllowed {
        /// What was typed.
        path: String,
        /// What may be read.
        folders: Vec<String>,
    },
    /// Its first rows went to make room for others, or the server was started again.
    #[error("this database was tried some time ago, and its first rows are not kept any more; try it again")]
    NotTried,
    /// Trying a database failed for reasons that are not its own.
    #[error(transparent)]
    Database(PostgresError),
    /// Something has to be said first.
    #[error("{}", .0.join("; "))]
    Unsettled(Vec<String>),
    /// The files cannot be read.
    #[error(transparent)]
    Source(#[from] RefreshError),
    /// An upload.
    #[error(transparent)]
    Upload(UploadError),
    /// The settings.
    #[error(transparent)]
    Desk(DeskError),
}

impl SourcingError {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Upload(error) => error.status(),
            Self::Desk(DeskError::Io { .. }) | Self::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Source(error) if !error.is_bad_input() => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}
