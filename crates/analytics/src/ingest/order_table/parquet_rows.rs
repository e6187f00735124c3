//! The rows of a Parquet file: one thread decodes while another takes them up.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, Hasher},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, sync_channel},
    thread,
};

use foldhash::fast::FixedState;

use super::{
    Reading,
    open::{Positions, check_size, find_columns},
    row::{RowFields, not_a_day, not_a_number},
};
use crate::{
    Progress, RefreshError,
    ingest::{
        DateOrder, DecimalMark, DuplicateRule, Mapping, Meaning,
        parquet_table::{Batch, Cell, Cells, Form, ParquetTable, ended_badly},
        rejects::{RejectLog, RejectReason},
        source::file_name,
    },
};

/// Decoded batches that wait to be taken up.
const BATCHES_AHEAD: usize = 4;

/// By then it shows how many ids there are going to be. Multiples of the rows of a batch.
const ROWS_AT_WHICH_ROOM_IS_MADE: [u64; 2] = [1 << 19, 1 << 23];

/// An open Parquet file.
pub(super) struct ParquetRows {
    path: PathBuf,
    table: ParquetTable,
    /// The columns to read and their forms; those that are used first.
    wanted: Vec<(usize, Form)>,
    /// Where among them the column of each meaning is.
    places: [Option<u8>; Meaning::ALL.len()],
}

impl ParquetRows {
    pub(super) fn open(
        path: &Path,
        mapping: &Mapping,
        problems: &mut Vec<String>,
    ) -> Result<Self, RefreshError> {
        let table = ParquetTable::open(path)?;
        let name = file_name(path);
        let positions = find_columns(&name, mapping, Some(table.names()), problems);
        for (meaning, column) in positions.used() {
            if let Some(held) = table.foreign(column) {
                let column = &table.names()[column];
                problems.push(format!(
                    "{name}: column {column:?} for {meaning} holds {held}; expected one value in each row: export \
                     one row for each line of an order"
                ));
            }
        }
        let (wanted, places) = plan(&table, &positions, mapping);
        Ok(Self { path: path.to_owned(), table, wanted, places })
    }

    /// Takes up each row; rows that cannot be used are logged under their number, from 1.
    pub(super) fn read(
        &mut self,
        reading: &mut Reading<'_>,
        log: &mut RejectLog,
        progress: &dyn Progress,
    ) -> Result<(), RefreshError> {
        let batches = self.table.batches(self.wanted.clone())?;
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(BATCHES_AHEAD);
            let decoder = scope.spawn(move || {
                for batch in batches {
                    let is_last = batch.is_err();
                    // Nobody listens any more: the work was given up.
                    if sender.send(batch).is_err() || is_last {
                        return;
                    }
                }
            });
            let taken = self.take_batches(&receiver, reading, log, progress);
            // The decoder may wait for room.
            drop(receiver);
            decoder.join().map_err(|_| ended_badly(&self.path))?;
            taken
        })
    }

    fn take_batches(
        &self,
        batches: &Receiver<Result<Batch, RefreshError>>,
        reading: &mut Reading<'_>,
        log: &mut RejectLog,
        progress: &dyn Progress,
    ) -> Result<(), RefreshError> {
        for batch in batches {
            progress.check()?;
            let batch = batch?;
            check_size(log.rows_read + batch.rows as u64, &self.path)?;
            if ROWS_AT_WHICH_ROOM_IS_MADE.contains(&log.rows_read) {
                reading.gathered.make_room(log.rows_read, self.table.rows());
            }
            let without_text = self.find_without_text(&batch);
            for row in 0..batch.rows {
                if !reading.wants_more(log.rows_read) {
                    return Ok(());
                }
                log.rows_read += 1;
                if let Some(meaning) = without_text.get(&row) {
                    log.reject(log.rows_read, RejectReason::NoText(meaning.name()));
                    continue;
                }
                let fields = ParquetFields { cells: &batch.cells, places: &self.places, row };
                if let Err(reason) = reading.take(&fields, log.rows_read) {
                    log.reject(log.rows_read, reason);
                }
            }
        }
        Ok(())
    }

    /// The rows in which something has no text that is used as one, and what it means.
    fn find_without_text(&self, batch: &Batch) -> BTreeMap<usize, Meaning> {
        let mut found = BTreeMap::new();
        for meaning in Meaning::ALL {
            let Some(place) = self.places[meaning as usize] else { continue };
            let rows = batch.cells[usize::from(place)].without_text();
            found.extend(rows.iter().map(|row| (*row, meaning)));
        }
        found
    }
}

