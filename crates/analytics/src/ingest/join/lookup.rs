//! A table that is joined to another, held by its key.

use csv::ByteRecord;

use super::{Edge, NamedTable, Plan, find::key_of, open_rows};
use crate::{
    Progress, RefreshError, Stage,
    ingest::{
        id_table::IdTable,
        rejects::{RejectLog, RejectReason},
    },
};

/// Rows between two questions whether the work is still wanted.
pub(super) const ROWS_BETWEEN_CHECKS: u64 = 4_096;

/// The rows of a table by their keys, as the text that they add to a row.
pub(super) struct Lookup {
    keys: IdTable,
    texts: Vec<u8>,
    ends: Vec<usize>,
    /// What is added where the key is not known: fields without content.
    unknown: Vec<u8>,
    /// Keys that were asked for and not known.
    misses: Misses,
    pub(super) nested: Vec<Lookup>,
    pub(super) edge: Edge,
    /// Each file of the table and what was refused of it.
    pub(super) logs: Vec<(String, RejectLog)>,
}

/// Rows whose key no row of the joined table has.
#[derive(Debug, Default)]
struct Misses {
    rows: u64,
    /// The first in the order of the rows, and its line.
    first: Option<(String, u64)>,
}

impl Lookup {
    /// Reads the table, and before it those that are joined to it.
    pub(super) fn read(
        edge: Edge,
        plan: &Plan,
        tables: &[NamedTable],
        progress: &dyn Progress,
    ) -> Result<Self, RefreshError> {
        let nested: Result<Vec<Self>, RefreshError> =
            plan.joined_to(edge.to).map(|edge| Self::read(*edge, plan, tables, progress)).collect();
        let table = &tables[edge.to];
        let nested = nested?;
        let width = table.columns.len() - 1 + nested.iter().map(|lookup| lookup.unknown.len()).sum::<usize>();
        let mut lookup = Self {
            keys: IdTable::default(),
            texts: Vec::new(),
            ends: Vec::new(),
            unknown: vec![b','; width],
            misses: Misses::default(),
            nested,
            edge,
            logs: Vec::new(),
        };
        for file in &table.files {
            progress.begin(Stage::Reading { file: file.name() });
            let log = lookup.read_file(&file.path, table, progress)?;
            lookup.logs.push((file.name(), log));
        }
        Ok(lookup)
    }

    fn read_file(
        &mut self,
        path: &std::path::Path,
        table: &NamedTable,
        progress: &dyn Progress,
    ) -> Result<RejectLog, RefreshError> {
        let mut rows = open_rows(path, &table.layout)?;
        let (mut record, mut log, mut text) = (ByteRecord::new(), RejectLog::default(), Vec::new());
        loop {
            let line = rows.line();
            if !rows.read(&mut record).map_err(|error| RefreshError::of_reading(path, error))? {
                return Ok(log);
            }
            if log.rows_read % ROWS_BETWEEN_CHECKS == 0 {
                progress.check()?;
            }
            log.rows_read += 1;
            let key = key_of(&record, self.edge.key);
            if record.len() != table.columns.len() {
                log.reject(line, RejectReason::WrongFieldCount);
                continue;
            }
            if key.is_empty() {
                log.reject(line, RejectReason::Missing("the key"));
                continue;
            }
            text.clear();
            self.write_text(&record, line, &mut text);
            let (number, is_new) = self.keys.insert(key);
            if is_new {
                self.texts.extend_from_slice(&text);
                self.ends.push(self.texts.len());
            } else if self.text(number) == text {
                log.reject(line, RejectReason::DuplicateKey("the key"));
            } else {
                return Err(RefreshError::KeyNotUnique {
                    file: table.name(),
                    line,
                    column: table.columns[self.edge.key].clone(),
                });
            }
        }
    }

    /// All fields apart from the key, and those of the tables that are joined to this one.
    fn write_text(&mut self, record: &ByteRecord, line: u64, text: &mut Vec<u8>) {
        for (_, field) in record.iter().enumerate().filter(|(column, _)| *column != self.edge.key) {
            text.push(b',');
            push_field(text, field, false);
        }
        for lookup in &mut self.nested {
            lookup.complete(record, line, text);
        }
    }

    /// Adds to a row what this table knows about its key.
    pub(super) fn complete(&mut self, record: &ByteRecord, line: u64, text: &mut Vec<u8>) {
        let key = key_of(record, self.edge.column);
        match self.keys.get(key) {
            Some(number) => text.extend_from_slice(self.text(number)),
            None => {
                if !key.is_empty() {
                    self.misses.rows += 1;
                    self.misses
                        .first
                        .get_or_insert_with(|| (String::from_utf8_lossy(key).into_owned(), line));
                }
                text.extend_from_slice(&self.unknown);
            }
        }
    }

    fn text(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[start..self.ends[number]]
    }

    /// Says how many rows name a key that is not there, for this table and those joined to it.
    pub(super) fn describe_misses(&self, tables: &[NamedTable], notes: &mut Vec<String>) {
        if let Some((key, line)) = &self.misses.first {
            let Edge { table, column, to, .. } = self.edge;
            notes.push(format!(
                "rows of {} whose {} is not in {}, so that nothing is known from there: {} (first {key:?} at line {line})",
                tables[table].name(),
                tables[table].columns[column],
                tables[to].name(),
                self.misses.rows
            ));
        }
        self.nested.iter().for_each(|lookup| lookup.describe_misses(tables, notes));
    }

    /// The logs of this table's files and of those joined to it.
    pub(super) fn into_logs(self) -> Vec<(String, RejectLog)> {
        let mut logs = self.logs;
        logs.extend(self.nested.into_iter().flat_map(Self::into_logs));
        logs
    }
}

/// A field as comma-separated text holds it; what is joined stays in its line.
pub(super) fn push_field(text: &mut Vec<u8>, field: &[u8], with_line_breaks: bool) {
    let is_plain = field.iter().all(|byte| !b",\"\r\n".contains(byte));
    if is_plain {
        text.extend_from_slice(field);
        return;
    }
    text.push(b'"');
    for &byte in field {
        match byte {
            b'"' => text.extend_from_slice(b"\"\""),
            b'\r' | b'\n' if !with_line_breaks => text.push(b' '),
            byte => text.push(byte),
        }
    }
    text.push(b'"');
}
