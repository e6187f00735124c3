//! The refused rows of the last refresh that was stopped although it had read its files.
//!
//! ```text
//! DATA/refused-rows/ID.csv    file, line and reason; ID is the number of the refresh in the history
//! ```

use std::{
    fs,
    path::{Path, PathBuf},
};

use clientele_analytics::{RefusedRows, durable::replace_file};

const FOLDER: &str = "refused-rows";

/// Keeps the list in place of the one before.
pub(super) fn keep(data: &Path, refresh: i64, rows: &RefusedRows) -> anyhow::Result<()> {
    let folder = data.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let path = path_of(&folder, refresh);
    replace_file(&path, &rows.to_csv()?)?;
    for other in fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).filter(|other| *other != path) {
        fs::remove_file(other)?;
    }
    Ok(())
}

/// True if the list of this refresh is kept.
pub(super) fn is_kept(data: &Path, refresh: i64) -> bool {
    path_of(&data.join(FOLDER), refresh).is_file()
}

/// The list of a refresh, as CSV; `None`: it is not kept.
pub(crate) fn read_refused_rows(data: &Path, refresh: i64) -> Option<Vec<u8>> {
    fs::read(path_of(&data.join(FOLDER), refresh)).ok()
}

fn path_of(folder: &Path, refresh: i64) -> PathBuf {
    folder.join(format!("{refresh}.csv"))
}
