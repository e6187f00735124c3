//! What a path names: Olist's nine files, or tables in one or several files, packed or not.

use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    olist,
    unpack::{TableFile, Unpacked, Unpacking, has_table_ending, is_hidden, refused},
};
use crate::RefreshError;

/// A source by its make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A folder with Olist's files.
    Olist(PathBuf),
    /// Texts of tables, by name.
    Tables(Vec<TableFile>),
    /// Parquet files, by name.
    Parquet(Vec<PathBuf>),
}

/// A source whose files lie ready to be read. What was unpacked is removed when this is dropped.
pub(crate) struct OpenedSource<'a> {
    pub(crate) source: Source,
    /// What a person should know about how the files were taken.
    pub(crate) notes: Vec<String>,
    stamps: Vec<(PathBuf, Metadata)>,
    pub(crate) unpacked: Unpacked<'a>,
}

impl<'a> OpenedSource<'a> {
    /// Finds the files of a source, and unpacks those that are packed.
    pub(crate) fn open(path: &Path, unpacking: Unpacking<'a>) -> Result<Self, RefreshError> {
        let files = list_files(path)?;
        let stamps: Result<Vec<_>, RefreshError> = files.iter().map(|file| stamp(file)).collect();
        let stamps = stamps?;
        let mut unpacked = Unpacked::new(unpacking);
        let mut tables = Vec::new();
        for file in &files {
            match unpacked.unpack(file)? {
                Some(found) => tables.extend(found),
                None => tables.push(TableFile::plain(file.clone())),
            }
        }
        let is_single_text = path.is_file() && tables.iter().any(|table| table.path == path);
        if !is_single_text && tables.iter().any(|table| olist::is_file_of_it(&table.name())) {
            let source = Source::Olist(gather_olist(path, &tables, &mut unpacked)?);
            return Ok(Self { source, notes: Vec::new(), stamps, unpacked });
        }
        tables.sort_by_cached_key(|table| (table.name(), table.path.clone()));
        let mut notes = Vec::new();
        leave_out_copies(&mut tables, &mut notes)?;
        let source = by_format(tables)?;
        Ok(Self { source, notes, stamps, unpacked })
    }

    /// Refuses what was read from files that were written at the same time.
    pub(crate) fn check_unchanged(&self) -> Result<(), RefreshError> {
        for (path, before) in &self.stamps {
            let is_same = fs::metadata(path)
                .is_ok_and(|now| now.len() == before.len() && now.modified().ok() == before.modified().ok());
            if !is_same {
                return Err(RefreshError::Changed { file: file_name(path) });
            }
        }
        Ok(())
    }
}

/// The name without its folder, as it stands in messages.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stamp(file: &Path) -> Result<(PathBuf, Metadata), RefreshError> {
    let metadata = fs::metadata(file).map_err(|error| RefreshError::io("reading", file, error))?;
    Ok((file.to_owned(), metadata))
}

/// The files that a path names, by name.
fn list_files(path: &Path) -> Result<Vec<PathBuf>, RefreshError> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Err(RefreshError::NoSource { path: path.to_owned() });
    }
    let entries = fs::read_dir(path).map_err(|error| RefreshError::io("reading", path, error))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| !is_hidden(&file_name(file)) && !file.is_dir());
    let is_olist = files.iter().any(|file| olist::is_file_of_it(&unpacked_name(file)));
    files.retain(|file| match unpacked_name(file) {
        name if is_olist => olist::belongs_to_it(&name),
        name => has_table_ending(&name) || has_table_ending(&file_name(file)),
    });
    files.sort();
    match files.iter().find(|file| !is_regular(file)) {
        Some(link) => Err(refused(
            &file_name(link),
            "a symbolic link or no file at all",
            "put the file itself into the folder instead of the link to it",
        )),
        None if files.is_empty() => Err(RefreshError::NoTable { path: path.to_owned() }),
        None => Ok(files),
    }
}

fn is_regular(file: &Path) -> bool {
    fs::symlink_metadata(file).is_ok_and(|metadata| metadata.is_file())
}

fn unpacked_name(file: &Path) -> String {
    let name = file_name(file);
    name.strip_suffix(".gz").map(str::to_owned).unwrap_or(name)
}

/// The folder in which Olist's files lie together under their names.
fn gather_olist(
    path: &Path,
    tables: &[TableFile],
    unpacked: &mut Unpacked<'_>,
) -> Result<PathBuf, RefreshError> {
    if tables.iter().all(|table| table.path.parent() == Some(path)) {
        return Ok(path.to_owned());
    }
    let folder = unpacked.new_path("olist")?;
    fs::create_dir(&folder).map_err(|error| RefreshError::io("making", &folder, error))?;
    for table in tables {
        let place = folder.join(table.name());
        if place.exists() {
            let advice = "leave one of them";
            return Err(refused(&table.name(), "two files of this name", advice));
        }
        // On another file system a file cannot have a second name.
        let placed = fs::hard_link(&table.path, &place).or_else(|_| fs::copy(&table.path, &place).map(drop));
        placed.map_err(|error| RefreshError::io("writing", &place, error))?;
    }
    Ok(folder)
}

/// The same file twice would count every order twice.
fn leave_out_copies(tables: &mut Vec<TableFile>, notes: &mut Vec<String>) -> Result<(), RefreshError> {
    let mut by_length: BTreeMap<u64, Vec<TableFile>> = BTreeMap::new();
    for table in tables.iter() {
        let (_, metadata) = stamp(&table.path)?;
        by_length.entry(metadata.len()).or_default().push(table.clone());
    }
    let mut copies = Vec::new();
    for alike in by_length.into_values().filter(|alike| alike.len() > 1) {
        let mut first_of: BTreeMap<[u8; 32], String> = BTreeMap::new();
        for table in alike {
            let first = first_of.entry(hash_of(&table.path)?);
            if let std::collections::btree_map::Entry::Occupied(first) = &first {
                let (copy, first) = (table.name(), first.get());
                notes.push(format!("{copy} holds the same bytes as {first}, and was left out"));
                copies.push(table.path.clone());
            }
            first.or_insert_with(|| table.name());
        }
    }
    tables.retain(|table| !copies.contains(&table.path));
    Ok(())
}

fn hash_of(path: &Path) -> Result<[u8; 32], RefreshError> {
    let of_reading = |error| RefreshError::io("reading", path, error);
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(path).map_err(of_reading)?, &mut hasher).map_err(of_reading)?;
    Ok(hasher.finalize().into())
}

fn by_format(tables: Vec<TableFile>) -> Result<Source, RefreshError> {
    let (parquet, texts): (Vec<TableFile>, Vec<TableFile>) =
        tables.into_iter().partition(|table| table.is_parquet);
    match (parquet.first(), texts.first()) {
        (None, _) => Ok(Source::Tables(texts)),
        (Some(_), None) => Ok(Source::Parquet(parquet.into_iter().map(|table| table.path).collect())),
        (Some(parquet), Some(text)) => Err(refused(
            &parquet.name(),
            &format!("a Parquet file beside the text {}", text.name()),
            "give files of one kind",
        )),
    }
}
