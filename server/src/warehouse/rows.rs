//! The rows of the published snapshot under the settings in force.

use std::{collections::HashMap, ops::ControlFlow, path::Path};

use chrono::NaiveDate;
use clientele_analytics::{StoredTable, StoredTables, StoredTotals, StoredValue};
use clientele_contract::{Analytics, CustomerRow, Scope};

use super::{
    WarehouseError,
    star::{StarTable, ValueSource},
};
use crate::desk::{OpenedData, open_with_settings};

/// What every copy of the snapshot must add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) snapshot_id: String,
    pub(super) as_of: NaiveDate,
    pub(super) currency_symbol: String,
    pub(super) customers: u64,
    pub(super) totals: StoredTotals,
}

/// The snapshot that is in service, ready to be copied.
pub(super) struct SnapshotRows {
    opened: OpenedData,
    tables: StoredTables,
    pub(super) expected: Expected,
    /// The state of each customer, by key, as a position in `state_names`.
    states: Vec<u32>,
    state_names: Vec<String>,
}

/// Takes the rows of a table one after the other.
pub(super) type TakeRow<'a> = &'a mut dyn FnMut(&[StoredValue]) -> Result<(), WarehouseError>;

impl SnapshotRows {
    /// Opens the snapshot in service and checks its files. Hold the refresh lock until all rows are read.
    pub(super) fn open(data: &Path) -> Result<Self, WarehouseError> {
        let opened = open_with_settings(data)?;
        let info = opened.engine.snapshot(&Scope::everything())?;
        let tables = StoredTables::open(data, &info.snapshot_id)?;
        let (states, state_names) = customer_states(&opened, info.customers);
        let expected = Expected {
            snapshot_id: info.snapshot_id,
            as_of: info.as_of,
            currency_symbol: info.currency_symbol,
            customers: info.customers,
            totals: tables.totals(),
        };
        Ok(Self { opened, tables, expected, states, state_names })
    }

    /// Tells every row of a table, with its values in the order of its columns.
    pub(super) fn for_each(&self, table: &StarTable, take: TakeRow<'_>) -> Result<(), WarehouseError> {
        match table.stored {
            None => self.for_each_customer(take),
            Some(stored) => self.for_each_stored(table, stored, take),
        }
    }

    fn for_each_customer(&self, take: TakeRow<'_>) -> Result<(), WarehouseError> {
        let mut outcome = Ok(());
        self.opened.engine.visit_by_key(&mut |key, customer| {
            outcome = take(&customer_values(key, customer));
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        outcome
    }

    fn for_each_stored(
        &self,
        table: &StarTable,
        stored: StoredTable,
        take: TakeRow<'_>,
    ) -> Result<(), WarehouseError> {
        let mut names = Vec::new();
        let mut place = |name: &'static str| {
            names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            })
        };
        let places: Vec<_> = table
            .columns
            .iter()
            .map(|column| match column.source {
                ValueSource::Stored(name) => Taken::AsItIs(place(name)),
                ValueSource::SumOf(one, other) => Taken::Sum(place(one), place(other)),
                ValueSource::CustomerState => Taken::State(place("customer_key")),
                ValueSource::Customer => Taken::Nothing,
            })
            .collect();
        let mut values = Vec::with_capacity(places.len());
        for row in self.tables.rows(stored, &names)? {
            let row = row?;
            values.clear();
            values.extend(places.iter().map(|taken| self.value(taken, &row)));
            take(&values)?;
        }
        Ok(())
    }

    fn value(&self, taken: &Taken, row: &[StoredValue]) -> StoredValue {
        match taken {
            Taken::AsItIs(place) => row[*place].clone(),
            Taken::Sum(one, other) => match (&row[*one], &row[*other]) {
                (StoredValue::Whole(one), StoredValue::Whole(other)) => StoredValue::Whole(one + other),
                _ => StoredValue::Nothing,
            },
            Taken::State(place) => match &row[*place] {
                StoredValue::Whole(key) => StoredValue::Text(self.state_of(*key).to_owned()),
                _ => StoredValue::Nothing,
            },
            Taken::Nothing => StoredValue::Nothing,
        }
    }

    fn state_of(&self, customer_key: i64) -> &str {
        let place = usize::try_from(customer_key).ok().and_then(|key| self.states.get(key));
        place.and_then(|place| self.state_names.get(*place as usize)).map_or("", String::as_str)
    }
}

/// How a value is taken out of a stored row.
enum Taken {
    AsItIs(usize),
    Sum(usize, usize),
    State(usize),
    Nothing,
}

fn customer_states(opened: &OpenedData, customers: u64) -> (Vec<u32>, Vec<String>) {
    let mut states = Vec::with_capacity(usize::try_from(customers).unwrap_or_default());
    let mut places: HashMap<String, u32> = HashMap::new();
    let mut names = Vec::new();
    opened.engine.visit_by_key(&mut |_, customer| {
        let place = places.get(&customer.state).copied().unwrap_or_else(|| {
            let place = u32::try_from(names.len()).unwrap_or(u32::MAX);
            names.push(customer.state.clone());
            places.insert(customer.state.clone(), place);
            place
        });
        states.push(place);
        ControlFlow::Continue(())
    });
    (states, names)
}

/// The values of a customer in the order of the columns of `dim_customer`.
fn customer_values(key: u32, customer: &CustomerRow) -> [StoredValue; 19] {
    let text = |text: &str| StoredValue::Text(text.to_owned());
    let whole = |value: i64| StoredValue::Whole(value);
    let ratio = |value: Option<f64>| value.map_or(StoredValue::Nothing, StoredValue::Ratio);
    let expected = customer.expected;
    [
        whole(key.into()),
        text(&customer.customer_id),
        text(customer.segment.name()),
        customer.tier.map_or(StoredValue::Nothing, |tier| text(tier.name())),
        whole(customer.scores.recency.into()),
        whole(customer.scores.frequency.into()),
        whole(customer.scores.monetary.into()),
        whole(customer.recency_days.into()),
        whole(customer.orders.into()),
        whole(customer.spent_cents),
        ratio(customer.review_score),
        text(&customer.favourite_category),
        text(&customer.state),
        StoredValue::Day(customer.first_order),
        StoredValue::Day(customer.last_order),
        text(&customer.action_id),
        text(&customer.action),
        ratio(expected.map(|expected| expected.purchases)),
        expected.and_then(|expected| expected.value_cents).map_or(StoredValue::Nothing, StoredValue::Whole),
    ]
}
