//! Who ordered: a person may have many customer ids, one for each order.

use super::files::CUSTOMERS;
use crate::{
    Progress, RefreshError, Stage,
    ingest::{
        csv_table::CsvTable,
        fields::{decode_name, parse_present},
        id_table::IdTable,
        rejects::RejectReason,
    },
};

/// The customers file, one entry per kept row.
pub(super) struct Customers {
    pub(super) ids: IdTable,
    pub(super) person_ids: IdTable,
    pub(super) persons: Vec<u32>,
    pub(super) states: Vec<u32>,
    pub(super) state_names: IdTable,
}

pub(super) fn read_customers(
    table: &mut CsvTable,
    progress: &dyn Progress,
) -> Result<Customers, RefreshError> {
    progress.begin(Stage::Reading { file: CUSTOMERS.file.to_owned() });
    let rows = table.expected_rows;
    let mut read = Customers {
        ids: IdTable::with_capacity(rows),
        person_ids: IdTable::with_capacity(rows),
        persons: Vec::with_capacity(rows),
        states: Vec::with_capacity(rows),
        state_names: IdTable::default(),
    };
    table.for_each_row(progress, |row, _| {
        let id = parse_present(row.field(0), "customer_id")?;
        let person = parse_present(row.field(1), "customer_unique_id")?;
        let (_, is_new) = read.ids.insert(id);
        if !is_new {
            return Err(RejectReason::DuplicateKey("customer_id"));
        }
        read.persons.push(read.person_ids.insert(person).0);
        read.states.push(read.state_names.insert(decode_name(row.field(2)).as_bytes()).0);
        Ok(())
    })?;
    Ok(read)
}
