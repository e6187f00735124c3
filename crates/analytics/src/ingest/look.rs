//! A source that a person looks at before all of it is read.

use std::path::{Path, PathBuf};

use clientele_contract::MappingPreview;

use super::{
    FileLayout, Join, Mapping, RecognisedSource, RecognisedTable,
    assemble::Assembled,
    joinable::{JoinLook, assemble_to_look},
    order_table,
    recognise::{recognise_file_as, recognise_parquet},
    source::{OpenedSource, Source},
    unpack::Unpacking,
};
use crate::{RefreshError, ShopConfig, Silent};

/// A source whose files lie ready, and what it was recognised as. What was unpacked is removed when this is dropped.
pub struct SourceLook<'a> {
    _opened: OpenedSource<'a>,
    assembled: Assembled,
    /// What it was recognised as.
    pub recognised: RecognisedSource,
    /// Its tables and how they become one; `None`: it is one table.
    pub joins: Option<JoinLook>,
}

impl<'a> SourceLook<'a> {
    /// Opens a source and looks at it; a text is cut into fields as `layout` says, and several tables are joined as
    /// `joins` say, or as it is recognised.
    ///
    /// # Errors
    /// A source that is not there, holds no table, is no text, or whose files are not parts of one table.
    pub fn open(
        path: &Path,
        config: &'a ShopConfig,
        staging: &'a Path,
        layout: Option<&FileLayout>,
        joins: Option<&[Join]>,
    ) -> Result<Self, RefreshError> {
        let unpacking = Unpacking { folder: staging, limits: &config.unpack, progress: &Silent };
        let mut opened = OpenedSource::open(path, unpacking)?;
        let (mut assembled, mut look) = (Assembled::default(), None);
        let mut table = match &opened.source {
            Source::Olist(_) => {
                let recognised = RecognisedSource::Olist;
                return Ok(Self { _opened: opened, assembled, recognised, joins: None });
            }
            Source::Parquet(files) => {
                assembled.files.clone_from(files);
                recognise_parquet(files)?
            }
            Source::Tables(files) => {
                let plain = match files.as_slice() {
                    [file] => Some(file.path.clone()),
                    _ => None,
                };
                (assembled, look) =
                    match (assemble_to_look(files, joins, &mut opened.unpacked), &plain, layout) {
                        // What cannot be recognised can still be said.
                        (Err(_), Some(path), Some(_)) => (Assembled::of_file(path.clone()), None),
                        (assembled, ..) => assembled?,
                    };
                recognise_as(path, &mut assembled, layout)?
            }
        };
        table.notes.extend(opened.notes.iter().cloned());
        let recognised = RecognisedSource::Table(Box::new(table));
        Ok(Self { _opened: opened, assembled, recognised, joins: look })
    }

    /// The beginning of a table as a mapping understands it; `None` for a source that says itself how it is read.
    ///
    /// # Errors
    /// Columns that are missing, all named at once; text that cannot be read.
    pub fn preview(&self, mapping: &Mapping) -> Result<Option<MappingPreview>, RefreshError> {
        let mapping = self.assembled.mapping_of(mapping);
        let first: Option<&PathBuf> = self.assembled.files.first();
        first.map(|file| order_table::preview_table(file, &mapping)).transpose()
    }
}

/// As it was recognised, unless a person says that it is cut otherwise.
fn recognise_as(
    path: &Path,
    assembled: &mut Assembled,
    layout: Option<&FileLayout>,
) -> Result<RecognisedTable, RefreshError> {
    let notes = std::mem::take(&mut assembled.notes);
    let recognised = assembled.recognised.take();
    let is_same =
        recognised.as_ref().is_some_and(|table| layout.is_none_or(|layout| &table.mapping.file == layout));
    let mut table = match (recognised, layout, assembled.files.first()) {
        (Some(table), ..) if is_same || assembled.is_rewritten() => table,
        (known, Some(layout), Some(first)) => {
            let mut table = recognise_file_as(first, layout)?;
            if let Some(known) = known {
                table.files = known.files;
            }
            table
        }
        (known, ..) => known.ok_or_else(|| RefreshError::NoTable { path: path.to_owned() })?,
    };
    table.notes.extend(notes);
    Ok(table)
}
