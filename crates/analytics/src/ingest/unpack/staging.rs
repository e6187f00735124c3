//! A folder for what is unpacked. It is gone when the reading is over, however it ends.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use crate::RefreshError;

/// Held while folders are made or cleared away.
const GATE: &str = "gate.lock";
/// Folders made by one process; more than one reading can be at work.
const FOLDERS_MAX: u32 = 10_000;

/// A folder that is removed when this is dropped. A process that is killed leaves its folder behind; the next one
/// notices that nobody holds its lock, and clears it away.
#[derive(Debug)]
pub(crate) struct StagingFolder {
    path: PathBuf,
    lock_path: PathBuf,
    _lock: File,
}

impl StagingFolder {
    /// Makes a new folder within `parent`, which is made if it is not there.
    pub(crate) fn create(parent: &Path) -> Result<Self, RefreshError> {
        let of_making = |error| RefreshError::io("making a folder for unpacked files in", parent, error);
        fs::create_dir_all(parent).map_err(of_making)?;
        let gate = File::create(parent.join(GATE)).map_err(of_making)?;
        gate.lock().map_err(of_making)?;
        clear_abandoned(parent);
        for number in 1..=FOLDERS_MAX {
            let path = parent.join(format!("unpacked-{number}"));
            if path.exists() {
                continue;
            }
            let lock_path = lock_of(&path);
            let lock = File::create(&lock_path).map_err(of_making)?;
            lock.lock().map_err(of_making)?;
            fs::create_dir(&path).map_err(of_making)?;
            return Ok(Self { path, lock_path, _lock: lock });
        }
        Err(of_making(std::io::Error::other("too many folders are there; remove those that are not in use")))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for StagingFolder {
    fn drop(&mut self) {
        // What cannot be removed now is cleared away by the next reading.
        drop(fs::remove_dir_all(&self.path));
        drop(fs::remove_file(&self.lock_path));
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    folder.with_extension("lock")
}

/// Removes the folders whose process is gone: the system has released their locks.
fn clear_abandoned(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for folder in entries.flatten().map(|entry| entry.path()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let number = name.strip_prefix("unpacked-").unwrap_or_default();
        if number.parse::<u32>().is_err() || !folder.is_dir() {
            continue;
        }
        let lock_path = lock_of(&folder);
        let is_held = File::open(&lock_path).is_ok_and(|lock| lock.try_lock().is_err());
        if !is_held {
            drop(fs::remove_dir_all(&folder));
            drop(fs::remove_file(&lock_path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_gone_with_its_owner_and_an_abandoned_one_with_the_next() {
        let parent = tempfile::tempdir().unwrap();
        let parent = parent.path().join("unpacking");
        let abandoned = parent.join("unpacked-7");
        fs::create_dir_all(&abandoned).unwrap();
        fs::write(abandoned.join("orders.csv"), "a,b\n").unwrap();
        let (first, second) =
            (StagingFolder::create(&parent).unwrap(), StagingFolder::create(&parent).unwrap());
        assert!(!abandoned.exists());
        assert!(first.path().is_dir() && second.path().is_dir() && first.path() != second.path());
        fs::write(first.path().join("orders.csv"), "a,b\n").unwrap();
        drop((first, second));
        let left: Vec<_> = fs::read_dir(&parent).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, [GATE]);
    }
}
