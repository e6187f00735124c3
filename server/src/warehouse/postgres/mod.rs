//! The star schema in PostgreSQL.
//!
//! Everything happens in one transaction: what is kept from load to load is brought to this program's version, new
//! tables are made in a schema of their own and filled by COPY, their totals are compared with the snapshot's, then
//! they take the place of the old ones. A load that ends anywhere before its commit, by whatever cause, leaves the
//! old tables and nothing else.
//!
//! Views stay: they are pointed at the new tables, so that what people have built on them stays, too. Tables are
//! exchanged while nobody reads them, for which the load waits a moment at a time; so no query sees some old and
//! some new tables. Rows are frozen as they arrive (`COPY … FREEZE`), so that a reader whose transaction began
//! before the load does not find the new tables empty.

mod access;
mod copy;
mod migrations;
mod swap;
mod tables;
mod views;

use std::path::Path;

use clientele_analytics::{Progress, Stage};
use postgres::{Client, Transaction};

use super::{Loaded, WarehouseError, rows::SnapshotRows, star::TABLES};
use crate::{
    postgres::{Connection, PostgresError, quote_literal, quote_name, while_cancellable},
    source_file::PostgresTarget,
};

/// From this version on a view can ask for the rights of its reader.
const INVOKER_VIEWS_SINCE: i32 = 150_000;

/// Where a load goes, and what messages need to know about it.
struct Target<'a> {
    settings: &'a PostgresTarget,
    place: String,
    /// Views show what their reader may see; older servers know only what their owner may.
    has_invoker_views: bool,
}

impl Target<'_> {
    fn schema(&self) -> String {
        quote_name(&self.settings.schema)
    }

    /// Where new tables are made; seen by nobody, because it is gone again before the commit.
    fn build_schema(&self) -> String {
        quote_name(&format!("{}_build", self.settings.schema))
    }

    fn reader(&self) -> String {
        quote_name(&self.settings.reader_role)
    }

    /// An error of a statement of ours.
    fn refused(&self, doing: &str, error: &postgres::Error) -> WarehouseError {
        PostgresError::of(&self.place, doing, error).into()
    }
}

/// Puts the snapshot into the schema.
///
/// # Errors
/// The database cannot be used, or the copy is not the snapshot; the schema holds what it held then.
pub(super) fn publish(
    settings: &PostgresTarget,
    data: &Path,
    rows: &SnapshotRows,
    progress: &dyn Progress,
) -> Result<Loaded, WarehouseError> {
    let address = settings.address().read(data)?;
    let mut connection = Connection::open(&address, progress)?;
    let place = connection.place.clone();
    let version = connection.server_version()?;
    let has_invoker_views = version >= INVOKER_VIEWS_SINCE;
    if settings.regions && !has_invoker_views {
        return Err(WarehouseError::TooOldForRegions { place, major: version / 10_000 });
    }
    let target = Target { settings, place, has_invoker_views };
    let loaded = while_cancellable(&mut connection, progress, |client| load(client, &target, rows, progress));
    loaded.map_err(|error| error.cancelled_if_asked(progress))
}

fn load(
    client: &mut Client,
    target: &Target<'_>,
    rows: &SnapshotRows,
    progress: &dyn Progress,
) -> Result<Loaded, WarehouseError> {
    let refused = |error: postgres::Error| target.refused("beginning a load", &error);
    let mut transaction = client.transaction().map_err(refused)?;
    take_turn(&mut transaction, target)?;
    migrations::migrate(&mut transaction, target)?;
    let notes = access::ensure_reader(&mut transaction, target)?;
    let loaded_rows = build(&mut transaction, target, rows, progress)?;
    check_totals(&mut transaction, target, rows)?;
    progress.begin(Stage::Passing {
        what: format!("the new tables in place of the old ones in {}", target.place),
    });
    swap::exchange(&mut transaction, target, progress)?;
    record_load(&mut transaction, target, rows)?;
    transaction.commit().map_err(|error| target.refused("committing the load", &error))?;
    Ok(Loaded {
        place: format!("{}, schema {}", target.place, target.settings.schema),
        snapshot_id: rows.expected.snapshot_id.clone(),
        rows: loaded_rows,
        notes,
    })
}

