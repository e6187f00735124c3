//! What stays in the schema from load to load, and how it becomes what this program writes.

use postgres::{Transaction, error::SqlState};

use super::Target;
use crate::{
    postgres::{quote_literal, quote_name},
    warehouse::WarehouseError,
};

/// What leads from each version to the next; `{schema}` stands for the schema.
const STEPS: [&str; 2] = [FIRST, SALES_WITHOUT_CUSTOMER];

const FIRST: &str = "
    CREATE TABLE {schema}.warehouse_version (version integer NOT NULL);
    COMMENT ON TABLE {schema}.warehouse_version IS 'Which version of Clientele''s tables this schema has';
    INSERT INTO {schema}.warehouse_version VALUES (0);
    CREATE TABLE {schema}.warehouse_load (
        load_number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        loaded_at timestamptz NOT NULL DEFAULT now(),
        snapshot_id text NOT NULL,
        as_of date NOT NULL,
        currency text NOT NULL,
        customers bigint NOT NULL,
        orders bigint NOT NULL,
        order_lines bigint NOT NULL,
        revenue numeric(18,2) NOT NULL
    );
    COMMENT ON TABLE {schema}.warehouse_load IS 'What was loaded and when, latest last; the last hundred are kept';
    CREATE TABLE {schema}.region_access (
        role_name text NOT NULL,
        state text NOT NULL,
        PRIMARY KEY (role_name, state)
    );
    COMMENT ON TABLE {schema}.region_access IS
        'Which states each role sees, and its members with it; * is every state. Holds where regions = true';
    ALTER TABLE {schema}.region_access ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_rows ON {schema}.region_access FOR SELECT USING (EXISTS (
        SELECT FROM pg_catalog.pg_roles r
        WHERE r.rolname = role_name AND pg_catalog.pg_has_role(r.oid, 'MEMBER')));
";

const SALES_WITHOUT_CUSTOMER: &str = "
    ALTER TABLE {schema}.warehouse_load
        ADD COLUMN IF NOT EXISTS guest_lines bigint NOT NULL DEFAULT 0,
        ADD COLUMN IF NOT EXISTS guest_revenue numeric(18,2) NOT NULL DEFAULT 0;
";

/// Makes the schema if it is not there, and brings it to the latest version.
pub(super) fn migrate(transaction: &mut Transaction<'_>, target: &Target<'_>) -> Result<(), WarehouseError> {
    let found = found_version(transaction, target)?;
    let known = i32::try_from(STEPS.len()).unwrap_or(i32::MAX);
    if found > known {
        let (schema, place) = (target.settings.schema.clone(), target.place.clone());
        return Err(WarehouseError::Newer { schema, place, found, known });
    }
    let steps = STEPS.iter().enumerate().skip(usize::try_from(found).unwrap_or_default());
    for (step, text) in steps {
        let text = text.replace("{schema}", &target.schema());
        let version = format!("UPDATE {}.warehouse_version SET version = {}", target.schema(), step + 1);
        let statement = format!("{text}; {version}");
        let done = transaction.batch_execute(&statement);
        done.map_err(|error| target.refused("changing the schema to this version", &error))?;
    }
    make_schema(transaction, target, &target.build_schema())
}

/// The version of the schema, which is made if it is not there; 0: it is empty.
fn found_version(transaction: &mut Transaction<'_>, target: &Target<'_>) -> Result<i32, WarehouseError> {
    let refused = |error: postgres::Error| target.refused("looking at the schema", &error);
    let name = &target.settings.schema;
    let looked = transaction.query_one(
        "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1::text),
                EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident($1::text))::oid),
                EXISTS (SELECT FROM pg_class
                        WHERE relnamespace = to_regnamespace(quote_ident($1::text))::oid AND relname = 'warehouse_version')",
        &[name],
    );
    let looked = looked.map_err(refused)?;
    match (looked.get(0), looked.get(1), looked.get(2)) {
        (false, _, _) => make_schema(transaction, target, &target.schema()).map(|()| 0),
        (true, false, _) => Ok(0),
        (true, true, false) => {
            Err(WarehouseError::NotOurs { schema: name.clone(), place: target.place.clone() })
        }
        (true, true, true) => {
            let query = format!("SELECT version FROM {}.warehouse_version", target.schema());
            Ok(transaction.query_one(&query, &[]).map_err(refused)?.get(0))
        }
    }
}

fn make_schema(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
    schema: &str,
) -> Result<(), WarehouseError> {
    let comment = quote_literal("Customers, orders and products as Clientele has scored them");
    let statement = format!("CREATE SCHEMA {schema}; COMMENT ON SCHEMA {schema} IS {comment}");
    let Err(error) = transaction.batch_execute(&statement) else { return Ok(()) };
    if error.code() != Some(&SqlState::INSUFFICIENT_PRIVILEGE) {
        return Err(target.refused("making a schema", &error));
    }
    let database = target.place.rsplit('/').next().unwrap_or_default();
    Err(WarehouseError::NotAllowed {
        place: target.place.clone(),
        what: format!("make the schema {schema}"),
        fault: error.as_db_error().map(|refusal| refusal.message().to_owned()).unwrap_or_default(),
        sql: format!("GRANT CREATE ON DATABASE {} TO the login;", quote_name(database)),
    })
}
