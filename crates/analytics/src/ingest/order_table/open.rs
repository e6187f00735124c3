//! A file of the table, open, with the position of every column that is used.

use std::path::Path;

use super::{Reading, parquet_rows::ParquetRows, text_rows::TextRows};
use crate::{
    Progress, RefreshError,
    ingest::{
        ColumnRef, Mapping, Meaning, csv_table::nearest, parquet_table::is_parquet, rejects::RejectLog,
        source::file_name,
    },
};

/// The position of the column of each meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Positions([Option<u16>; Meaning::ALL.len()]);

impl Positions {
    pub(super) fn get(&self, meaning: Meaning) -> Option<usize> {
        self.0[meaning as usize].map(usize::from)
    }

    /// Each meaning that has a column, with that column.
    pub(super) fn used(&self) -> impl Iterator<Item = (Meaning, usize)> {
        Meaning::ALL.into_iter().filter_map(|meaning| Some((meaning, self.get(meaning)?)))
    }
}

/// An open file whose columns have been found.
pub(super) struct OpenTable {
    pub(super) file: String,
    pub(super) log: RejectLog,
    rows: Rows,
}

enum Rows {
    Text(Box<TextRows>),
    Parquet(Box<ParquetRows>),
}

impl OpenTable {
    /// Opens the file; columns that are missing are added to `problems`.
    pub(super) fn open(
        path: &Path,
        mapping: &Mapping,
        problems: &mut Vec<String>,
    ) -> Result<Self, RefreshError> {
        let rows = if is_parquet(path) {
            Rows::Parquet(Box::new(ParquetRows::open(path, mapping, problems)?))
        } else {
            Rows::Text(Box::new(TextRows::open(path, mapping, problems)?))
        };
        Ok(Self { file: file_name(path), log: RejectLog::default(), rows })
    }

    /// Takes up each row; rows that cannot be used are logged.
    pub(super) fn read(
        &mut self,
        reading: &mut Reading<'_>,
        progress: &dyn Progress,
    ) -> Result<(), RefreshError> {
        match &mut self.rows {
            Rows::Text(rows) => rows.read(reading, &mut self.log, progress),
            Rows::Parquet(rows) => rows.read(reading, &mut self.log, progress),
        }
    }
}

/// Refuses a file with more rows than are counted.
pub(super) fn check_size(rows: u64, path: &Path) -> Result<(), RefreshError> {
    let limit = u64::from(u32::MAX);
    if rows < limit { Ok(()) } else { Err(RefreshError::TooLarge { file: file_name(path), limit }) }
}

/// Finds the columns; `names` is `None` if the file does not name them.
pub(super) fn find_columns(
    file: &str,
    mapping: &Mapping,
    names: Option<&[String]>,
    problems: &mut Vec<String>,
) -> Positions {
    let mut positions = Positions([None; Meaning::ALL.len()]);
    let known = names.unwrap_or_default();
    for (meaning, column) in &mapping.columns {
        let position = match column {
            ColumnRef::Number(number) => (*number as usize)
                .checked_sub(1)
                .filter(|position| names.is_none() || *position < known.len()),
            ColumnRef::Name(name) => known.iter().position(|found| found == name.trim()),
        };
        match position.and_then(|position| u16::try_from(position).ok()) {
            Some(position) => positions.0[*meaning as usize] = Some(position),
            None if names.is_none() && matches!(column, ColumnRef::Name(_)) => problems.push(format!(
                "{file}: {column} is named for {meaning}, but the file has no header: give its number, from 1"
            )),
            None => {
                let wanted = match column {
                    ColumnRef::Name(name) => name.clone(),
                    ColumnRef::Number(number) => number.to_string(),
                };
                let near = nearest(&wanted, known.iter().map(String::as_str));
                problems.push(format!("{file}, line 1: no {column} for {meaning}{near}"));
            }
        }
    }
    positions
}
