//! Workbooks of Excel: each visible sheet that holds a table becomes a text of comma-separated values.
//!
//! The line of a row in that text is its number in the sheet, so that messages name the row that a person sees.

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::Path,
};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    TableFile, Unpacked,
    cells::{cell_text, find_table},
    damaged,
    limits::Budget,
    refused, too_much,
};
use crate::{Progress, RefreshError};

/// Rows in which the table is looked for: a title and remarks may stand above it.
const LOOKED_AT: usize = 60;
/// Characters that a cell can have.
const CELL_CHARACTERS_MAX: usize = 32_767;
/// Rows and columns that a sheet can have.
const ROWS_MAX: u32 = 1_048_576;
const COLUMNS_MAX: u32 = 16_384;

type Workbook = Xlsx<BufReader<File>>;

impl Unpacked<'_> {
    pub(super) fn unpack_workbook(
        &mut self,
        path: &Path,
        name: &str,
    ) -> Result<Vec<TableFile>, RefreshError> {
        let of_opening = |error| RefreshError::io("opening", path, error);
        let file = File::open(path).map_err(of_opening)?;
        let packed_bytes = file.metadata().map_err(of_opening)?.len();
        let mut workbook = Workbook::new(BufReader::new(file)).map_err(|fault| of_workbook(name, &fault))?;
        let is_read = |sheet: &&calamine::Sheet| {
            sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
        };
        let sheets: Vec<String> =
            workbook.sheets_metadata().iter().filter(is_read).map(|sheet| sheet.name.clone()).collect();
        let mut tables = Vec::new();
        for sheet in sheets {
            let shown = format!("{sheet} in {name}");
            let path = self.new_path(&shown)?;
            let Self { request, total, .. } = &mut *self;
            let budget = Budget::new(request.limits, packed_bytes, total);
            let rows = write_sheet(&mut workbook, &sheet, &shown, &path, budget, request.progress)?;
            if rows >= 2 {
                tables.push(TableFile {
                    container: Some(name.to_owned()),
                    is_sheet: true,
                    ..TableFile::plain(path)
                });
            } else {
                fs::remove_file(&path).map_err(|error| RefreshError::io("removing", &path, error))?;
            }
        }
        if tables.is_empty() {
            return Err(refused(
                name,
                "no sheet with a table",
                "expected rows of orders below their column names",
            ));
        }
        Ok(tables)
    }
}

/// Writes the table of a sheet; the number of its rows, the header included.
fn write_sheet(
    workbook: &mut Workbook,
    sheet: &str,
    shown: &str,
    path: &Path,
    budget: Budget<'_>,
    progress: &dyn Progress,
) -> Result<u64, RefreshError> {
    let of_fault = |fault: XlsxError| of_workbook(shown, &fault);
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(of_fault)?;
    let mut table = TableText::create(path, shown, budget)?;
    let mut row = SheetRow { number: 0, cells: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(of_fault)? {
        let (number, column) = cell.get_position();
        if number < row.number || number >= ROWS_MAX || column >= COLUMNS_MAX {
            return Err(damaged(shown, &"a cell stands where no cell can be"));
        }
        if number != row.number {
            progress.check()?;
            table.add(std::mem::replace(&mut row, SheetRow { number, cells: Vec::new() }))?;
        }
        let text = cell_text(cell.get_value());
        if !text.is_empty() {
            check_length(shown, &text)?;
            // Counted before it is held: one text of the workbook can stand in any number of cells.
            table.spend(text.len())?;
            row.set(column as usize, text);
        }
    }
    table.add(row)?;
    table.finish()
}

fn check_length(shown: &str, text: &str) -> Result<(), RefreshError> {
    // A character has one byte at least.
    if text.len() > CELL_CHARACTERS_MAX && text.chars().count() > CELL_CHARACTERS_MAX {
        return Err(damaged(shown, &format!("a cell holds more than {CELL_CHARACTERS_MAX} characters")));
    }
    Ok(())
}

/// One row of a sheet; missing cells are empty.
pub(super) struct SheetRow {
    /// From 0.
    number: u32,
    pub(super) cells: Vec<String>,
}

impl SheetRow {
    fn set(&mut self, column: usize, text: String) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
    }
}

/// The text that a sheet becomes.
struct TableText<'a> {
    writer: BufWriter<File>,
    path: &'a Path,
    shown: &'a str,
    budget: Budget<'a>,
    /// Rows in which the table is still looked for.
    first_rows: Vec<SheetRow>,
    /// The columns of the table, once they are known.
    columns: Option<std::ops::Range<usize>>,
    lines: u32,
    rows: u64,
}

impl<'a> TableText<'a> {
    fn create(path: &'a Path, shown: &'a str, budget: Budget<'a>) -> Result<Self, RefreshError> {
        let file = File::create_new(path).map_err(|error| RefreshError::io("writing", path, error))?;
        let writer = BufWriter::new(file);
        Ok(Self { writer, path, shown, budget, first_rows: Vec::new(), columns: None, lines: 0, rows: 0 })
    }

    fn add(&mut self, row: SheetRow) -> Result<(), RefreshError> {
        if row.cells.is_empty() {
            return Ok(());
        }
        if let Some(columns) = self.columns.clone() {
            return self.write(&row, &columns);
        }
        self.first_rows.push(row);
        if self.first_rows.len() >= LOOKED_AT { self.write_first_rows() } else { Ok(()) }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), RefreshError> {
        self.budget.spend(bytes as u64).map_err(|excess| too_much(self.shown, &excess))
    }

    fn write_first_rows(&mut self) -> Result<(), RefreshError> {
        let rows = std::mem::take(&mut self.first_rows);
        let Some((header, columns)) = find_table(&rows) else { return Ok(()) };
        self.columns = Some(columns.clone());
        rows[header..].iter().try_for_each(|row| self.write(row, &columns))
    }

    fn write(&mut self, row: &SheetRow, columns: &std::ops::Range<usize>) -> Result<(), RefreshError> {
        // What the cells hold is counted already.
        let counted: usize = row.cells.iter().map(String::len).sum();
        let empty_lines = row.number.saturating_sub(self.lines);
        let mut text = "\n".repeat(empty_lines as usize);
        let end = columns.end.max(row.cells.len());
        for column in columns.start..end {
            if column > columns.start {
                text.push(',');
            }
            push_field(&mut text, row.cells.get(column).map(String::as_str).unwrap_or_default());
        }
        text.push('\n');
        self.lines = row.number.saturating_add(1);
        self.rows += 1;
        self.spend(text.len().saturating_sub(counted))?;
        self.writer.write_all(text.as_bytes()).map_err(|error| RefreshError::io("writing", self.path, error))
    }

    fn finish(mut self) -> Result<u64, RefreshError> {
        if self.columns.is_none() {
            self.write_first_rows()?;
        }
        self.writer.flush().map_err(|error| RefreshError::io("writing", self.path, error))?;
        Ok(self.rows)
    }
}

fn push_field(text: &mut String, field: &str) {
    if field.contains([',', '"']) {
        text.push('"');
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(field);
    }
}

fn of_workbook(name: &str, fault: &XlsxError) -> RefreshError {
    damaged(name, fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_as_long_as_a_cell_can_be() {
        assert!(check_length("orders.xlsx", &"é".repeat(CELL_CHARACTERS_MAX)).is_ok());
        let message =
            check_length("orders.xlsx", &"é".repeat(CELL_CHARACTERS_MAX + 1)).unwrap_err().to_string();
        assert!(message.starts_with("orders.xlsx: ") && message.contains("32767 characters"), "{message}");
    }
}