/// The columns to read in the forms that their meanings ask for, and where the column of each meaning is.
///
/// Columns that are not used are read only where rows that equal another in every column are left out.
fn plan(
    table: &ParquetTable,
    positions: &Positions,
    mapping: &Mapping,
) -> (Vec<(usize, Form)>, [Option<u8>; Meaning::ALL.len()]) {
    let mut wanted = Vec::new();
    let mut places = [None; Meaning::ALL.len()];
    for (meaning, column) in positions.used() {
        places[meaning as usize] = u8::try_from(wanted.len()).ok();
        wanted.push((column, form_of(meaning, mapping)));
    }
    if mapping.rules.duplicates == DuplicateRule::Drop {
        let is_used = |column: usize| wanted.iter().any(|(used, _)| *used == column);
        let others = (0..table.names().len())
            .filter(|column| !is_used(*column) && table.foreign(*column).is_none())
            .map(|column| (column, Form::Text))
            .collect::<Vec<_>>();
        wanted.extend(others);
    }
    (wanted, places)
}

fn form_of(meaning: Meaning, mapping: &Mapping) -> Form {
    match meaning {
        Meaning::OrderId | Meaning::CustomerId => Form::Text,
        Meaning::Status | Meaning::Product | Meaning::Category | Meaning::Place | Meaning::Currency => {
            Form::Word
        }
        Meaning::Date => Form::Day(mapping.values.dates),
        Meaning::Quantity
        | Meaning::UnitPrice
        | Meaning::LineTotal
        | Meaning::OrderTotal
        | Meaning::Shipping
        | Meaning::DiscountPercent
        | Meaning::DiscountShare
        | Meaning::DiscountAmount
        | Meaning::UnitCost
        | Meaning::Review => Form::Number(mapping.values.decimal),
    }
}

/// The cells of one row by what they mean.
struct ParquetFields<'a> {
    cells: &'a [Cells],
    places: &'a [Option<u8>; Meaning::ALL.len()],
    row: usize,
}

impl<'a> ParquetFields<'a> {
    fn cells(&self, meaning: Meaning) -> Option<&'a Cells> {
        self.places[meaning as usize].map(|place| &self.cells[usize::from(place)])
    }
}

impl<'a> RowFields<'a> for ParquetFields<'a> {
    fn has(&self, meaning: Meaning) -> bool {
        self.places[meaning as usize].is_some()
    }

    fn text(&self, meaning: Meaning) -> &'a str {
        self.cells(meaning).map_or("", |cells| cells.text(self.row))
    }

    fn number(&self, meaning: Meaning, mark: DecimalMark) -> Result<Option<i64>, RejectReason> {
        let Some(Cells::Numbers(numbers)) = self.cells(meaning) else { return Ok(None) };
        match numbers[self.row] {
            Cell::Blank => Ok(None),
            Cell::Value(number) => Ok(Some(number)),
            Cell::Wrong => Err(not_a_number(meaning, mark)),
        }
    }

    fn day(&self, order: DateOrder) -> Result<Option<(i32, u32)>, RejectReason> {
        let Some(Cells::Days(days)) = self.cells(Meaning::Date) else { return Ok(None) };
        match days[self.row] {
            Cell::Blank => Ok(None),
            Cell::Value(day) => Ok(Some(day)),
            Cell::Wrong => Err(not_a_day(order)),
        }
    }

    /// Of the columns that are read.
    fn fingerprint(&self, seed: u64) -> u64 {
        let mut hasher = FixedState::with_seed(seed).build_hasher();
        for cells in self.cells {
            match cells {
                Cells::Texts(texts) => {
                    let text = texts.get(self.row);
                    hasher.write(text.as_bytes());
                    hasher.write_u64(text.len() as u64);
                }
                Cells::Numbers(numbers) => write_cell(&mut hasher, numbers[self.row], |number| number as u64),
                Cells::Days(days) => write_cell(&mut hasher, days[self.row], |(day, second)| {
                    u64::from(day.cast_unsigned()) << 32 | u64::from(second)
                }),
            }
        }
        hasher.finish()
    }
}

fn write_cell<T>(hasher: &mut impl Hasher, cell: Cell<T>, number: impl Fn(T) -> u64) {
    match cell {
        Cell::Blank => hasher.write_u8(0),
        Cell::Value(value) => hasher.write_u64(number(value)),
        Cell::Wrong => hasher.write_u8(1),
    }
}
