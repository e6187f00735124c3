//! Source files in, typed rows out, every refused row with its reason and line.
//!
//! Each file is read serially by one thread, because a parallel reader can split a quoted line break; the
//! files are read side by side. Ids become dense numbers as they are read, so that every later join is an
//! array access, and an unknown id is noticed at its own line.

mod assemble;
mod csv_table;
mod fields;
mod id_store;
mod id_table;
mod join;
mod joinable;
mod look;
mod mapping;
mod olist;
mod order_table;
mod parquet_table;
mod profile;
mod recognise;
mod refused_rows;
mod rejects;
mod sniff;
mod source;
mod tables;
mod text;
mod unpack;
mod values;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

pub(crate) use fields::{UNKNOWN, decode_text};
pub(crate) use id_table::IdTable;
pub use joinable::{JoinLook, JoinTable, LookedJoin};
pub use look::SourceLook;
pub use mapping::{
    AmountMeasure, AmountSource, ColumnRef, CustomerRule, DuplicateRule, FileLayout, Join, Mapping,
    MappingProblem, Meaning, OrderRule, Quote, ReadingRules, ShippingRule, ValueForms,
};
pub use profile::SourceProfile;
pub(crate) use profile::drift_of_shops;
pub use recognise::{
    CERTAIN_PERCENT, Certainty, RecognisedColumn, RecognisedSource, RecognisedTable, meaning_of_status,
    recognise_source,
};
pub use refused_rows::RefusedRows;
pub(crate) use refused_rows::rejects_csv;
pub(crate) use rejects::Reject;
pub(crate) use source::file_name;
use source::{OpenedSource, Source};
pub(crate) use tables::{Reviews, ShopTables};
pub(crate) use text::{
    bounded::{EndlessRow, ROW_MIB},
    encoding::InvalidText,
};
pub use text::{encoding::TextEncoding, rows::Delimiter};
use unpack::Unpacking;
pub use unpack::{UnpackLimits, foreign_kind_of};
pub use values::{dates::DateOrder, numbers::DecimalMark};

use self::assemble::assemble;
use crate::{Progress, RefreshError, ShopConfig};

/// Reads a source of any make. Without a mapping a table is read as it is recognised, if that is certain enough.
/// What is packed is unpacked into a folder within `staging`, which is removed again.
///
/// # Errors
/// What is missing, doubtful or cannot be read; see [`RefreshError`].
pub(crate) fn read_source(
    path: &Path,
    mapping: Option<&Mapping>,
    config: &ShopConfig,
    staging: &Path,
    progress: &dyn Progress,
) -> Result<ShopTables, RefreshError> {
    let unpacking = Unpacking { folder: staging, limits: &config.unpack, progress };
    let mut opened = OpenedSource::open(path, unpacking)?;
    let result = read_opened(path, &mut opened, mapping, config, progress);
    // A file that was being written explains whatever else is wrong with it.
    opened.check_unchanged()?;
    let mut tables = result?;
    if let Some(file) = tables.quality.first_mut() {
        file.notes.extend(opened.notes.iter().cloned());
    }
    Ok(tables)
}

fn read_opened(
    path: &Path,
    opened: &mut OpenedSource<'_>,
    mapping: Option<&Mapping>,
    config: &ShopConfig,
    progress: &dyn Progress,
) -> Result<ShopTables, RefreshError> {
    let files = match &opened.source {
        Source::Olist(folder) => return olist::read_olist(folder, config, progress),
        Source::Parquet(files) => {
            let recognised = match mapping {
                Some(_) => None,
                None => Some(recognise::recognise_parquet(files)?),
            };
            let mapping = beyond_doubt(mapping, recognised.as_ref(), path)?;
            let columns = files.first().map(|file| parquet_table::column_names(file)).transpose()?;
            return read_table(files, mapping, columns.unwrap_or_default(), config, progress);
        }
        Source::Tables(files) => files,
    };
    let assembled = assemble(files, mapping, &mut opened.unpacked)?;
    rejects::check_thresholds(assembled.named_logs(), config.reject_threshold)?;
    let given = mapping.map(|mapping| assembled.mapping_of(mapping));
    let mapping = beyond_doubt(given.as_deref(), assembled.recognised.as_ref(), path)?;
    let columns =
        assembled.files.first().map(|file| profile::header_of(file, &mapping.file)).unwrap_or_default();
    let mut tables = read_table(&assembled.files, mapping, columns, config, progress)?;
    tables.quality.extend(assembled.logs.iter().map(|(file, log)| log.summarize(file)));
    tables.rejects.extend(assembled.logs.into_iter().map(|(file, log)| (file, log.rejects)));
    if let Some(file) = tables.quality.first_mut() {
        file.notes.extend(assembled.notes);
    }
    Ok(tables)
}

/// How a table is read: as somebody has said, or else as it was recognised if nothing about it is doubtful.
fn beyond_doubt<'a>(
    given: Option<&'a Mapping>,
    recognised: Option<&'a RecognisedTable>,
    path: &Path,
) -> Result<&'a Mapping, RefreshError> {
    match (given, recognised) {
        (Some(mapping), _) => Ok(mapping),
        (None, Some(recognised)) if recognised.doubts.is_empty() => Ok(&recognised.mapping),
        (None, recognised) => {
            let doubts = recognised.map(|table| table.doubts.clone()).unwrap_or_default();
            Err(RefreshError::Doubtful { file: path.display().to_string(), doubts })
        }
    }
}

/// Reads files of order lines, and notes what they look like.
fn read_table(
    files: &[PathBuf],
    mapping: &Mapping,
    columns: Vec<String>,
    config: &ShopConfig,
    progress: &dyn Progress,
) -> Result<ShopTables, RefreshError> {
    let mut tables = order_table::read_order_table(files, mapping, config, progress)?;
    let blank_cells = std::mem::take(&mut tables.profile.blank_cells);
    tables.profile = SourceProfile { blank_cells, ..SourceProfile::of(mapping, columns) };
    Ok(tables)
}

/// Codes of names have 16 bits.
fn check_names(tables: &ShopTables, file: &str) -> Result<(), RefreshError> {
    let categories = tables.product_categories.iter().collect::<BTreeSet<_>>().len();
    for (what, names) in [("categories", categories), ("states", tables.state_names.len())] {
        if names > usize::from(u16::MAX) {
            return Err(RefreshError::TooManyNames { file: file.to_owned(), what, limit: u16::MAX });
        }
    }
    Ok(())
}
