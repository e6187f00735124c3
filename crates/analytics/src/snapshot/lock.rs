//! One refresh at a time.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use crate::RefreshError;

/// The right to publish in a data folder. Held until dropped; the system releases it if the process dies.
#[derive(Debug)]
pub struct RefreshLock {
    data_dir: PathBuf,
    _file: File,
}

impl RefreshLock {
    /// Creates the data folder if it is not there, and locks it.
    ///
    /// # Errors
    /// [`RefreshError::Busy`] if another refresh holds it, else faults of reading and writing.
    pub fn acquire(data_dir: &Path) -> Result<Self, RefreshError> {
        fs::create_dir_all(data_dir).map_err(|error| RefreshError::io("creating", data_dir, error))?;
        let path = data_dir.join("refresh.lock");
        let file = File::create(&path).map_err(|error| RefreshError::io("creating", &path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { data_dir: data_dir.to_owned(), _file: file }),
            Err(TryLockError::WouldBlock) => Err(RefreshError::Busy { path: data_dir.to_owned() }),
            Err(TryLockError::Error(error)) => Err(RefreshError::io("locking", path, error)),
        }
    }

    /// The folder that is locked.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }
}
