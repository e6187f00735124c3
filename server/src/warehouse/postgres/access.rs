//! Who may read what.

use postgres::{Transaction, error::SqlState};

use super::Target;
use crate::{
    postgres::quote_literal,
    warehouse::{WarehouseError, postgres::views, star::StarTable},
};

/// Makes the reader's role if it is not there. Where the login may not make roles, the
/// load goes on, and what an administrator has to run comes back as a note.
pub(super) fn ensure_reader(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
) -> Result<Vec<String>, WarehouseError> {
    let refused = |error: postgres::Error| target.refused("letting the reader in", &error);
    let name = &target.settings.reader_role;
    let query = "SELECT FROM pg_roles WHERE rolname = $1";
    if transaction.query_opt(query, &[name]).map_err(refused)?.is_none() {
        let create = format!("CREATE ROLE {} NOLOGIN", target.reader());
        // What is refused must not end the whole load.
        let mut attempt = transaction.transaction().map_err(refused)?;
        match attempt.batch_execute(&create) {
            Ok(()) => attempt.commit().map_err(refused)?,
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                attempt.rollback().map_err(refused)?;
                return Ok(vec![format!(
                    "nobody but the login may read, because it may not make the role {name}: let an administrator run \
                     {create}; then load again"
                )]);
            }
            Err(error) => return Err(refused(error)),
        }
    }
    Ok(Vec::new())
}

/// Lets readers see a new table: all of it, or the rows of their states.
pub(super) fn protect(table: &StarTable, target: &Target<'_>) -> String {
    let name = format!("{}.{}", target.build_schema(), table.name);
    let grant = grant_if_there("SELECT", &name, target);
    let Some(state) = table.state.filter(|_| target.settings.regions) else { return grant };
    let access = format!(
        "SELECT a.state FROM {}.region_access a JOIN pg_catalog.pg_roles r ON r.rolname = a.role_name
         WHERE pg_catalog.pg_has_role(r.oid, 'MEMBER')",
        target.schema()
    );
    // Neither part depends on the row, so each is asked once per query.
    format!(
        "{grant};
         ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;
         CREATE POLICY own_states ON {name} FOR SELECT
         USING (EXISTS ({access} AND a.state = '*') OR {state} IN ({access}))"
    )
}

/// Lets readers see the views and what stays from load to load.
pub(super) fn grant_kept(target: &Target<'_>) -> String {
    let schema = target.schema();
    let kept = views::NAMES.into_iter().chain(["region_access"]);
    let tables = kept.map(|name| grant_if_there("SELECT", &format!("{schema}.{name}"), target));
    let loads = grant_columns_of_loads(target);
    let schema = grant_if_there("USAGE", &format!("SCHEMA {schema}"), target);
    tables.chain([loads, schema]).collect::<Vec<_>>().join(";")
}

/// Of the loads, readers see what `bi_about` shows: the other columns are totals of the whole shop, which no policy
/// narrows to the states of a reader. A right to the whole table that was once given is taken back.
fn grant_columns_of_loads(target: &Target<'_>) -> String {
    let (schema, reader) = (target.schema(), target.reader());
    let revoke = format!("REVOKE ALL ON {schema}.warehouse_load FROM {reader}");
    let right = format!("SELECT ({})", views::COLUMNS_OF_LOADS.join(", "));
    let grant = grant_if_there(&right, &format!("{schema}.warehouse_load"), target);
    format!("{};{grant}", run_if_there(&revoke, target))
}

fn grant_if_there(right: &str, name: &str, target: &Target<'_>) -> String {
    run_if_there(&format!("GRANT {right} ON {name} TO {}", target.reader()), target)
}

/// A statement about a role that could not be made would end the load.
fn run_if_there(statement: &str, target: &Target<'_>) -> String {
    format!(
        "DO $do$ BEGIN
             IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {}) THEN EXECUTE {}; END IF;
         END $do$",
        quote_literal(&target.settings.reader_role),
        quote_literal(statement)
    )
}
