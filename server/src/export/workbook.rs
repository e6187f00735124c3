//! An Excel workbook for people: numbers are numbers, dates are dates, and a second sheet says what the list is.
//!
//! Texts are written as texts, so none can act as a formula and none needs a guard. Rows go to a temporary
//! file as they come, so the memory does not grow with the list.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use clientele_app::{
    format::{format_count, format_date},
    url_state::ExportColumn,
};
use clientele_contract::{AnalyticsError, CustomerRow};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{Visit, for_machines, heading, list::CustomerList, visit_while};

/// The most customers that one sheet can hold below its heading.
pub const ROWS_MAX: u64 = 1_048_575;

/// The most characters that a cell can hold.
const TEXT_CHARACTERS_MAX: usize = 32_767;

/// Writes the workbook of a list. Errors are as those of [`super::write_customers`].
pub(super) fn write(
    list: &CustomerList,
    out: &mut (dyn Write + Send),
    visit_all: impl FnOnce(Visit<'_>) -> Result<u64, AnalyticsError>,
) -> io::Result<Result<u64, AnalyticsError>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(list));
    let visited = write_rows(&mut workbook, list, visit_all)?;
    if visited.is_ok() {
        write_about(&mut workbook, list).map_err(workbook_error)?;
        workbook.save_to_writer(out).map_err(workbook_error)?;
    }
    Ok(visited)
}

/// With the data's date in place of the clock's, so that the same list gives the same bytes.
fn properties(list: &CustomerList) -> DocProperties {
    let properties = DocProperties::new().set_title(format!("Customers: {}", list.filter_words));
    match excel_date(list.as_of) {
        Some(date) => properties.set_creation_datetime(&date),
        None => properties,
    }
}

