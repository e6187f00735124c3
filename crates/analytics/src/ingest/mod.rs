//! Source files in, typed rows out, every refused row with its reason and line.
//!
//! Each file is read serially by one thread, because a parallel reader can split a quoted line break; the
//! files are read side by side. Ids become dense numbers as they are read, so that every later join is an
//! array access, and an unknown id is noticed at its own line.

mod csv_table;
mod fields;
mod id_table;
mod mapping;
mod olist;
mod order_table;
mod recognise;
mod rejects;
mod sniff;
mod source;
mod tables;
mod text;
mod values;

use std::{collections::BTreeSet, path::Path};

pub(crate) use fields::{UNKNOWN, decode_text};
pub(crate) use id_table::IdTable;
pub use mapping::{
    AmountMeasure, AmountSource, ColumnRef, CustomerRule, DuplicateRule, FileLayout, Mapping, Meaning,
    OrderRule, Quote, ReadingRules, ShippingRule, ValueForms,
};
pub use recognise::{RecognisedColumn, RecognisedSource, RecognisedTable, recognise_source};
pub(crate) use rejects::Reject;
use source::Source;
pub(crate) use source::file_name;
pub(crate) use tables::ShopTables;
pub(crate) use text::encoding::InvalidText;
pub use text::{encoding::TextEncoding, rows::Delimiter};
pub use values::{dates::DateOrder, numbers::DecimalMark};

use crate::{Progress, RefreshError, ShopConfig};

/// Reads a source of any make. Without a mapping a table is read as it is recognised, if that is certain enough.
///
/// # Errors
/// What is missing, doubtful or cannot be read; see [`RefreshError`].
pub(crate) fn read_source(
    path: &Path,
    mapping: Option<&Mapping>,
    config: &ShopConfig,
    progress: &dyn Progress,
) -> Result<ShopTables, RefreshError> {
    let files = match (Source::find(path)?, mapping) {
        (Source::Olist(folder), _) => return olist::read_olist(&folder, config, progress),
        (Source::Table(files), Some(mapping)) => {
            return order_table::read_order_table(&files, mapping, config, progress);
        }
        (Source::Table(files), None) => files,
    };
    let recognised = recognise::recognise_files(&files)?;
    if !recognised.doubts.is_empty() {
        return Err(RefreshError::Doubtful { file: path.display().to_string(), doubts: recognised.doubts });
    }
    order_table::read_order_table(&files, &recognised.mapping, config, progress)
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
