//! Customers as files: CSV for other programs, CSV for people's spreadsheets, and a workbook.
//!
//! The guard against formulas that people's CSV needs would corrupt values for programs (`+49 …` is a phone
//! number), so there are two writers and the reader of the file is always named.

pub mod file_name;
pub mod for_machines;
pub mod for_people;
pub mod list;
pub mod table;
pub mod workbook;

mod scoring_words;

use std::{
    borrow::Cow,
    io::{self, Write},
    ops::ControlFlow,
};

use clientele_app::url_state::ExportColumn;
use clientele_contract::{AnalyticsError, CustomerRow};

use crate::config::Reader;
use list::CustomerList;

/// Called with every customer, as [`clientele_contract::Analytics::visit_customers`] does.
pub type Visit<'a> = &'a mut dyn FnMut(&CustomerRow) -> ControlFlow<()>;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Comma-separated values for this reader.
    Csv(Reader),
    /// An Excel workbook, for people.
    Workbook,
}

impl FileKind {
    /// The ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Workbook => "xlsx",
        }
    }

    /// For whom it is.
    pub fn reader(self) -> Reader {
        match self {
            Self::Csv(reader) => reader,
            Self::Workbook => Reader::People,
        }
    }
}

/// Writes a header and every customer that `visit_all` visits. The outer error is the writer's, the inner
/// one the engine's; the number is that of the customers written.
pub fn write_customers(
    kind: FileKind,
    list: &CustomerList,
    out: &mut (dyn Write + Send),
    visit_all: impl FnOnce(Visit<'_>) -> Result<u64, AnalyticsError>,
) -> io::Result<Result<u64, AnalyticsError>> {
    match kind {
        FileKind::Csv(Reader::People) => {
            let csv = for_people::start(out, &list.columns, &list.currency_symbol).map_err(csv_error)?;
            write_csv(csv, &list.columns, for_people::field, visit_all)
        }
        FileKind::Csv(Reader::Machines) => {
            let csv = for_machines::start(out, &list.columns).map_err(csv_error)?;
            write_csv(csv, &list.columns, for_machines::field, visit_all)
        }
        FileKind::Workbook => workbook::write(list, out, visit_all),
    }
}

/// Writes the customers below the heading, with the cells of one kind of reader.
fn write_csv<W: Write>(
    mut csv: csv::Writer<W>,
    columns: &[ExportColumn],
    field: fn(ExportColumn, &CustomerRow) -> Cow<'_, str>,
    visit_all: impl FnOnce(Visit<'_>) -> Result<u64, AnalyticsError>,
) -> io::Result<Result<u64, AnalyticsError>> {
    let visited = visit_while(visit_all, |customer| {
        for column in columns {
            csv.write_field(field(*column, customer).as_bytes()).map_err(csv_error)?;
        }
        csv.write_record(None::<&[u8]>).map_err(csv_error)
    })?;
    csv.flush()?;
    Ok(visited)
}

/// Visits until a row cannot be written; that error is the outer one.
fn visit_while(
    visit_all: impl FnOnce(Visit<'_>) -> Result<u64, AnalyticsError>,
    mut write_row: impl FnMut(&CustomerRow) -> io::Result<()>,
) -> io::Result<Result<u64, AnalyticsError>> {
    let mut failure = None;
    let visited = visit_all(&mut |customer| match write_row(customer) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    });
    failure.map_or(Ok(visited), Err)
}

/// The writer's own error, so that its kind can be told. CSV that is being written has no other faults.
fn csv_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The heading that people read.
fn heading(column: ExportColumn, currency_symbol: &str) -> String {
    match column {
        ExportColumn::Spent | ExportColumn::ExpectedValue => format!("{} ({currency_symbol})", column.name()),
        column => column.name().to_owned(),
    }
}

/// Cents as currency units: `1234.05`.
fn decimal_units(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (units, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    format!("{sign}{units}.{rest:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{customer, list_of_all_columns};

    #[test]
    fn cents_become_units_without_rounding() {
        let check = |cents, expected: &str| assert_eq!(decimal_units(cents), expected);
        check(0, "0.00");
        check(5, "0.05");
        check(-5, "-0.05");
        check(123_405, "1234.05");
        check(i64::MIN, "-92233720368547758.08");
    }

    #[test]
    fn a_full_disk_stops_the_visit_and_is_told() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let kind = FileKind::Csv(Reader::Machines);
        for rows in [0, 1_000] {
            let mut visited = 0;
            let written = write_customers(kind, &list_of_all_columns(), &mut Full, |visit| {
                visited = (0..rows).take_while(|_| visit(&customer("c1")).is_continue()).count();
                Ok(0)
            });
            assert_eq!(written.expect_err("nothing fits").kind(), io::ErrorKind::StorageFull);
            assert!(visited < 1_000, "the visit stops early");
        }
        let written = write_customers(FileKind::Workbook, &list_of_all_columns(), &mut Full, |_| Ok(0));
        assert_eq!(written.expect_err("nothing fits").kind(), io::ErrorKind::StorageFull);
    }
}