fn write_rows(
    workbook: &mut Workbook,
    list: &CustomerList,
    visit_all: impl FnOnce(Visit<'_>) -> Result<u64, AnalyticsError>,
) -> io::Result<Result<u64, AnalyticsError>> {
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(workbook_error)?;
    let columns: Vec<SheetColumn> = list.columns.iter().zip(0..).map(SheetColumn::new).collect();
    write_head(sheet, &columns, list).map_err(workbook_error)?;
    let mut row = 0;
    visit_while(visit_all, |customer| {
        row += 1;
        columns.iter().try_for_each(|column| column.write(sheet, row, customer)).map_err(workbook_error)
    })
}

fn write_head(sheet: &mut Worksheet, columns: &[SheetColumn], list: &CustomerList) -> Result<(), XlsxError> {
    sheet.set_name("Customers")?.set_freeze_panes(1, 0)?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for column in columns {
        sheet.set_column_width(column.position, column.width())?;
    }
    for column in columns {
        let heading = heading(column.column, &list.currency_symbol);
        sheet.write_string_with_format(0, column.position, heading, &head)?;
    }
    if let (Some(last), Ok(rows)) = (columns.last(), u32::try_from(list.customers.min(ROWS_MAX))) {
        sheet.autofilter(0, 0, rows, last.position)?;
    }
    Ok(())
}

/// One column of the sheet.
struct SheetColumn {
    column: ExportColumn,
    position: u16,
    format: Format,
}

impl SheetColumn {
    fn new((column, position): (&ExportColumn, u16)) -> Self {
        let format = match column {
            ExportColumn::Spent | ExportColumn::ExpectedValue => Format::new().set_num_format("#,##0.00"),
            ExportColumn::ReviewScore | ExportColumn::ExpectedPurchases => {
                Format::new().set_num_format("0.00")
            }
            ExportColumn::ProbabilityAlive => Format::new().set_num_format("0.000"),
            ExportColumn::FirstOrder | ExportColumn::LastOrder => Format::new().set_num_format("yyyy-mm-dd"),
            _ => Format::new(),
        };
        Self { column: *column, position, format }
    }

    /// In characters.
    fn width(&self) -> f64 {
        match self.column {
            ExportColumn::CustomerId => 36.0,
            ExportColumn::Action => 32.0,
            ExportColumn::Segment | ExportColumn::FavouriteCategory | ExportColumn::ActionId => 22.0,
            ExportColumn::Spent | ExportColumn::ExpectedValue => 14.0,
            ExportColumn::FirstOrder | ExportColumn::LastOrder => 12.0,
            ExportColumn::State | ExportColumn::Tier => 10.0,
            _ => 11.0,
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, customer: &CustomerRow) -> Result<(), XlsxError> {
        let scores = customer.scores;
        match self.column {
            ExportColumn::CustomerId => self.write_text(sheet, row, &customer.customer_id),
            ExportColumn::Segment => self.write_text(sheet, row, customer.segment.name()),
            ExportColumn::Tier => self.write_text(sheet, row, customer.tier.map_or("", |tier| tier.name())),
            ExportColumn::RecencyScore => self.write_number(sheet, row, scores.recency),
            ExportColumn::FrequencyScore => self.write_number(sheet, row, scores.frequency),
            ExportColumn::MonetaryScore => self.write_number(sheet, row, scores.monetary),
            ExportColumn::RecencyDays => self.write_number(sheet, row, customer.recency_days),
            ExportColumn::Orders => self.write_number(sheet, row, customer.orders),
            ExportColumn::Spent => self.write_number(sheet, row, customer.spent_cents as f64 / 100.0),
            ExportColumn::ReviewScore => self.write_known(sheet, row, customer.review_score),
            ExportColumn::FavouriteCategory => self.write_text(sheet, row, &customer.favourite_category),
            ExportColumn::State => self.write_text(sheet, row, &customer.state),
            ExportColumn::FirstOrder => self.write_date(sheet, row, customer.first_order),
            ExportColumn::LastOrder => self.write_date(sheet, row, customer.last_order),
            ExportColumn::ActionId => self.write_text(sheet, row, &customer.action_id),
            ExportColumn::Action => self.write_text(sheet, row, &customer.action),
            ExportColumn::ExpectedPurchases => {
                self.write_known(sheet, row, customer.expected.map(|expected| expected.purchases))
            }
            ExportColumn::ProbabilityAlive => {
                self.write_known(sheet, row, for_machines::probability_alive(customer))
            }
            ExportColumn::ExpectedValue => {
                let cents = for_machines::expected_value_cents(customer);
                self.write_known(sheet, row, cents.map(|cents| cents as f64 / 100.0))
            }
        }
    }

    fn write_number(&self, sheet: &mut Worksheet, row: u32, number: impl Into<f64>) -> Result<(), XlsxError> {
        sheet.write_number_with_format(row, self.position, number, &self.format).map(drop)
    }

    /// What is unknown stays an empty cell.
    fn write_known(&self, sheet: &mut Worksheet, row: u32, number: Option<f64>) -> Result<(), XlsxError> {
        number.map_or(Ok(()), |number| self.write_number(sheet, row, number))
    }

    /// What is unknown stays an empty cell.
    fn write_text(&self, sheet: &mut Worksheet, row: u32, text: &str) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        sheet.write_string(row, self.position, fitting(text)).map(drop)
    }

    /// Excel knows the dates from 1900 on; others are texts.
    fn write_date(&self, sheet: &mut Worksheet, row: u32, date: NaiveDate) -> Result<(), XlsxError> {
        match excel_date(date) {
            Some(date) => sheet.write_datetime_with_format(row, self.position, &date, &self.format).map(drop),
            None => self.write_text(sheet, row, &date.to_string()),
        }
    }
}

fn write_about(workbook: &mut Workbook, list: &CustomerList) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("About this list")?.set_column_width(0, 22)?.set_column_width(1, 90)?;
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let columns: Vec<_> = list.columns.iter().map(|column| column.name()).collect();
    let facts = [
        ("Customers", list.filter_words.clone()),
        ("Filter", if list.filter_query.is_empty() { "none".to_owned() } else { list.filter_query.clone() }),
        ("Rows", format_count(list.customers)),
        ("Data up to", format_date(list.last_order)),
        ("Days are counted to", format_date(list.as_of)),
        ("How scored", list.scoring_words.clone()),
        ("Amounts in", list.currency_symbol.clone()),
        ("Columns", columns.join(", ")),
        ("Snapshot", list.snapshot_id.clone()),
    ];
    for (row, (name, value)) in (0..).zip(facts) {
        sheet.write_string_with_format(row, 0, name, &bold)?;
        sheet.write_string_with_format(row, 1, fitting(&value), &wrapped)?;
    }
    Ok(())
}

/// As much of a text as a cell can hold.
fn fitting(text: &str) -> &str {
    text.char_indices().nth(TEXT_CHARACTERS_MAX).map_or(text, |(end, _)| &text[..end])
}

fn excel_date(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// The writer's own error, so that its kind can be told.
fn workbook_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::ZipError(error) => error.into(),
        other => io::Error::other(other),
    }
}
