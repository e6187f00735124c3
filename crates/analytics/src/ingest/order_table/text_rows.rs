//! The rows of a text file.

use std::{
    fs::File,
    hash::{BuildHasher, Hasher},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use csv::ByteRecord;
use foldhash::fast::FixedState;

use super::{
    Reading,
    open::{Positions, check_size, find_columns},
    row::{RowFields, not_a_day, not_a_number},
};
use crate::{
    Progress, RefreshError,
    ingest::{
        DateOrder, DecimalMark, Mapping, Meaning,
        rejects::{RejectLog, RejectReason},
        sniff,
        source::file_name,
        text::{encoding::Utf8Text, rows::RowReader},
        values::{dates::parse_date, numbers::number_of_text},
    },
};

const BUFFER_BYTES: usize = 1 << 20;
/// After so many rows it is asked whether the work is still wanted.
const ROWS_BETWEEN_CHECKS: u64 = 1 << 16;

/// An open text file.
pub(super) struct TextRows {
    path: PathBuf,
    reader: RowReader<Utf8Text<BufReader<File>>>,
    positions: Positions,
    /// Columns of the file; `None` until the first row was seen.
    width: Option<usize>,
}

impl TextRows {
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
        let mut names = None;
        if mapping.file.header {
            let mut record = ByteRecord::new();
            reader.read(&mut record).map_err(|fault| RefreshError::of_reading(path, fault))?;
            let trimmed = record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned());
            names = Some(trimmed.collect::<Vec<String>>());
        }
        let positions = find_columns(&name, mapping, names.as_deref(), problems);
        Ok(Self { path: path.to_owned(), reader, positions, width: names.map(|names| names.len()) })
    }

    /// Takes up each row; rows that cannot be used are logged.
    pub(super) fn read(
        &mut self,
        reading: &mut Reading<'_>,
        log: &mut RejectLog,
        progress: &dyn Progress,
    ) -> Result<(), RefreshError> {
        let mut record = ByteRecord::new();
        loop {
            if !reading.wants_more(log.rows_read) {
                return Ok(());
            }
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
                    log.rows_read += 1;
                    log.reject(line, reason);
                }
                continue;
            }
            log.rows_read += 1;
            if let Err(reason) =
                reading.take(&TextFields { record: &record, positions: &self.positions }, line)
            {
                log.reject(line, reason);
            }
            check_size(log.rows_read, &self.path)?;
            if log.rows_read.is_multiple_of(ROWS_BETWEEN_CHECKS) {
                progress.check()?;
            }
        }
    }

    /// Why a row cannot be what it seems: another number of fields, or a line break in a column that is used.
    fn damage(&self, record: &ByteRecord, width: usize, is_long: bool) -> Option<RejectReason> {
        if record.len() != width {
            return Some(RejectReason::WrongFieldCount);
        }
        if !is_long {
            return None;
        }
        let has_break = |position: usize| record.get(position).unwrap_or_default().contains(&b'\n');
        let mut broken = self.positions.used().filter(|(_, position)| has_break(*position));
        broken.next().map(|(meaning, _)| RejectReason::LineBreak(meaning.name()))
    }
}

/// The fields of one row by what they mean.
struct TextFields<'a> {
    record: &'a ByteRecord,
    positions: &'a Positions,
}

impl<'a> RowFields<'a> for TextFields<'a> {
    fn has(&self, meaning: Meaning) -> bool {
        self.positions.get(meaning).is_some()
    }

    fn text(&self, meaning: Meaning) -> &'a str {
        let field = self.positions.get(meaning).and_then(|position| self.record.get(position));
        // What the decoder hands out is UTF-8.
        std::str::from_utf8(field.unwrap_or_default()).unwrap_or_default().trim()
    }

    fn number(&self, meaning: Meaning, mark: DecimalMark) -> Result<Option<i64>, RejectReason> {
        match self.text(meaning) {
            "" => Ok(None),
            field => number_of_text(field, mark).map(Some).ok_or_else(|| not_a_number(meaning, mark)),
        }
    }

    fn day(&self, order: DateOrder) -> Result<Option<(i32, u32)>, RejectReason> {
        match self.text(Meaning::Date) {
            "" => Ok(None),
            field => parse_date(field, order).map(Some).ok_or_else(|| not_a_day(order)),
        }
    }

    /// Of all its columns, whether they are used or not.
    fn fingerprint(&self, seed: u64) -> u64 {
        let mut hasher = FixedState::with_seed(seed).build_hasher();
        for field in self.record {
            hasher.write(field);
            hasher.write_u64(field.len() as u64);
        }
        hasher.finish()
    }
}
