//! The star schema as Parquet files.
//!
//! ```text
//! FOLDER/current             the copy in service: a link; where there are no links a file with its name
//! FOLDER/copies/ID-N/        a copy: a file for each table, and manifest.json
//! FOLDER/copies/building/    one that is being written; cleared by the next load
//! ```
//!
//! The copy before stays until the next load, for whoever is reading it.

mod table_file;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use clientele_analytics::{Progress, Stage, StoredValue, durable};
use serde::Serialize;

use self::table_file::TableFile;
use super::{
    Loaded, RowCount, WarehouseError,
    rows::{Expected, SnapshotRows},
    star::{StarTable, TABLES},
};
use crate::hashed::Hashed;

const CURRENT: &str = "current";
const COPIES: &str = "copies";
const BUILDING: &str = "building";
const MANIFEST: &str = "manifest.json";
/// The version of this layout.
const FORMAT: u32 = 1;

/// Writes a copy and puts it into service.
///
/// # Errors
/// The folder holds something else, the files cannot be written, or the copy is not the snapshot; the copy in service
/// stays.
pub(super) fn publish(
    folder: &Path,
    rows: &SnapshotRows,
    progress: &dyn Progress,
) -> Result<Loaded, WarehouseError> {
    let copies = folder.join(COPIES);
    let building = copies.join(BUILDING);
    check_is_ours(folder)?;
    remove_folder(&building)?;
    fs::create_dir_all(&building).map_err(|fault| WarehouseError::io("creating", &building, fault))?;
    let written = write_copy(&building, rows, progress);
    if written.is_err() {
        // The first error is the one to tell; what stays is cleared by the next load.
        let _ = fs::remove_dir_all(&building);
    }
    let total = written?;
    let name = free_name(&copies, &rows.expected.snapshot_id);
    let copy = copies.join(&name);
    fs::rename(&building, &copy).map_err(|fault| WarehouseError::io("naming", &copy, fault))?;
    sync_folder(&copies)?;
    let before = current_name(folder);
    switch(folder, &name)?;
    clear_old(&copies, &[Some(name), before])?;
    Ok(Loaded {
        place: folder.join(CURRENT).display().to_string(),
        snapshot_id: rows.expected.snapshot_id.clone(),
        rows: total,
        notes: Vec::new(),
    })
}

/// A folder with other things in it is not touched: it may have been named by mistake.
fn check_is_ours(folder: &Path) -> Result<(), WarehouseError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(fault) => return Err(WarehouseError::io("reading", folder, fault)),
    };
    for entry in entries {
        let name = entry.map_err(|fault| WarehouseError::io("reading", folder, fault))?.file_name();
        let found = name.to_string_lossy().into_owned();
        if ![CURRENT, COPIES, &format!("{CURRENT}.new")].contains(&found.as_str()) {
            return Err(WarehouseError::NotOurFolder { path: folder.to_owned(), found });
        }
    }
    Ok(())
}

/// Writes all tables and then what is known about them; tells how many rows they have together.
fn write_copy(building: &Path, rows: &SnapshotRows, progress: &dyn Progress) -> Result<u64, WarehouseError> {
    let mut tables = BTreeMap::new();
    for table in &TABLES {
        progress.begin(Stage::Passing { what: format!("{}.parquet", table.name) });
        tables.insert(table.name, write_table(building, table, rows, progress)?);
    }
    check_totals(&tables, &rows.expected)?;
    let total = tables.values().map(|table| table.rows).sum();
    let path = building.join(MANIFEST);
    let manifest = serde_json::to_vec_pretty(&CopyManifest::of(&rows.expected, tables));
    let manifest = manifest.map_err(|fault| WarehouseError::io("writing", &path, fault.into()))?;
    let write = || {
        let mut file = File::create_new(&path)?;
        file.write_all(&manifest)?;
        file.sync_all()
    };
    write().map_err(|fault| WarehouseError::io("writing", &path, fault))?;
    sync_folder(building)?;
    Ok(total)
}

fn write_table(
    building: &Path,
    table: &StarTable,
    rows: &SnapshotRows,
    progress: &dyn Progress,
) -> Result<TableEntry, WarehouseError> {
    let name = format!("{}.parquet", table.name);
    let path = building.join(&name);
    let file = File::create_new(&path).map_err(|fault| WarehouseError::io("creating", &path, fault))?;
    let unwritten = |fault| WarehouseError::Parquet { path: path.clone(), fault };
    let mut out = TableFile::begin(Hashed::new(file), table).map_err(unwritten)?;
    let mut count = RowCount::new(progress);
    let revenue = table.columns.iter().position(|column| column.name == "revenue");
    let mut revenue_cents: i64 = 0;
    rows.for_each(table, &mut |values| {
        if let Some(StoredValue::Whole(cents)) = revenue.map(|place| &values[place]) {
            revenue_cents += cents;
        }
        out.push(values).map_err(unwritten)?;
        count.count()
    })?;
    let (hashed, stored_rows) = out.finish().map_err(unwritten)?;
    if stored_rows != count.rows {
        return Err(WarehouseError::Totals(format!("{name} holds {stored_rows} rows of {}", count.rows)));
    }
    let bytes = File::open(&path).and_then(|file| {
        file.sync_all()?;
        Ok(file.metadata()?.len())
    });
    Ok(TableEntry {
        file: name,
        rows: stored_rows,
        bytes: bytes.map_err(|fault| WarehouseError::io("writing", &path, fault))?,
        sha256: hashed.sha256(),
        comment: table.comment,
        personal_data: table.state.is_some(),
        columns: table.columns.iter().map(|column| (column.name, column.comment)).collect(),
        revenue_cents: revenue.map(|_| revenue_cents),
    })
}

