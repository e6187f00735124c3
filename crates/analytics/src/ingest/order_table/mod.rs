//! One table of orders or of order lines, read with a mapping.

mod blank_cells;
mod finish;
mod gather;
mod open;
mod parquet_rows;
mod preview;
mod returns;
mod row;
mod synthetic;
mod text_rows;
mod totals;

use std::path::PathBuf;

use clientele_contract::{FileQuality, ReturnTotals, RowAdjustments};

pub(crate) use self::preview::preview_table;
use self::{
    blank_cells::BlankCells,
    finish::{Remarks, build_tables},
    gather::{Duplicates, Gathered},
    open::OpenTable,
    preview::{Looked, ROWS_LOOKED_AT},
    returns::{Matching, net_returns},
    row::{OrderRow, RowFields, parse_order_part, parse_row},
    totals::share_out_totals,
};
use super::{
    AmountMeasure, AmountSource, CustomerRule, DuplicateRule, Mapping, Meaning,
    olist::DEMO_MARKER,
    rejects::{RejectReason, check_thresholds},
    tables::ShopTables,
};
use crate::{Progress, RefreshError, ShopConfig, Stage};

/// Reads the files one after another as one table.
///
/// # Errors
/// All missing columns are named at once, before anything is read. A file whose share of unusable rows is above the
/// threshold stops the reading.
pub(crate) fn read_order_table(
    files: &[PathBuf],
    mapping: &Mapping,
    config: &ShopConfig,
    progress: &dyn Progress,
) -> Result<ShopTables, RefreshError> {
    let mut problems = Vec::new();
    let opened: Result<Vec<OpenTable>, RefreshError> =
        files.iter().map(|file| OpenTable::open(file, mapping, &mut problems)).collect();
    let mut opened = opened?;
    if !problems.is_empty() {
        return Err(RefreshError::Incomplete { problems });
    }
    let mut reading = Reading::new(mapping, None);
    for (number, table) in opened.iter_mut().enumerate() {
        progress.check()?;
        progress.begin(Stage::Reading { file: table.file.clone() });
        reading.file = number as u32;
        table.read(&mut reading, progress)?;
    }
    let blank_cells = reading.blank_cells.shares(mapping);
    let mut gathered = reading.gathered;
    gathered.take_from_refused();
    gathered.group_lines(mapping);
    progress.check()?;
    refuse_orders_without_date(&mut gathered, &mut opened);
    let name = opened.first().map(|table| table.file.clone()).unwrap_or_default();
    let is_returned = returned_orders(&gathered);
    if !mapping.has_line_amounts() {
        // Before the returns: what they undo has to have its amount.
        share_out_totals(&mut gathered, mapping.rules.shipping);
    }
    let returns = net_returns(&mut gathered, matching_of(mapping));
    progress.check()?;
    let (duplicates, contradictions) = (gathered.duplicates, gathered.contradictions);
    let (mut tables, remarks) = build_tables(gathered, mapping, &is_returned, &name)?;
    let logs = opened.iter().map(|table| (table.file.as_str(), &table.log));
    check_thresholds(logs, config.reject_threshold)?;
    let notes = describe(&remarks, contradictions);
    if let Some(first) = opened.first_mut() {
        first.log.notes.extend(notes);
    }
    tables.notices = notices(mapping);
    tables.profile.blank_cells = blank_cells;
    tables.adjustments = Some(adjustments(returns, duplicates, &remarks, mapping));
    tables.is_demo = files.first().is_some_and(|file| file.with_file_name(DEMO_MARKER).is_file());
    tables.quality =
        opened.iter().map(|table| table.log.summarize(&table.file)).collect::<Vec<FileQuality>>();
    tables.rejects = opened
        .into_iter()
        .map(|mut table| {
            table.log.rejects.sort();
            (table.file, table.log.rejects)
        })
        .collect();
    super::check_names(&tables, &name)?;
    Ok(tables)
}

/// What was gathered so far, and how rows are read.
struct Reading<'m> {
    gathered: Gathered,
    mapping: &'m Mapping,
    /// Number of the file.
    file: u32,
    /// Rows are only looked at, and nothing is gathered.
    looked: Option<Looked>,
    blank_cells: BlankCells,
}

impl<'m> Reading<'m> {
    fn new(mapping: &'m Mapping, looked: Option<Looked>) -> Self {
        let (gathered, blank_cells) = (Gathered::default(), BlankCells::default());
        Self { gathered, mapping, file: 0, looked, blank_cells }
    }

    /// False when enough rows have been looked at.
    fn wants_more(&self, rows_read: u64) -> bool {
        self.looked.is_none() || rows_read < ROWS_LOOKED_AT
    }

