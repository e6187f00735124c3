//! Mappings among the settings, each under a name of its own: what replaces the source file puts both into force at once.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use tracing::warn;

use crate::{
    desk::{DeskError, Record, read_text, settings_folder},
    hashed::hexadecimal,
};

/// Begins the names of mappings.
const STEM: &str = "mapping-";
/// So much of the hash of its text goes on with the name.
const HASH_BYTES: usize = 8;
/// Those who name a mapping that may be read.
const NAMED_BY: [&str; 2] = ["source.toml", "source.previous.toml"];

/// Writes a mapping durably beside those that are there; its path below the data folder.
///
/// # Errors
/// Faults of writing.
pub(super) fn keep(data: &Path, text: &str) -> Result<PathBuf, DeskError> {
    let name = format!("{STEM}{}", hexadecimal(&Sha256::digest(text)[..HASH_BYTES]));
    Record::new(data, name.as_str()).keep(text)?;
    Ok(PathBuf::from("settings").join(format!("{name}.toml")))
}

/// Removes mappings that neither the source file nor the one before it names.
pub(super) fn sweep(data: &Path) {
    let folder = settings_folder(data);
    let texts = NAMED_BY.map(|name| read_text(&folder.join(name)));
    // Nothing is removed for which a file speaks that cannot be read.
    let [Ok(current), Ok(previous)] = texts else { return };
    let is_named = |name: &str| [&current, &previous].into_iter().flatten().any(|text| text.contains(name));
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_ours(&name)
            && !is_named(&name)
            && let Err(fault) = fs::remove_file(entry.path())
        {
            warn!("removing the mapping {}: {fault}", entry.path().display());
        }
    }
}

/// What a person has named otherwise is never touched.
fn is_ours(name: &str) -> bool {
    let hash = name.strip_prefix(STEM).and_then(|rest| rest.strip_suffix(".toml"));
    hash.is_some_and(|hash| hash.len() == 2 * HASH_BYTES && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