/// Compares what was written with what the snapshot says.
fn check_totals(tables: &BTreeMap<&str, TableEntry>, expected: &Expected) -> Result<(), WarehouseError> {
    let totals = expected.totals;
    for (name, rows) in [
        ("dim_customer", expected.customers),
        ("dim_order", totals.orders),
        ("fact_order_line", totals.order_lines),
    ] {
        let found = tables.get(name).map(|table| (table.rows, table.revenue_cents));
        if found != Some((rows, Some(totals.revenue_cents))) {
            let cents = totals.revenue_cents;
            return Err(WarehouseError::Totals(format!(
                "{name} has rows and cents {found:?} instead of {rows} and {cents}"
            )));
        }
    }
    Ok(())
}

/// What a copy holds.
#[derive(Serialize)]
struct CopyManifest<'a> {
    format: u32,
    snapshot_id: &'a str,
    as_of: String,
    currency: &'a str,
    note: &'static str,
    totals: CopyTotals,
    tables: BTreeMap<&'a str, TableEntry>,
}

#[derive(Serialize)]
struct CopyTotals {
    customers: u64,
    orders: u64,
    order_lines: u64,
    revenue_cents: i64,
}

/// What is known of a file.
#[derive(Serialize)]
struct TableEntry {
    file: String,
    rows: u64,
    bytes: u64,
    sha256: String,
    comment: &'static str,
    personal_data: bool,
    columns: BTreeMap<&'static str, &'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue_cents: Option<i64>,
}

impl<'a> CopyManifest<'a> {
    fn of(expected: &'a Expected, tables: BTreeMap<&'a str, TableEntry>) -> Self {
        let totals = expected.totals;
        Self {
            format: FORMAT,
            snapshot_id: &expected.snapshot_id,
            as_of: expected.as_of.to_string(),
            currency: &expected.currency_symbol,
            note: "Tables marked personal_data describe persons: give them to nobody who must not see customers, and \
                   delete copies that are not needed any more.",
            totals: CopyTotals {
                customers: expected.customers,
                orders: totals.orders,
                order_lines: totals.order_lines,
                revenue_cents: totals.revenue_cents,
            },
            tables,
        }
    }
}

/// The same snapshot may be written again under other settings.
fn free_name(copies: &Path, snapshot_id: &str) -> String {
    let mut number = 1_u32;
    loop {
        let name = format!("{snapshot_id}-{number}");
        if !copies.join(&name).exists() {
            return name;
        }
        number += 1;
    }
}

/// The copy in service.
fn current_name(folder: &Path) -> Option<String> {
    let current = folder.join(CURRENT);
    let target = fs::read_link(&current).or_else(|_| fs::read_to_string(&current).map(PathBuf::from)).ok()?;
    Some(target.file_name()?.to_string_lossy().into_owned())
}

/// Puts a copy into service: readers find the old one or the new one, never nothing.
fn switch(folder: &Path, name: &str) -> Result<(), WarehouseError> {
    let (current, beside) = (folder.join(CURRENT), folder.join(format!("{CURRENT}.new")));
    let failed = |fault| WarehouseError::io("naming", &current, fault);
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    point(&beside, &Path::new(COPIES).join(name)).map_err(failed)?;
    fs::rename(&beside, &current).map_err(failed)?;
    sync_folder(folder)
}

#[cfg(unix)]
fn point(at: &Path, target: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

/// Links to folders need special rights elsewhere.
#[cfg(not(unix))]
fn point(at: &Path, target: &Path) -> io::Result<()> {
    fs::write(at, target.display().to_string())
}

/// Removes all copies but those that are kept.
fn clear_old(copies: &Path, kept: &[Option<String>]) -> Result<(), WarehouseError> {
    let unread = |fault| WarehouseError::io("reading", copies, fault);
    for entry in fs::read_dir(copies).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !kept.contains(&Some(name)) {
            remove_folder(&entry.path())?;
        }
    }
    Ok(())
}

fn remove_folder(path: &Path) -> Result<(), WarehouseError> {
    durable::remove_folder(path).map_err(|fault| WarehouseError::io("removing", path, fault))
}

fn sync_folder(folder: &Path) -> Result<(), WarehouseError> {
    durable::sync_folder(folder).map_err(|fault| WarehouseError::io("writing", folder, fault))
}
