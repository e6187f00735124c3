//! One CSV file, read serially, row by row, with only the columns that are needed.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use csv::{ByteRecord, ReaderBuilder};

use super::{
    rejects::{RejectLog, RejectReason},
    sniff,
    text::{bounded::Bounded, line_breaks::LineFeeds},
};
use crate::{Progress, RefreshError};

const BUFFER_BYTES: usize = 1 << 20;
/// How many rows pass between two looks at whether they are still wanted.
const ROWS_A_LOOK: u64 = 8_192;

/// A file of the source: its name and the columns that are read from it.
pub(crate) struct TableSpec {
    pub(crate) file: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// Columns whose text may run over several lines.
    pub(crate) line_breaks_in: &'static [&'static str],
}

/// The needed fields of one row.
pub(crate) struct Row<'a> {
    record: &'a ByteRecord,
    positions: &'a [usize],
}

impl<'a> Row<'a> {
    /// The field of the spec's column number `column`.
    pub(crate) fn field(&self, column: usize) -> &'a [u8] {
        self.record.get(self.positions[column]).unwrap_or_default()
    }
}

/// An open file whose header has been checked.
pub(crate) struct CsvTable {
    file: &'static str,
    path: std::path::PathBuf,
    reader: csv::Reader<Bounded<LineFeeds<BufReader<File>>>>,
    positions: Vec<usize>,
    /// For each column of the file its name, unless its text may run over several lines.
    one_line_columns: Vec<Option<&'static str>>,
    /// About how many rows the file holds, from its length and its first lines.
    pub(crate) expected_rows: usize,
    pub(crate) log: RejectLog,
}

impl CsvTable {
    /// Opens the file and finds its columns. Missing ones are added to `problems`, and `None` is returned.
    pub(crate) fn open(
        folder: &Path,
        spec: &TableSpec,
        problems: &mut Vec<String>,
    ) -> Result<Option<Self>, RefreshError> {
        let path = folder.join(spec.file);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                problems.push(missing_file(folder, spec.file));
                return Ok(None);
            }
            Err(error) => return Err(RefreshError::io("opening", path, error)),
        };
        let length =
            file.metadata().map_err(|error| RefreshError::io("reading", &path, error))?.len() as usize;
        let mut buffered = BufReader::with_capacity(BUFFER_BYTES, file);
        let start = buffered.fill_buf().map_err(|error| RefreshError::io("reading", &path, error))?;
        sniff::check_is_text(spec.file, start)?;
        let lines = start.iter().filter(|byte| **byte == b'\n').count();
        let expected_rows = length / (start.len() / lines.max(1)).max(1);
        let mut log = RejectLog::default();
        if start.starts_with(sniff::BOM) {
            log.notes.push("begins with a byte-order mark".to_owned());
        }
        if sniff::is_latin_1(start) {
            log.notes.push("is not UTF-8; its texts were read as Latin-1".to_owned());
        }
        let mut reader = ReaderBuilder::new()
            .buffer_capacity(BUFFER_BYTES)
            .from_reader(Bounded::new(LineFeeds::new(buffered)));
        let header = reader.byte_headers().map_err(|error| csv_error(&path, error))?.clone();
        let positions = find_columns(spec, &header, problems);
        let one_line_columns = header.iter().map(|name| one_line_column(spec, name)).collect();
        let file = spec.file;
        Ok(positions.map(|positions| Self {
            file,
            path,
            reader,
            positions,
            one_line_columns,
            expected_rows,
            log,
        }))
    }

    /// Hands each row with its line to `keep`; rows that `keep` refuses are logged. Ends early if nobody wants the rows
    /// any more.
    pub(crate) fn for_each_row(
        &mut self,
        progress: &dyn Progress,
        mut keep: impl FnMut(Row<'_>, u64) -> Result<(), RejectReason>,
    ) -> Result<(), RefreshError> {
        let mut record = ByteRecord::new();
        loop {
            let line = self.reader.position().line();
            self.reader.get_mut().begin_row(line);
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    if let Some(column) = self.stray_line_break(&record, line) {
                        self.reject_lines_from(line, RejectReason::LineBreak(column));
                        continue;
                    }
                    self.log.rows_read += 1;
                    if let Err(reason) = keep(Row { record: &record, positions: &self.positions }, line) {
                        self.log.reject(line, reason);
                    }
                }
                Err(error) if matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. }) => {
                    self.reject_lines_from(line, RejectReason::WrongFieldCount);
                }
                Err(error) => return Err(csv_error(&self.path, error)),
            }
            if self.log.rows_read.is_multiple_of(ROWS_A_LOOK) {
                progress.check()?;
                progress.advance(self.log.rows_read, self.reader.position().byte());
            }
            if self.log.rows_read >= u64::from(u32::MAX) {
                return Err(RefreshError::TooLarge {
                    file: self.file.to_owned(),
                    limit: u64::from(u32::MAX),
                });
            }
        }
        Ok(())
    }

    /// The column that runs over the end of its line and must not; most rows are one line and cost nothing.
    fn stray_line_break(&self, record: &ByteRecord, line: u64) -> Option<&'static str> {
        if self.reader.position().line() <= line + 1 {
            return None;
        }
        let mut fields = record.iter().zip(&self.one_line_columns);
        fields.find_map(|(field, column)| column.filter(|_| field.contains(&b'\n')))
    }

    /// Refuses each line of a row: a stray quote can swallow many good rows, and they must count.
    fn reject_lines_from(&mut self, line: u64, reason: RejectReason) {
        let after = self.reader.position().line().max(line + 1);
        for line in line..after {
            self.log.rows_read += 1;
            self.log.reject(line, reason);
        }
    }
}

fn csv_error(path: &Path, error: csv::Error) -> RefreshError {
    let error = match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    };
    RefreshError::of_reading(path, error)
}

fn find_columns(spec: &TableSpec, header: &ByteRecord, problems: &mut Vec<String>) -> Option<Vec<usize>> {
    let names: Vec<String> =
        header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let before = problems.len();
    let positions = spec.columns.iter().filter_map(|column| {
        let position = names.iter().position(|name| name == column);
        if position.is_none() {
            let near = nearest(column, names.iter().map(String::as_str));
            problems.push(format!("{}, line 1: no column {column}{near}", spec.file));
        }
        position
    });
    let positions = positions.collect();
    (problems.len() == before).then_some(positions)
}

/// What to call a column in which a line break is a fault; `None` where it is not.
fn one_line_column(spec: &TableSpec, name: &[u8]) -> Option<&'static str> {
    let is_named = |column: &&&'static str| column.as_bytes() == name.trim_ascii();
    match spec.line_breaks_in.iter().find(is_named) {
        Some(_) => None,
        None => Some(spec.columns.iter().find(is_named).copied().unwrap_or("a field")),
    }
}

fn missing_file(folder: &Path, file: &str) -> String {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    format!("no file {file}{}", nearest(file, names.iter().map(String::as_str)))
}

/// `; did you mean …?` for the most alike of the names found, if one is alike.
pub(crate) fn nearest<'a>(wanted: &str, found: impl Iterator<Item = &'a str>) -> String {
    let alike = found.map(|name| (strsim::normalized_levenshtein(wanted, name), name));
    let best =
        alike.filter(|(likeness, _)| *likeness >= 0.7).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    best.map(|(_, name)| format!("; found {name:?}, rename it if that is the one")).unwrap_or_default()
}