    /// Takes up one row.
    fn take<'a, F: RowFields<'a>>(&mut self, fields: &F, line: u64) -> Result<(), RejectReason> {
        let mut parsed = parse_row(fields, self.mapping);
        if self.mapping.rules.measure == AmountMeasure::Profit && self.looked.is_none() {
            parsed = parsed.and_then(with_cost);
        }
        let row = match parsed {
            Ok(row) => row,
            Err(reason) => {
                if self.looked.is_none() {
                    self.gathered.add_refused(&parse_order_part(fields, self.mapping), self.mapping);
                }
                return Err(reason);
            }
        };
        if let Some(looked) = &mut self.looked {
            looked.take(&row, line);
            return Ok(());
        }
        self.blank_cells.count(&row);
        self.gathered.add(fields, &row, self.mapping, (self.file, line))
    }
}

/// There is no profit without the cost.
fn with_cost(row: OrderRow<'_>) -> Result<OrderRow<'_>, RejectReason> {
    row.cost_cents.map(|_| row).ok_or(RejectReason::Missing(Meaning::UnitCost.name()))
}

fn matching_of(mapping: &Mapping) -> Matching {
    let has = |meaning| mapping.columns.contains_key(&meaning);
    match (has(Meaning::Product) || has(Meaning::Category), has(Meaning::Quantity)) {
        (false, _) if mapping.has_line_amounts() => Matching::ExactAmount,
        (false, _) => Matching::OrderAmount,
        (true, true) => Matching::Pieces,
        (true, false) => Matching::Money,
    }
}

/// A row may leave the date to another row of its order; if none has it, all are refused.
fn refuse_orders_without_date(gathered: &mut Gathered, opened: &mut [OpenTable]) {
    if gathered.undated.is_empty() {
        return;
    }
    for undated in gathered.undated.values() {
        let (file, line) = undated.first_row;
        let log = &mut opened[file as usize].log;
        for _ in 0..undated.rows {
            log.reject(line, RejectReason::MissingInOrder(Meaning::Date.name()));
        }
    }
    let Gathered { undated, lines, reviewed_orders, review_scores, .. } = gathered;
    lines.retain(|line| !undated.contains_key(&line.order));
    let mut is_dated = reviewed_orders.iter().map(|order| !undated.contains_key(order));
    review_scores.retain(|_| is_dated.next().unwrap_or(true));
    reviewed_orders.retain(|order| !undated.contains_key(order));
}

/// The orders all of whose lines are returns.
fn returned_orders(gathered: &Gathered) -> Vec<bool> {
    let mut is_returned = vec![false; gathered.orders.len()];
    for line in gathered.lines.iter().filter(|line| line.is_return) {
        is_returned[line.order as usize] = true;
    }
    for line in gathered.lines.iter().filter(|line| !line.is_return) {
        is_returned[line.order as usize] = false;
    }
    is_returned
}

/// The rows that are no sales of their own.
fn adjustments(
    returns: ReturnTotals,
    duplicates: Duplicates,
    remarks: &Remarks,
    mapping: &Mapping,
) -> RowAdjustments {
    let were_kept = mapping.rules.duplicates == DuplicateRule::Keep;
    RowAdjustments {
        returns,
        duplicates_kept: if were_kept { duplicates.rows } else { 0 },
        duplicates_left_out: if were_kept { 0 } else { duplicates.rows },
        duplicates_cents: duplicates.cents,
        other_status: remarks.lines_left_out,
        other_status_cents: remarks.cents_left_out,
    }
}

/// What the quality report says beside its counts.
fn describe(remarks: &Remarks, contradictions: u64) -> Vec<String> {
    let money = |cents: i64| {
        let sign = if cents < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
    };
    let mut notes = Vec::new();
    if contradictions > 0 {
        notes.push(format!(
            "rows that name another customer than a row of the same order, so that the first by name is taken: \
             {contradictions}"
        ));
    }
    if remarks.cost.lines > 0 {
        let (revenue, cost) = (remarks.cost.revenue_cents, remarks.cost.cost_cents);
        notes.push(format!(
            "lines whose cost is known: {}, with revenue {}, cost {}, profit {}",
            remarks.cost.lines,
            money(revenue),
            money(cost),
            money(revenue - cost)
        ));
    }
    notes
}

/// What a reader of every page must know.
fn notices(mapping: &Mapping) -> Vec<String> {
    let mut notices = Vec::new();
    match mapping.rules.customers {
        CustomerRule::Column => {}
        CustomerRule::None => notices.push(
            "these orders name no customer, so each order stands for a customer of its own: read pages about products, \
             trends and places, not those about customers"
                .to_owned(),
        ),
        CustomerRule::Synthetic => notices.push(
            "the customers are made up from the ids of the orders: no figure about a customer or a segment describes a \
             real person"
                .to_owned(),
        ),
    }
    if mapping.rules.measure == AmountMeasure::Profit {
        notices.push("amounts are profit: what was paid less the cost of the goods".to_owned());
    }
    if mapping.rules.amounts == AmountSource::None {
        notices.push("the orders have no amounts: every amount is 0".to_owned());
    }
    if mapping.rules.date.is_some() {
        notices.push("the orders have no dates: all stand on one day".to_owned());
    }
    notices
}
