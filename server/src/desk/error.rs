use std::{io, path::PathBuf};

/// Why something on the desk could not be read or changed; the words are for people.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// What was handed in has a mistake; the text says what and where.
    #[error("{0}")]
    Mistake(String),
    /// The name of a view is taken.
    #[error("there is already a view named “{0}”; choose another name, or delete that view first")]
    NameTaken(String),
    /// As many views as there may be.
    #[error("there are {max} saved views, which is as many as there may be; delete one first", max = super::VIEWS_MAX)]
    Full,
    /// A text that is longer than a settings file may be.
    #[error("the text has {bytes} bytes; at most {max} are kept", max = super::TEXT_BYTES_MAX)]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// No rules were handed in.
    #[error("there are no new rules to apply; somebody may have applied or discarded them already")]
    NoDraft,
    /// Nothing was in force before.
    #[error("nothing was in force before, so there is nothing to bring back")]
    NothingToUndo,
    /// A snapshot cannot be treated so; the text says why.
    #[error("{0}")]
    Shelf(String),
    /// Something else is going on, so that this cannot be done now.
    #[error("{0}")]
    Occupied(String),
    /// The database of saved views and refreshes cannot be used.
    #[error("what is kept in {path} cannot be used: {reason}")]
    Database {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
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

impl DeskError {
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>, fault: io::Error) -> Self {
        Self::Io { action, path: path.into(), fault }
    }
}
