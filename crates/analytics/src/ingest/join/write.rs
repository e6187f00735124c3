//! The one table, written row by row: each row of the order lines, completed.
//!
//! Every row stays at its line, so that what is refused later is named by the line of the file that a person has.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use csv::ByteRecord;

use super::{
    NamedTable, Plan,
    lookup::{Lookup, ROWS_BETWEEN_CHECKS, push_field},
    open_rows,
};
use crate::{
    Progress, RefreshError, Stage,
    ingest::{mapping::FileLayout, rejects::RejectLog, unpack::Unpacked},
};

/// The one table.
pub(crate) struct JoinedTable {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) notes: Vec<String>,
    /// What was read and refused of the tables that were joined.
    pub(crate) logs: Vec<(String, RejectLog)>,
}

/// Joins the tables.
///
/// # Errors
/// A key that stands in several rows that differ: rows would multiply.
pub(crate) fn write_joined(
    plan: &Plan,
    tables: &[NamedTable],
    unpacked: &mut Unpacked<'_>,
) -> Result<JoinedTable, RefreshError> {
    let progress = unpacked.progress();
    let lookups: Result<Vec<Lookup>, RefreshError> =
        plan.joined_to(plan.root).map(|edge| Lookup::read(*edge, plan, tables, progress)).collect();
    let mut lookups = lookups?;
    let root = &tables[plan.root];
    let names = plan.columns(tables);
    let mut files = Vec::new();
    for file in &root.files {
        progress.begin(Stage::Reading { file: file.name() });
        let path = unpacked.new_path(&file.name())?;
        write_file(&file.path, &path, &root.layout, &names, &mut lookups, progress)?;
        files.push(path);
    }
    let mut notes = Vec::new();
    lookups.iter().for_each(|lookup| lookup.describe_misses(tables, &mut notes));
    let logs = lookups.into_iter().flat_map(Lookup::into_logs).collect();
    Ok(JoinedTable { files, notes, logs })
}

/// Writes a table in the layout of a joined one, each row at its line.
pub(crate) fn rewrite(
    from: &Path,
    into: &Path,
    layout: &FileLayout,
    names: &[String],
    progress: &dyn Progress,
) -> Result<(), RefreshError> {
    write_file(from, into, layout, names, &mut [], progress)
}

fn write_file(
    from: &Path,
    into: &Path,
    layout: &FileLayout,
    names: &[String],
    lookups: &mut [Lookup],
    progress: &dyn Progress,
) -> Result<(), RefreshError> {
    let of_writing = |error| RefreshError::io("writing", into, error);
    let mut rows = open_rows(from, layout)?;
    let mut writer = BufWriter::new(File::create_new(into).map_err(of_writing)?);
    let mut text = Vec::new();
    push_row(&mut text, names.iter().map(|name| name.as_bytes()), false);
    text.push(b'\n');
    writer.write_all(&text).map_err(of_writing)?;
    let (mut record, mut written, mut read) = (ByteRecord::new(), 2_u64, 0_u64);
    loop {
        let line = rows.line();
        if !rows.read(&mut record).map_err(|error| RefreshError::of_reading(from, error))? {
            return writer.flush().map_err(of_writing);
        }
        if read % ROWS_BETWEEN_CHECKS == 0 {
            progress.check()?;
        }
        read += 1;
        text.clear();
        while written < line {
            text.push(b'\n');
            written += 1;
        }
        push_row(&mut text, record.iter(), true);
        // A row with another number of fields stays one, and is refused as such.
        lookups.iter_mut().for_each(|lookup| lookup.complete(&record, line, &mut text));
        text.push(b'\n');
        written += 1 + record.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
        writer.write_all(&text).map_err(of_writing)?;
    }
}

fn push_row<'a>(text: &mut Vec<u8>, fields: impl Iterator<Item = &'a [u8]>, with_line_breaks: bool) {
    for (position, field) in fields.enumerate() {
        if position > 0 {
            text.push(b',');
        }
        push_field(text, field, with_line_breaks);
    }
}
