//! The first rows of a table as they are understood.

use std::path::Path;

use chrono::NaiveDate;
use clientele_contract::{MappingPreview, PreviewRow};

use super::{Reading, open::OpenTable, row::OrderRow};
use crate::{RefreshError, Silent, ingest::Mapping};

/// Rows that are read.
pub(super) const ROWS_LOOKED_AT: u64 = 5_000;
/// Rows that are shown.
const ROWS_SHOWN: usize = 8;

/// What has been seen of a table.
#[derive(Default)]
pub(super) struct Looked(MappingPreview);

impl Looked {
    /// Takes a row that can be used into account.
    pub(super) fn take(&mut self, row: &OrderRow<'_>, line: u64) {
        let Self(preview) = self;
        let shown = understood(row, line);
        if let Some(day) = shown.day {
            preview.first_day = Some(preview.first_day.map_or(day, |first| first.min(day)));
            preview.last_day = Some(preview.last_day.map_or(day, |last| last.max(day)));
        }
        if preview.rows.len() < ROWS_SHOWN {
            preview.rows.push(shown);
        }
    }
}

/// Reads the beginning of a table.
///
/// # Errors
/// All missing columns at once; text that cannot be read.
pub(crate) fn preview_table(file: &Path, mapping: &Mapping) -> Result<MappingPreview, RefreshError> {
    let mut problems = Vec::new();
    let mut table = OpenTable::open(file, mapping, &mut problems)?;
    if !problems.is_empty() {
        return Err(RefreshError::Incomplete { problems });
    }
    let looked = Some(Looked::default());
    let mut reading = Reading::new(mapping, looked);
    table.read(&mut reading, &Silent)?;
    let quality = table.log.summarize(&table.file);
    let Looked(preview) = reading.looked.unwrap_or_default();
    Ok(MappingPreview {
        rows_read: quality.rows_read,
        rows_usable: quality.rows_kept,
        refused: quality.rejected,
        ..preview
    })
}

fn understood(row: &OrderRow<'_>, line: u64) -> PreviewRow {
    let amount = row.line_cents.or(row.order_cents).or(row.refund_cents);
    PreviewRow {
        line,
        day: row.date.and_then(|(day, _)| NaiveDate::from_epoch_days(day)),
        order: row.order.to_owned(),
        customer: row.customer.map(str::to_owned),
        product: row.product.or(row.category).map(str::to_owned),
        amount_cents: if row.is_return { amount.map(i64::wrapping_neg) } else { amount },
        is_return: row.is_return,
        status: row.status.map(|(_, meaning)| meaning.name().to_owned()),
    }
}
