//! A file of the table, open, with the position of every column that is used.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use csv::ByteRecord;

use crate::{
    RefreshError,
    ingest::{
        ColumnRef, Mapping, Meaning,
        csv_table::nearest,
        rejects::{RejectLog, RejectReason},
        sniff,
        source::file_name,
        text::{encoding::Utf8Text, rows::RowReader},
    },
};

const BUFFER_BYTES: usize = 1 << 20;

/// The fields of one row by what they mean.
pub(super) struct Fields<'a> {
    record: &'a ByteRecord,
    positions: &'a BTreeMap<Meaning, usize>,
}

impl<'a> Fields<'a> {
    /// The field without blanks around it; empty if no column has the meaning.
    pub(super) fn get(&self, meaning: Meaning) -> &'a str {
        let field = self.positions.get(&meaning).and_then(|position| self.record.get(*position));
        // What the decoder hands out is UTF-8.
        std::str::from_utf8(field.unwrap_or_default()).unwrap_or_default().trim()
    }

    /// A column has the meaning.
    pub(super) fn has(&self, meaning: Meaning) -> bool {
        self.positions.contains_key(&meaning)
    }

    /// The whole row.
    pub(super) fn record(&self) -> &'a ByteRecord {
        self.record
    }
}

/// An open file whose columns have been found.
pub(super) struct OpenTable {
    pub(super) file: String,
    path: PathBuf,
    reader: RowReader<Utf8Text<BufReader<File>>>,
    positions: BTreeMap<Meaning, usize>,
    /// Columns of the file; `None` until the first row was seen.
    width: Option<usize>,
    pub(super) log: RejectLog,
}

impl OpenTable {
    /// Opens the file; columns that are missing are added to `problems`.
    pub(super) fn open(
        path: &Path,
        mapping: &Mapping,
        problems: &mut Vec<String>,
    ) -> Result<Self, RefreshError> {
        let file = File::open(path).map_err(|error| RefreshError::io("opening", path, error))?;
        let mut buffered = BufReader::with_capacity(BUFFER_BYTES, file);
        let start = buffered.fill_buf().map_err(|error| RefreshError::io("reading", path, error))?;
        let name = file_name(path);
        sniff::check_is_no_other_format(&name, start)?;
        let mut reader = RowReader::new(Utf8Text::new(buffered, mapping.file.encoding), mapping.file.cut());
        let mut header = None;
        if mapping.file.header {
            let mut record = ByteRecord::new();
            reader.read(&mut record).map_err(|fault| RefreshError::of_reading(path, fault))?;
            header = Some(record);
        }
        let positions = find_columns(&name, mapping, header.as_ref(), problems);
        let width = header.as_ref().map(ByteRecord::len);
        Ok(Self { file: name, path: path.to_owned(), reader, positions, width, log: RejectLog::default() })
    }

    /// Hands each row with its line to `keep`; rows that `keep` refuses are logged.
    pub(super) fn for_each_row(
        &mut self,
        mut keep: impl FnMut(&Fields<'_>, u64) -> Result<(), RejectReason>,
    ) -> Result<(), RefreshError> {
        let mut record = ByteRecord::new();
        loop {
            let line = self.reader.line();
            if !self.reader.read(&mut record).map_err(|fault| RefreshError::of_reading(&self.path, fault))? {
                return Ok(());
            }
            let after = self.reader.line();
            let width = *self.width.get_or_insert(record.len());
            let damage = self.damage(&record, width, after > line + 1);
            if let Some(reason) = damage {
                // A stray quote can swallow many good rows, and they must count.
                for line in line..after.max(line + 1) {
                    self.log.rows_read += 1;
                    self.log.reject(line, reason);
                }
                continue;
            }
            self.log.rows_read += 1;
            if let Err(reason) = keep(&Fields { record: &record, positions: &self.positions }, line) {
                self.log.reject(line, reason);
            }
            if self.log.rows_read >= u64::from(u32::MAX) {
                return Err(RefreshError::TooLarge { file: self.file.clone(), limit: u64::from(u32::MAX) });
            }
        }
    }

    /// Why a row cannot be what it seems: another number of fields, or a line break in a column that is used.
    fn damage(&self, record: &ByteRecord, width: usize, is_long: bool) -> Option<RejectReason> {
        if record.len() != width {
            return Some(RejectReason::WrongFieldCount);
        }
        let has_break = |position: usize| record.get(position).unwrap_or_default().contains(&b'\n');
        let mut broken = self.positions.iter().filter(|(_, position)| is_long && has_break(**position));
        broken.next().map(|(meaning, _)| RejectReason::LineBreak(meaning.name()))
    }
}

fn find_columns(
    file: &str,
    mapping: &Mapping,
    header: Option<&ByteRecord>,
    problems: &mut Vec<String>,
) -> BTreeMap<Meaning, usize> {
    let names: Vec<String> =
        header.into_iter().flatten().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let mut positions = BTreeMap::new();
    for (meaning, column) in &mapping.columns {
        let position = match column {
            ColumnRef::Number(number) => (*number as usize)
                .checked_sub(1)
                .filter(|position| header.is_none() || *position < names.len()),
            ColumnRef::Name(name) => names.iter().position(|found| found == name.trim()),
        };
        match position {
            Some(position) => {
                positions.insert(*meaning, position);
            }
            None if header.is_none() && matches!(column, ColumnRef::Name(_)) => problems.push(format!(
                "{file}: {column} is named for {meaning}, but the file has no header: give its number, from 1"
            )),
            None => {
                let wanted = match column {
                    ColumnRef::Name(name) => name.clone(),
                    ColumnRef::Number(number) => number.to_string(),
                };
                let near = nearest(&wanted, names.iter().map(String::as_str));
                problems.push(format!("{file}, line 1: no {column} for {meaning}{near}"));
            }
        }
    }
    positions
}
