//! Changes of files and folders that survive a loss of power.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// Puts a small file in place of an old one: either is seen, never a mixture.
///
/// # Errors
/// The folder cannot be written to; the old file is as it was.
pub fn replace_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    let mut file = File::create(beside)?;
    file.write_all(content)?;
    file.sync_all()?;
    rename(beside, path)
}

/// Names a file or folder otherwise, within one folder.
///
/// # Errors
/// The folder cannot be written to, or the new name belongs to a folder that is not empty.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// Flushes the names in a folder to the disk.
///
/// # Errors
/// The folder cannot be opened, or the disk fails.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    // Only Unix lets a folder be opened; elsewhere the rename itself is as durable as it gets.
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

/// Removes a folder with all that is in it. One that is not there is removed already.
///
/// # Errors
/// Something in it cannot be removed.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
