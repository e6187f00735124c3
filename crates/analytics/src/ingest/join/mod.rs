//! Several tables become one: orders, their lines, customers and products, by the keys that they share.
//!
//! `find` guesses which column names the rows of which table; a person corrects that, and `measure` says how well
//! it holds; `plan` says in
//! which order tables are joined; `lookup` holds a table that is joined; `write` writes the one table.

mod find;
mod keys;
mod lookup;
mod measure;
mod plan;
mod write;

use std::path::Path;

pub(crate) use self::{
    find::{FoundJoins, find_joins},
    measure::measure_joins,
    plan::Plan,
    write::{rewrite, write_joined},
};
use super::{
    mapping::FileLayout,
    text::{
        encoding::{TextEncoding, Utf8Text},
        rows::{Delimiter, RowReader},
    },
    unpack::TableFile,
};
use crate::{RefreshError, ingest::Quote};

/// A table of a source: files with the same columns.
#[derive(Debug, Clone)]
pub(crate) struct NamedTable {
    pub(crate) files: Vec<TableFile>,
    pub(crate) layout: FileLayout,
    /// The header.
    pub(crate) columns: Vec<String>,
    /// Rows that were looked at when it was recognised.
    pub(crate) rows_seen: u64,
    /// How much speaks for its rows being lines of orders.
    pub(crate) line_meanings: usize,
}

impl NamedTable {
    /// As it is named in a mapping: without the archive or the workbook that holds it.
    pub(crate) fn name(&self) -> String {
        self.files.first().map(TableFile::own_name).unwrap_or_default()
    }

    fn is_named(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.own_name() == name.trim() || file.name() == name.trim())
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name.trim())
    }
}

/// A column of a table as its number, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    table: usize,
    column: usize,
    to: usize,
    key: usize,
}

type Rows = RowReader<Utf8Text<std::io::BufReader<std::fs::File>>>;

/// The rows of a file, the header being read.
fn open_rows(path: &Path, layout: &FileLayout) -> Result<Rows, RefreshError> {
    let file = std::fs::File::open(path).map_err(|error| RefreshError::io("opening", path, error))?;
    let text = Utf8Text::new(std::io::BufReader::new(file), layout.encoding);
    let mut rows = RowReader::new(text, layout.cut());
    let mut header = csv::ByteRecord::new();
    rows.read(&mut header).map_err(|error| RefreshError::of_reading(path, error))?;
    Ok(rows)
}

/// How the one table is written.
pub(crate) fn joined_layout() -> FileLayout {
    FileLayout {
        encoding: TextEncoding::Utf8,
        delimiter: Delimiter::Character(b','),
        quote: Quote::default(),
        header: true,
    }
}