/// One load at a time, whichever machine it comes from; the right ends with the transaction.
fn take_turn(transaction: &mut Transaction<'_>, target: &Target<'_>) -> Result<(), WarehouseError> {
    let name = format!("clientele warehouse {}", target.settings.schema);
    let turn = transaction.query_one("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))", &[&name]);
    let is_ours: bool = turn.map_err(|error| target.refused("beginning a load", &error))?.get(0);
    if is_ours {
        return Ok(());
    }
    Err(WarehouseError::Busy { schema: target.settings.schema.clone(), place: target.place.clone() })
}

/// Makes and fills the new tables; tells how many rows they have together.
fn build(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
    rows: &SnapshotRows,
    progress: &dyn Progress,
) -> Result<u64, WarehouseError> {
    let build = target.build_schema();
    let mut total = 0;
    for table in &TABLES {
        progress.begin(Stage::Passing { what: format!("{} to {}", table.name, target.place) });
        let refused = |error: postgres::Error| target.refused(&format!("making {}", table.name), &error);
        transaction.batch_execute(&tables::create(table, &build)).map_err(refused)?;
        total += copy::fill(transaction, target, table, rows, progress)?;
        transaction.batch_execute(&tables::finish(table, &build)).map_err(refused)?;
        transaction.batch_execute(&access::protect(table, target)).map_err(refused)?;
    }
    Ok(total)
}

/// Compares what the server counts with what the snapshot says.
fn check_totals(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
    rows: &SnapshotRows,
) -> Result<(), WarehouseError> {
    let build = target.build_schema();
    let counted = transaction.query_one(
        &format!(
            "SELECT (SELECT count(*) FROM {build}.dim_customer), (SELECT count(*) FROM {build}.dim_order),
                    (SELECT count(*) FROM {build}.fact_order_line),
                    (SELECT (coalesce(sum(revenue), 0) * 100)::bigint FROM {build}.dim_customer),
                    (SELECT (coalesce(sum(revenue), 0) * 100)::bigint FROM {build}.dim_order),
                    (SELECT (coalesce(sum(revenue), 0) * 100)::bigint FROM {build}.fact_order_line),
                    (SELECT count(*) FROM {build}.fact_guest_line),
                    (SELECT (coalesce(sum(revenue), 0) * 100)::bigint FROM {build}.fact_guest_line)"
        ),
        &[],
    );
    let counted = counted.map_err(|error| target.refused("comparing totals", &error))?;
    let (expected, totals) = (&rows.expected, rows.expected.totals);
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    for (place, (what, expected)) in [
        ("customers", count(expected.customers)),
        ("orders", count(totals.orders)),
        ("order lines", count(totals.order_lines)),
        ("cents of customers", totals.revenue_cents),
        ("cents of orders", totals.revenue_cents),
        ("cents of order lines", totals.revenue_cents),
        ("order lines without a customer", count(totals.guest_lines)),
        ("cents of order lines without a customer", totals.guest_revenue_cents),
    ]
    .into_iter()
    .enumerate()
    {
        let found: i64 = counted.get(place);
        if found != expected {
            return Err(WarehouseError::Totals(format!("{found} {what} arrived of {expected}")));
        }
    }
    Ok(())
}

/// Writes down what was loaded and when.
fn record_load(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
    rows: &SnapshotRows,
) -> Result<(), WarehouseError> {
    let expected = &rows.expected;
    let totals = expected.totals;
    let statement = format!(
        "INSERT INTO {schema}.warehouse_load
             (snapshot_id, as_of, currency, customers, orders, order_lines, revenue, guest_lines, guest_revenue)
         VALUES ({id}, {as_of}, {currency}, {customers}, {orders}, {lines}, {cents}::numeric / 100,
                 {guest_lines}, {guest_cents}::numeric / 100);
         DELETE FROM {schema}.warehouse_load
         WHERE load_number <= (SELECT max(load_number) FROM {schema}.warehouse_load) - 100",
        schema = target.schema(),
        id = quote_literal(&expected.snapshot_id),
        as_of = quote_literal(&expected.as_of.to_string()),
        currency = quote_literal(&expected.currency_symbol),
        customers = expected.customers,
        orders = totals.orders,
        guest_lines = totals.guest_lines,
        guest_cents = totals.guest_revenue_cents,
        lines = totals.order_lines,
        cents = totals.revenue_cents,
    );
    transaction.batch_execute(&statement).map_err(|error| target.refused("writing down the load", &error))
}
