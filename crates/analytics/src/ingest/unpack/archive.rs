//! ZIP archives: looked through as a whole before anything is unpacked.

use std::{fs::File, io::BufReader, path::Path};

use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::{
    ContentKind, Origin, TableFile, Unpacked, damaged, has_table_ending, is_hidden,
    limits::{Excess, UnpackLimits},
    names::{base_name, points_outside},
    refused, too_much,
};
use crate::{
    RefreshError, Stage,
    ingest::{olist, source::file_name},
};

pub(super) type Archive = ZipArchive<BufReader<File>>;

/// What the archive says about one of its files.
pub(super) struct Entry {
    pub(super) index: usize,
    pub(super) name: String,
    packed_bytes: u64,
}

/// What an archive is by the names of its files.
enum Contents {
    Files,
    Workbook,
    Foreign(&'static str),
}

impl Unpacked<'_> {
    pub(super) fn unpack_zip(&mut self, path: &Path) -> Result<Vec<TableFile>, RefreshError> {
        let file = File::open(path).map_err(|error| RefreshError::io("opening", path, error))?;
        let name = file_name(path);
        self.request.progress.begin(Stage::Reading { file: name.clone() });
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|fault| of_zip(&name, &fault))?;
        let limits = self.request.limits;
        let entries = look_through(&mut archive, &name, limits)?;
        match contents_of(&entries) {
            Contents::Files => self.unpack_entries(archive, &entries, &name),
            Contents::Workbook => {
                self.try_unpacking(&mut archive, &entries, &name)?;
                self.unpack_workbook(path, &name)
            }
            Contents::Foreign(found) => Err(refused(&name, found, "save it as .xlsx or as CSV")),
        }
    }

    fn unpack_entries(
        &mut self,
        mut archive: Archive,
        entries: &[Entry],
        archive_name: &str,
    ) -> Result<Vec<TableFile>, RefreshError> {
        let chosen = choose_entries(entries, archive_name)?;
        let mut files = Vec::new();
        for entry in chosen {
            let shown = in_archive(&entry.name, archive_name);
            let own_name = if olist::belongs_to_it(base_name(&entry.name)) {
                base_name(&entry.name).to_owned()
            } else {
                format!("{} in {archive_name}", base_name(&entry.name))
            };
            let path = self.new_path(&own_name)?;
            let content = archive.by_index(entry.index).map_err(|fault| of_zip(&shown, &fault))?;
            let origin = Origin { name: &shown, packed_bytes: entry.packed_bytes };
            let kind = self.pour(content, &path, &origin)?;
            files.push(TableFile {
                container: Some(archive_name.to_owned()),
                is_parquet: kind == ContentKind::Parquet,
                ..TableFile::plain(path)
            });
        }
        Ok(files)
    }

    /// Unpacks a workbook into nothing: its reader trusts the sizes that it states.
    fn try_unpacking(
        &mut self,
        archive: &mut Archive,
        entries: &[Entry],
        name: &str,
    ) -> Result<(), RefreshError> {
        let limits = self.request.limits;
        let (mut sum, mut chunk) = (0_u64, vec![0; super::CHUNK_BYTES]);
        for entry in entries {
            let shown = in_archive(&entry.name, name);
            let mut content = archive.by_index(entry.index).map_err(|fault| of_zip(&shown, &fault))?;
            let mut of_entry = 0_u64;
            loop {
                self.request.progress.check()?;
                let read =
                    std::io::Read::read(&mut content, &mut chunk).map_err(|fault| damaged(&shown, &fault))?;
                (sum, of_entry) = (sum + read as u64, of_entry + read as u64);
                if of_entry > limits.allowed_for(entry.packed_bytes) {
                    return Err(too_much(&shown, &Excess::ratio(limits)));
                }
                if sum > limits.workbook_bytes() {
                    return Err(too_much(name, &Excess::workbook(limits)));
                }
                if read == 0 {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// Refuses an archive for any of its files, also for those that would not be read.
fn look_through(
    archive: &mut Archive,
    name: &str,
    limits: &UnpackLimits,
) -> Result<Vec<Entry>, RefreshError> {
    if archive.len() as u64 > limits.entries {
        let excess = Excess { found: format!("{} files in one archive", archive.len()), setting: "entries" };
        return Err(too_much(name, &excess));
    }
    let (mut entries, mut total) = (Vec::new(), 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|fault| of_zip(name, &fault))?;
        let entry_name = entry.name().map_err(|fault| of_zip(name, &fault))?.into_owned();
        let shown = in_archive(&entry_name, name);
        if points_outside(&entry_name) {
            return Err(refused(
                &shown,
                "a name that leads out of the archive",
                "pack the files anew, from one folder",
            ));
        }
        if entry.is_symlink() {
            return Err(refused(&shown, "a symbolic link", "pack the file itself instead of the link to it"));
        }
        if entry.encrypted() {
            return Err(refused(&shown, "a file with a password", "pack it without one"));
        }
        if !is_known(entry.compression()) {
            let found = format!("the packing method {}", entry.compression());
            return Err(refused(
                &shown,
                &found,
                "pack it with the common method (deflate), or unpack it first",
            ));
        }
        let (packed, stated) = (entry.compressed_size(), entry.size());
        if stated > limits.allowed_for(packed) {
            return Err(too_much(&shown, &Excess::ratio(limits)));
        }
        total = total.saturating_add(stated);
        if total > limits.total_bytes() {
            return Err(too_much(name, &Excess::total(limits)));
        }
        if entry.is_file() {
            entries.push(Entry { index, name: entry_name, packed_bytes: packed });
        }
    }
    if archive.has_overlapping_files().map_err(|fault| of_zip(name, &fault))? {
        return Err(refused(name, "files that share their bytes", "pack the files anew"));
    }
    Ok(entries)
}

fn is_known(method: CompressionMethod) -> bool {
    matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated)
}

fn contents_of(entries: &[Entry]) -> Contents {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    if has("xl/workbook.xml") {
        return Contents::Workbook;
    }
    let foreign = [
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
        ("word/document.xml", "a text document"),
        ("ppt/presentation.xml", "a presentation"),
        ("content.xml", "a document of OpenOffice"),
    ];
    foreign.iter().find(|(name, _)| has(name)).map_or(Contents::Files, |(_, found)| Contents::Foreign(found))
}

/// The files that look like tables, by name; an only file is taken whatever it is called.
fn choose_entries<'a>(entries: &'a [Entry], archive_name: &str) -> Result<Vec<&'a Entry>, RefreshError> {
    let visible: Vec<&Entry> = entries.iter().filter(|entry| !is_hidden(&entry.name)).collect();
    let is_olist = visible.iter().any(|entry| olist::is_file_of_it(base_name(&entry.name)));
    let is_wanted = |entry: &&Entry| match base_name(&entry.name) {
        name if is_olist => olist::belongs_to_it(name),
        name => has_table_ending(name),
    };
    let mut chosen: Vec<&Entry> = visible.iter().copied().filter(is_wanted).collect();
    if chosen.is_empty() && visible.len() == 1 {
        chosen = visible;
    }
    if chosen.is_empty() {
        return Err(refused(
            archive_name,
            "no table in the archive",
            "expected a file of orders that ends in .csv, .tsv, .txt or .parquet, or Olist's nine CSV files",
        ));
    }
    chosen.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(chosen)
}

fn in_archive(entry: &str, archive: &str) -> String {
    format!("{archive}, file {entry:?} in it")
}

fn of_zip(name: &str, fault: &ZipError) -> RefreshError {
    damaged(name, fault)
}
