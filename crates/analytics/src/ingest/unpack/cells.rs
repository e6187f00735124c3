//! What a cell of a workbook says to a reader, and where in a sheet the table is.

use std::ops::Range;

use calamine::{DataRef, ExcelDateTime};

use super::workbook::SheetRow;

/// Digits of a number that a workbook keeps.
const SIGNIFICANT_DIGITS: usize = 15;
/// The days a date can be: to the end of 9999.
const DAYS: Range<f64> = 1.0..2_958_466.0;

/// The text of a cell: dates as `2025-12-31`, numbers without marks for thousands, in one line.
pub(super) fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => in_one_line(text),
        DataRef::SharedString(text) => in_one_line(text),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// What the workbook shows: 12.989999999999998 is 12.99 to its reader.
fn number_text(number: f64) -> String {
    let rounded = format!("{number:.*e}", SIGNIFICANT_DIGITS - 1).parse::<f64>().unwrap_or(number);
    if rounded.is_finite() { rounded.to_string() } else { String::new() }
}

fn date_text(date: &ExcelDateTime) -> String {
    let days = date.as_f64();
    if date.is_duration() || !DAYS.contains(&days) && !(0.0..1.0).contains(&days) {
        return number_text(days);
    }
    let (year, month, day, hour, minute, second, millisecond) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if days < 1.0 {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, millisecond) == (0, 0, 0, 0) { day } else { format!("{day} {time}") }
}

/// A line of the text is a row of the sheet.
fn in_one_line(text: &str) -> String {
    let text = text.trim();
    if text.contains(char::is_control) { text.replace(char::is_control, " ") } else { text.to_owned() }
}

/// The first row of the table and its columns: titles and remarks above it fill few cells.
pub(super) fn find_table(rows: &[SheetRow]) -> Option<(usize, Range<usize>)> {
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let most = rows.iter().map(filled).max().filter(|most| *most >= 2)?;
    let header = rows.iter().position(|row| filled(row) * 2 > most)?;
    let table = &rows[header..];
    let first = |row: &SheetRow| row.cells.iter().position(|cell| !cell.is_empty());
    let start = table.iter().filter_map(first).min()?;
    // Cells end with one that is filled.
    let end = table.iter().map(|row| row.cells.len()).max()?;
    Some((header, start..end))
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_are_what_the_workbook_shows() {
        for (number, text) in [
            (12.0, "12"),
            (1_234.5, "1234.5"),
            (12.989_999_999_999_998, "12.99"),
            (-0.1, "-0.1"),
            (1e15, "1000000000000000"),
            (4_006_381_333_931.0, "4006381333931"),
            (f64::NAN, ""),
        ] {
            assert_eq!(cell_text(&DataRef::Float(number)), text);
        }
    }

    #[test]
    fn dates_are_days_with_a_time_where_there_is_one() {
        let date = |days, is_1904| {
            cell_text(&DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904)))
        };
        assert_eq!(date(46_022.0, false), "2025-12-31");
        assert_eq!(date(44_560.0, true), "2025-12-31");
        assert_eq!(date(46_022.75, false), "2025-12-31 18:00:00");
        assert_eq!(date(0.5, false), "12:00:00");
        assert_eq!(date(1e300, false).len(), 301, "no day at all stays a number");
        assert_eq!(cell_text(&DataRef::DateTimeIso("2025-12-31T00:00:00".to_owned())), "2025-12-31");
    }

    #[test]
    fn texts_stay_in_their_line() {
        assert_eq!(cell_text(&DataRef::SharedString(" please,\nring ")), "please, ring");
    }
}
