//! A list of snapshots that cannot be read is made anew from what is stored; what no list holds is removed.

use std::{collections::BTreeSet, fs, io, path::Path};

use super::{
    list::PublishedList,
    open::{Fault, verify},
    shelf::{manifest_path, remove_folders},
    snapshots_dir,
};

/// Characters of an identifier: a date and twelve digits of a hash.
const ID_CHARACTERS: usize = "2018-08-29-0123456789ab".len();

/// Reads the list. One that is damaged is kept aside, and all snapshots but `new` that are not damaged are taken into
/// another one. Which of them a person had pinned is not known, so all are.
///
/// # Errors
/// The system does not let the list be read, or the damaged one be kept: nothing may be put in its place then.
pub(super) fn read_or_rebuild(data_dir: &Path, new: &str) -> io::Result<PublishedList> {
    let read = PublishedList::read(data_dir);
    let is_json = |error: &io::Error| error.get_ref().is_some_and(|cause| cause.is::<serde_json::Error>());
    if !read.as_ref().is_err_and(is_json) {
        return read;
    }
    let path = PublishedList::path(data_dir);
    fs::copy(&path, path.with_extension("json.damaged"))?;
    let is_whole = |id: &String| {
        id != new && !matches!(verify(&snapshots_dir(data_dir).join(id), id), Err(Fault::Damaged(_)))
    };
    let mut snapshots: Vec<String> = stored_ids(data_dir)?.into_iter().filter(is_whole).collect();
    let written =
        |id: &String| fs::metadata(manifest_path(data_dir, id)).and_then(|file| file.modified()).ok();
    snapshots.sort_by_cached_key(|id| std::cmp::Reverse((written(id), id.clone())));
    Ok(PublishedList { pinned: snapshots.iter().cloned().collect(), snapshots, ..PublishedList::default() })
}

/// Removes what is stored of snapshots that the list does not hold: those that have just been dropped from it, and
/// those that could not be removed before. What cannot be removed now is left to the next refresh.
pub(super) fn clear_unlisted(data_dir: &Path, list: &PublishedList) {
    for id in stored_ids(data_dir).unwrap_or_default().iter().filter(|id| !list.holds(id)) {
        remove_folders(data_dir, id).ok();
    }
}

/// The identifiers of what is stored, whole or set aside.
fn stored_ids(data_dir: &Path) -> io::Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for entry in fs::read_dir(snapshots_dir(data_dir))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let id = name.strip_suffix(".damaged").unwrap_or(&name);
        if id.len() == ID_CHARACTERS && id.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()) {
            ids.insert(id.to_owned());
        }
    }
    Ok(ids)
}
