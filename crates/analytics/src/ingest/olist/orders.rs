//! When who ordered, and what became of it.

use super::files::ORDERS;
use crate::{
    OrderMeaning, Progress, RefreshError, Stage,
    ingest::{
        csv_table::CsvTable,
        fields::{parse_date_time, parse_present},
        id_table::IdTable,
        rejects::{RejectLog, RejectReason},
        tables::{NO_CUSTOMER, Orders},
    },
};

/// The orders, and the customer id and line of each, to be resolved when the customers are read.
pub(super) fn read_orders(
    table: &mut CsvTable,
    statuses: &[(String, OrderMeaning)],
    progress: &dyn Progress,
) -> Result<(Orders, PendingCustomers), RefreshError> {
    progress.begin(Stage::Reading { file: ORDERS.file.to_owned() });
    let mut read = Orders::with_capacity(table.expected_rows);
    let mut pending = PendingCustomers::with_capacity(table.expected_rows);
    table.for_each_row(progress, |row, line| {
        let id = parse_present(row.field(0), "order_id")?;
        let customer = parse_present(row.field(1), "customer_id")?;
        let status = statuses.iter().position(|(status, _)| status.as_bytes() == row.field(2));
        let status = status.ok_or(RejectReason::UnknownStatus)?;
        let (date, second) =
            parse_date_time(row.field(3)).ok_or(RejectReason::NotADate("order_purchase_timestamp"))?;
        let delivered = parse_optional_date(row.field(4), "order_delivered_customer_date")?;
        let promised = parse_optional_date(row.field(5), "order_estimated_delivery_date")?;
        let (_, is_new) = read.ids.insert(id);
        if !is_new {
            return Err(RejectReason::DuplicateKey("order_id"));
        }
        pending.push(customer, line);
        read.statuses.push(status as u16);
        read.dates.push(date);
        read.seconds.push(second);
        read.delivered.push(delivered);
        read.promised.push(promised);
        Ok(())
    })?;
    Ok((read, pending))
}

fn parse_optional_date(field: &[u8], column: &'static str) -> Result<Option<i32>, RejectReason> {
    if field.is_empty() {
        return Ok(None);
    }
    parse_date_time(field).map(|(date, _)| Some(date)).ok_or(RejectReason::NotADate(column))
}

/// Customer ids of orders, kept until the customers file is read.
pub(super) struct PendingCustomers {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    lines: Vec<u32>,
}

impl PendingCustomers {
    fn with_capacity(rows: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(rows * 32),
            ends: Vec::with_capacity(rows),
            lines: Vec::with_capacity(rows),
        }
    }

    fn push(&mut self, id: &[u8], line: u64) {
        self.bytes.extend_from_slice(id);
        self.ends.push(self.bytes.len());
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }
}

pub(super) fn resolve_customers(
    orders: &mut Orders,
    pending: &PendingCustomers,
    customers: &IdTable,
    log: &mut RejectLog,
) {
    let mut start = 0;
    for (&end, &line) in pending.ends.iter().zip(&pending.lines) {
        let customer = customers.get(&pending.bytes[start..end]);
        if customer.is_none() {
            log.reject(u64::from(line), RejectReason::UnknownCustomer);
        }
        orders.customer_rows.push(customer.unwrap_or(NO_CUSTOMER));
        start = end;
    }
}
