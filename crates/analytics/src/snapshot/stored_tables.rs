//! The tables of a published snapshot as plain rows, for whoever passes them on to other programs.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use parquet::{
    file::{reader::FileReader, serialized_reader::SerializedFileReader},
    record::{Field, Row, reader::RowIter},
    schema::types::Type,
};

use super::{
    manifest,
    open::{Fault, read_manifest, verify},
    snapshots_dir,
};
use crate::{SnapshotError, model::civil_date};

/// A table that a snapshot stores. Customers are not among them: their segments depend on the settings in force,
/// so [`Engine::visit_by_key`](crate::Engine::visit_by_key) tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredTable {
    /// Completed orders, by `order_key`.
    Orders,
    /// Their items, by `order_key` and `line_number`.
    OrderLines,
    /// Items of completed orders without a customer, by `guest_order_key` and `line_number`; most shops have none.
    GuestLines,
    /// Products that were bought, by `product_key`.
    Products,
    /// Every day from the first order to the last with data, by `date`.
    Dates,
}

impl StoredTable {
    fn file(self) -> &'static str {
        match self {
            Self::Orders => manifest::ORDERS,
            Self::OrderLines => manifest::ORDER_LINES,
            Self::GuestLines => manifest::GUEST_LINES,
            Self::Products => manifest::PRODUCTS,
            Self::Dates => manifest::DATES,
        }
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum StoredValue {
    /// Not known.
    Nothing,
    /// A count, a key, or an amount in cents.
    Whole(i64),
    /// A mean.
    Ratio(f64),
    /// A name or identifier.
    Text(String),
    /// A civil date.
    Day(NaiveDate),
}

/// The control totals of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredTotals {
    /// Orders that count.
    pub orders: u64,
    /// Their items.
    pub order_lines: u64,
    /// Price and shipping of all items, in cents.
    pub revenue_cents: i64,
    /// Items of completed orders without a customer, which are in none of the totals above.
    pub guest_lines: u64,
    /// Price and shipping of these, in cents.
    pub guest_revenue_cents: i64,
}

/// A snapshot whose files have been checked against its manifest.
pub struct StoredTables {
    folder: PathBuf,
    totals: StoredTotals,
}

impl StoredTables {
    /// Checks the snapshot and opens its tables. Hold the [`RefreshLock`](super::RefreshLock) while they are read,
    /// or a refresh may clear the snapshot away.
    ///
    /// # Errors
    /// [`SnapshotError::Unusable`] if it is not there, damaged, or of another format.
    pub fn open(data_dir: &Path, snapshot_id: &str) -> Result<Self, SnapshotError> {
        let folder = snapshots_dir(data_dir).join(snapshot_id);
        let unusable =
            |fault: Fault| SnapshotError::Unusable { id: snapshot_id.to_owned(), reason: fault.to_string() };
        verify(&folder, snapshot_id).map_err(unusable)?;
        let quality = read_manifest(&folder, snapshot_id).map_err(unusable)?.facts.quality;
        let guests = quality.guests.unwrap_or_default();
        let totals = StoredTotals {
            orders: quality.completed_orders,
            order_lines: quality.order_items,
            revenue_cents: quality.revenue_cents_from_lines,
            guest_lines: guests.order_items,
            guest_revenue_cents: guests.revenue_cents,
        };
        Ok(Self { folder, totals })
    }

    /// What the rows add up to.
    pub fn totals(&self) -> StoredTotals {
        self.totals
    }

    /// The rows of a table in the order of its key, each with these columns. A column that this shop does not have
    /// (`quantity`) is [`StoredValue::Nothing`] in every row.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn rows(&self, table: StoredTable, columns: &[&str]) -> Result<StoredRows, SnapshotError> {
        let path = self.folder.join(table.file());
        if table == StoredTable::GuestLines && self.totals.guest_lines == 0 {
            return Ok(StoredRows { path, rows: None, positions: Vec::new() });
        }
        let file = File::open(&path).map_err(|fault| SnapshotError::Io { path: path.clone(), fault })?;
        let unreadable = |fault: parquet::errors::ParquetError| SnapshotError::Io {
            path: path.clone(),
            fault: std::io::Error::other(fault),
        };
        let reader = SerializedFileReader::new(file).map_err(unreadable)?;
        let root = reader.metadata().file_metadata().schema_descr().root_schema().clone();
        let wanted = root.get_fields().iter().filter(|field| columns.contains(&field.name()));
        let wanted: Vec<_> = wanted.cloned().collect();
        // Rows come with their columns in the order of the file.
        let positions =
            columns.iter().map(|column| wanted.iter().position(|field| field.name() == *column)).collect();
        let projection = Type::group_type_builder(root.name()).with_fields(wanted).build();
        let projection = projection.map_err(unreadable)?;
        let rows = RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(unreadable)?;
        Ok(StoredRows { path, rows: Some(rows), positions })
    }
}

/// The rows of a table; memory does not grow with their number.
pub struct StoredRows {
    path: PathBuf,
    /// `None`: the shop does not have the table.
    rows: Option<RowIter<'static>>,
    /// Of each column asked for, its place among those of the file.
    positions: Vec<Option<usize>>,
}

impl Iterator for StoredRows {
    type Item = Result<Vec<StoredValue>, SnapshotError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.as_mut()?.next()?;
        let unreadable = |fault| SnapshotError::Io { path: self.path.clone(), fault };
        Some(row.map_err(std::io::Error::other).and_then(|row| self.values(row)).map_err(unreadable))
    }
}

impl StoredRows {
    fn values(&self, row: Row) -> std::io::Result<Vec<StoredValue>> {
        let mut fields: Vec<Field> = row.into_columns().into_iter().map(|(_, field)| field).collect();
        let take = |position: &Option<usize>| match position {
            Some(position) => stored_value(std::mem::replace(&mut fields[*position], Field::Null)),
            None => Ok(StoredValue::Nothing),
        };
        self.positions.iter().map(take).collect()
    }
}

fn stored_value(field: Field) -> std::io::Result<StoredValue> {
    Ok(match field {
        Field::Null => StoredValue::Nothing,
        Field::Byte(value) => StoredValue::Whole(value.into()),
        Field::Short(value) => StoredValue::Whole(value.into()),
        Field::Int(value) => StoredValue::Whole(value.into()),
        Field::Long(value) => StoredValue::Whole(value),
        Field::UByte(value) => StoredValue::Whole(value.into()),
        Field::UShort(value) => StoredValue::Whole(value.into()),
        Field::UInt(value) => StoredValue::Whole(value.into()),
        Field::Float(value) => StoredValue::Ratio(value.into()),
        Field::Double(value) => StoredValue::Ratio(value),
        Field::Str(value) => StoredValue::Text(value),
        Field::Date(days) => StoredValue::Day(civil_date(days)),
        other => return Err(std::io::Error::other(format!("a value of no known kind: {other}"))),
    })
}
