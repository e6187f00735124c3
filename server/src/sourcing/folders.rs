//! What lies in the folders of this machine that are open, for a person to choose from.

use std::{fs, path::Path};

use clientele_contract::{OpenEntry, OpenFolder};

/// So much of a folder is listed.
const ENTRIES_MAX: usize = 30;
/// So much of it is looked at: a folder may hold millions, and the page waits.
const LOOKED_AT_MAX: usize = 1_000;
/// How names end of what is read.
const ENDINGS: [&str; 9] = ["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "parquet", "gz", "zip"];

/// A folder, its folders first, then its files of tables, each by name. Of a very large one they are some of them.
pub(super) fn open_folder(folder: &Path) -> OpenFolder {
    let mut found = fs::read_dir(folder).into_iter().flatten().flatten();
    let looked_at = found.by_ref().take(LOOKED_AT_MAX);
    let mut entries: Vec<OpenEntry> = looked_at.filter_map(|entry| open_entry(&entry)).collect();
    entries.sort_by(|a, b| (a.bytes.is_some(), &a.name).cmp(&(b.bytes.is_some(), &b.name)));
    let has_more = entries.len() > ENTRIES_MAX || found.next().is_some();
    entries.truncate(ENTRIES_MAX);
    OpenFolder { path: folder.display().to_string(), entries, has_more }
}

/// `None`: a link, something hidden, or a file that holds no table by its name.
fn open_entry(entry: &fs::DirEntry) -> Option<OpenEntry> {
    let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with('.'))?;
    // Of the entry itself: links are not followed.
    let found = entry.metadata().ok()?;
    let is_table = || {
        let ending = Path::new(&name).extension()?.to_str()?.to_lowercase();
        ENDINGS.contains(&ending.as_str()).then_some(found.len())
    };
    let bytes = if found.is_dir() { None } else { Some(is_table().filter(|_| found.is_file())?) };
    Some(OpenEntry { path: entry.path().display().to_string(), name, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_what_is_no_table_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.csv", "A.XLSX", "notes.md", ".hidden.csv"] {
            fs::write(folder.path().join(name), "1").expect("written");
        }
        fs::create_dir(folder.path().join("weekly")).expect("made");
        let open = open_folder(folder.path());
        let names: Vec<&str> = open.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["weekly", "A.XLSX", "b.csv"]);
        assert_eq!(open.entries[0].bytes, None);
        assert!(!open.has_more);
    }

    #[test]
    fn of_a_very_large_folder_only_a_part_is_looked_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let add = |number: usize| fs::write(folder.path().join(format!("{number}.md")), "").expect("written");
        (0..LOOKED_AT_MAX).for_each(add);
        assert!(!open_folder(folder.path()).has_more, "all was looked at");
        add(LOOKED_AT_MAX);
        let open = open_folder(folder.path());
        assert!(open.has_more && open.entries.is_empty());
    }
}
