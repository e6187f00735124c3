//! Customers as CSV: one writer for people's spreadsheets, one for other programs.
//!
//! The guard against formulas that people's files need would corrupt values for programs (`+49 …` is a phone
//! number), so there are two writers and the reader of the file is always named.

pub mod file_name;
pub mod for_machines;
pub mod for_people;

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use clientele_contract::{AnalyticsError, CustomerRow};

use crate::config::Reader;

/// Called with every customer, as [`clientele_contract::Analytics::visit_customers`] does.
pub type Visit<'a> = &'a mut dyn FnMut(&CustomerRow) -> ControlFlow<()>;

/// Writes a header and every customer that `visit_all` visits. The outer error is the writer's, the inner
/// one the engine's; the number is that of the customers written.
pub fn write_customers(
    reader: Reader,
    currency_symbol: &str,
    out: &mut dyn Write,
    visit_all: impl FnOnce(Visit<'_>) -> Result<u64, AnalyticsError>,
) -> io::Result<Result<u64, AnalyticsError>> {
    let mut csv = match reader {
        Reader::People => for_people::start(out, currency_symbol),
        Reader::Machines => for_machines::start(out),
    }
    .map_err(io_error)?;
    let write_row = match reader {
        Reader::People => for_people::write_row,
        Reader::Machines => for_machines::write_row,
    };
    let mut failure = None;
    let visited = visit_all(&mut |customer| match write_row(&mut csv, customer) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    });
    if let Some(error) = failure {
        return Err(io_error(error));
    }
    csv.flush()?;
    Ok(visited)
}

/// The writer's own error, so that its kind can be told. CSV that is being written has no other faults.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
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
    use crate::test_support::customer;

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
        for rows in [0, 1_000] {
            let mut visited = 0;
            let written = write_customers(Reader::Machines, "R$", &mut Full, |visit| {
                visited = (0..rows).take_while(|_| visit(&customer("c1")).is_continue()).count();
                Ok(0)
            });
            assert_eq!(written.expect_err("nothing fits").kind(), io::ErrorKind::StorageFull);
            assert!(visited < 1_000, "the visit stops early");
        }
    }
}
