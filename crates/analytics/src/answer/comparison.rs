//! What differs between two snapshots. Ids are sorted in both, so one walk over each pair of tables finds it.

use std::cmp::Ordering;

use clientele_contract::{
    ChangedOrder, ComparedCustomer, ComparedCustomers, ComparedOrders, ComparedProducts, ComparedSegment,
    ComparedSnapshot, Segment, SnapshotComparison,
};
use polars::prelude::StringChunked;

use super::Engine;
use crate::{
    ingest::drift_of_shops,
    model::{civil_date, epoch_days},
};

/// Orders with another amount that are named.
const CHANGED_ORDERS_MAX: usize = 20;
/// Products of each kind that are named.
const PRODUCTS_MAX: usize = 10;

/// A row of one table or of both.
enum Found {
    Before(usize),
    After(usize),
    Both(usize, usize),
}

/// The id of a row; `None` after the last one, for which the column itself would panic.
fn id_at(ids: &StringChunked, row: usize) -> Option<&str> {
    if row < ids.len() { ids.get(row) } else { None }
}

/// Walks over two sorted columns of ids together.
fn for_each_id(before: &StringChunked, after: &StringChunked, mut visit: impl FnMut(Found)) {
    let (mut old, mut new) = (0, 0);
    loop {
        let order = match (id_at(before, old), id_at(after, new)) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(before), Some(after)) => before.cmp(after),
        };
        match order {
            Ordering::Less => visit(Found::Before(old)),
            Ordering::Greater => visit(Found::After(new)),
            Ordering::Equal => visit(Found::Both(old, new)),
        }
        old += usize::from(order.is_le());
        new += usize::from(order.is_ge());
    }
}

/// Compares the whole shop in two snapshots.
pub fn compare_snapshots(before: &Engine, after: &Engine) -> SnapshotComparison {
    let (customers, segments) = compare_customers(before, after);
    SnapshotComparison {
        before: before.as_compared(),
        after: after.as_compared(),
        currency_symbol: after.facts.currency_symbol.clone(),
        segments,
        customers,
        orders: compare_orders(before, after),
        products: compare_products(before, after),
        drift: drift_of_shops(
            (&before.facts.profile, &before.statuses()),
            (&after.facts.profile, &after.statuses()),
        ),
    }
}

/// The customers of `engine` that `other` does not know, by their id.
pub fn customers_only_in(engine: &Engine, other: &Engine) -> Vec<ComparedCustomer> {
    let mut found = Vec::new();
    for_each_id(&other.customers.ids, &engine.customers.ids, |row| {
        if let Found::After(row) = row {
            found.push(engine.compared_customer(row));
        }
    });
    found
}

impl Engine {
    fn statuses(&self) -> Vec<String> {
        self.facts.quality.orders_by_status.iter().map(|status| status.status.clone()).collect()
    }

    fn as_compared(&self) -> ComparedSnapshot {
        let quality = &self.facts.quality;
        let refused = quality.files.iter().map(|file| file.rows_read.saturating_sub(file.rows_kept));
        ComparedSnapshot {
            id: self.snapshot_id.clone(),
            as_of: self.facts.as_of,
            last_order: self.facts.last_order,
            customers: self.customers.len() as u64,
            orders: self.orders.customers.len() as u64,
            revenue_cents: self.orders.value_cents.iter().sum(),
            products: self.products.ids.len() as u64,
            rows_read: quality.files.iter().map(|file| file.rows_read).sum(),
            rows_refused: refused.sum(),
        }
    }

    fn compared_customer(&self, row: usize) -> ComparedCustomer {
        let customers = &self.customers;
        ComparedCustomer {
            customer_id: id_of(&customers.ids, row),
            segment: customers.segments[row],
            orders: u64::from(customers.orders[row]),
            spent_cents: customers.spent_cents[row],
            state: customers.states.name(row).to_owned(),
            first_order: civil_date(customers.first_dates[row]),
            last_order: civil_date(customers.last_dates[row]),
        }
    }
}

fn id_of(ids: &StringChunked, row: usize) -> String {
    id_at(ids, row).unwrap_or_default().to_owned()
}

fn compare_customers(before: &Engine, after: &Engine) -> (ComparedCustomers, Vec<ComparedSegment>) {
    let mut customers = ComparedCustomers::default();
    let mut segments = Segment::ALL.map(|segment| ComparedSegment {
        segment,
        before: 0,
        after: 0,
        moved_in: 0,
        moved_out: 0,
        came: 0,
        vanished: 0,
    });
    let (was, is) = (&before.customers, &after.customers);
    for_each_id(&was.ids, &is.ids, |found| match found {
        Found::Before(row) => {
            let segment = &mut segments[was.segments[row] as usize];
            segment.before += 1;
            segment.vanished += 1;
            customers.vanished += 1;
        }
        Found::After(row) => {
            let segment = &mut segments[is.segments[row] as usize];
            segment.after += 1;
            segment.came += 1;
            customers.came += 1;
        }
        Found::Both(old, new) => {
            let has_moved = u64::from(was.segments[old] != is.segments[new]);
            let left = &mut segments[was.segments[old] as usize];
            left.before += 1;
            left.moved_out += has_moved;
            let entered = &mut segments[is.segments[new] as usize];
            entered.after += 1;
            entered.moved_in += has_moved;
            customers.stayed += 1;
            customers.moved += has_moved;
        }
    });
    let segments = segments.into_iter().filter(|segment| segment.before + segment.after > 0).collect();
    (customers, segments)
}

fn compare_orders(before: &Engine, after: &Engine) -> ComparedOrders {
    let mut orders = ComparedOrders::default();
    let mut changes: Vec<(usize, usize)> = Vec::new();
    let (was, is) = (&before.orders, &after.orders);
    let last_before = epoch_days(before.facts.last_order);
    for_each_id(&was.ids, &is.ids, |found| match found {
        Found::Before(row) => {
            orders.vanished += 1;
            orders.vanished_cents += was.value_cents[row];
        }
        Found::After(row) => {
            orders.appeared += 1;
            orders.appeared_cents += is.value_cents[row];
            orders.appeared_late += u64::from(is.dates[row] <= last_before);
        }
        Found::Both(old, new) if was.value_cents[old] != is.value_cents[new] => {
            orders.changed += 1;
            orders.changed_cents += is.value_cents[new] - was.value_cents[old];
            changes.push((old, new));
        }
        Found::Both(..) => {}
    });
    // A stable sort: equal changes stay in the order of the ids.
    changes.sort_by_key(|(old, new)| std::cmp::Reverse(was.value_cents[*old].abs_diff(is.value_cents[*new])));
    changes.truncate(CHANGED_ORDERS_MAX);
    let named = changes.into_iter().map(|(old, new)| ChangedOrder {
        order_id: id_of(&is.ids, new),
        date: civil_date(is.dates[new]),
        before_cents: was.value_cents[old],
        after_cents: is.value_cents[new],
    });
    orders.greatest_changes = named.collect();
    orders
}

fn compare_products(before: &Engine, after: &Engine) -> ComparedProducts {
    let mut products = ComparedProducts::default();
    let (was, is) = (&before.products.ids, &after.products.ids);
    for_each_id(was, is, |found| {
        let (count, named, id) = match found {
            Found::Before(row) => (&mut products.vanished, &mut products.first_vanished, id_of(was, row)),
            Found::After(row) => (&mut products.appeared, &mut products.first_appeared, id_of(is, row)),
            Found::Both(..) => return,
        };
        *count += 1;
        if named.len() < PRODUCTS_MAX {
            named.push(id);
        }
    });
    products
}
