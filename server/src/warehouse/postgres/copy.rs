//! Rows into a table by COPY, in PostgreSQL's text format.

use std::io::{self, Write};

use clientele_analytics::{Progress, StoredValue};
use postgres::Transaction;

use super::Target;
use crate::{
    postgres::PostgresError,
    warehouse::{
        RowCount, WarehouseError,
        rows::SnapshotRows,
        star::{ColumnKind, StarColumn, StarTable},
    },
};

/// Bytes that are sent together.
const BLOCK: usize = 64 * 1024;

/// Fills a table that was made in this transaction; tells how many rows it has.
pub(super) fn fill(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
    table: &StarTable,
    rows: &SnapshotRows,
    progress: &dyn Progress,
) -> Result<u64, WarehouseError> {
    let doing = format!("filling {}", table.name);
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let statement = format!(
        "COPY {}.{} ({}) FROM STDIN (FORMAT text, FREEZE, ENCODING 'UTF8')",
        target.build_schema(),
        table.name,
        columns.join(", ")
    );
    let mut sink = transaction.copy_in(&statement).map_err(|error| target.refused(&doing, &error))?;
    let mut lines = Vec::with_capacity(2 * BLOCK);
    let mut count = RowCount::new(progress);
    let of_stream =
        |error: &io::Error| WarehouseError::from(PostgresError::of_stream(&target.place, &doing, error));
    rows.for_each(table, &mut |values| {
        write_line(&mut lines, table.columns, values);
        if lines.len() >= BLOCK {
            sink.write_all(&lines).and_then(|()| sink.flush()).map_err(|error| of_stream(&error))?;
            lines.clear();
        }
        count.count()
    })?;
    sink.write_all(&lines).map_err(|error| of_stream(&error))?;
    let arrived = sink.finish().map_err(|error| target.refused(&doing, &error))?;
    if arrived == count.rows {
        return Ok(arrived);
    }
    Err(WarehouseError::Totals(format!("{arrived} rows of {} arrived of {}", table.name, count.rows)))
}

/// One row as a line: values apart by tabs, `\N` for what is not known.
fn write_line(out: &mut Vec<u8>, columns: &[StarColumn], values: &[StoredValue]) {
    for (position, (column, value)) in columns.iter().zip(values).enumerate() {
        if position > 0 {
            out.push(b'\t');
        }
        write_value(out, column.kind, value);
    }
    out.push(b'\n');
}

fn write_value(out: &mut Vec<u8>, kind: ColumnKind, value: &StoredValue) {
    let written = match value {
        StoredValue::Nothing => out.write_all(b"\\N"),
        StoredValue::Whole(cents) if kind == ColumnKind::Money => {
            let sign = if *cents < 0 { "-" } else { "" };
            let (units, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
            write!(out, "{sign}{units}.{rest:02}")
        }
        StoredValue::Whole(value) => write!(out, "{value}"),
        StoredValue::Ratio(value) => write!(out, "{value}"),
        StoredValue::Day(day) => write!(out, "{day}"),
        StoredValue::Text(text) => {
            write_text(out, text);
            Ok(())
        }
    };
    debug_assert!(written.is_ok(), "memory takes everything");
}

/// What would end a value or a line is written as an escape. PostgreSQL holds no zero characters.
fn write_text(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0 => out.extend_from_slice("\u{fffd}".as_bytes()),
            _ => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: ColumnKind, value: &StoredValue) -> String {
        let mut out = Vec::new();
        write_value(&mut out, kind, value);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn amounts_are_exact() {
        for (cents, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "-0.05"),
            (123_456, "1234.56"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(written(ColumnKind::Money, &StoredValue::Whole(cents)), text);
        }
    }

    #[test]
    fn no_text_ends_its_value() {
        let text = StoredValue::Text("a\\N\tb\r\nc\0ü".to_owned());
        assert_eq!(written(ColumnKind::Text, &text), "a\\\\N\\tb\\r\\nc\u{fffd}ü");
        assert_eq!(written(ColumnKind::Text, &StoredValue::Nothing), "\\N");
    }
}
