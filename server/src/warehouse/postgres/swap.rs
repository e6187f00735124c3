//! New tables in place of the old ones, at a moment when nobody reads.

use std::{
    thread,
    time::{Duration, Instant},
};

use clientele_analytics::Progress;
use postgres::{Transaction, error::SqlState};

use super::{Target, access, views};
use crate::warehouse::{WarehouseError, star::TABLES};

/// For so long readers may have to wait behind an attempt. Shorter than the server's search for deadlocks, so that
/// the attempt gives way to a reader that holds one table and waits for another.
const ATTEMPT: Duration = Duration::from_millis(300);
/// The pauses between attempts, in which readers come and go, grow up to this.
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// After so long it is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Exchanges the tables, once nobody reads the old ones.
pub(super) fn exchange(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
    progress: &dyn Progress,
) -> Result<(), WarehouseError> {
    let refused = |error: postgres::Error| target.refused("exchanging the tables", &error);
    lock_old(transaction, target, progress)?;
    let (schema, build) = (target.schema(), target.build_schema());
    let point = views::point_at(target, &build);
    transaction.batch_execute(&point).map_err(refused)?;
    // Without CASCADE: what people have built on a table must not vanish with it.
    let drops: Vec<String> =
        TABLES.iter().map(|table| format!("DROP TABLE IF EXISTS {schema}.{}", table.name)).collect();
    transaction.batch_execute(&drops.join(";")).map_err(|error| match error.as_db_error() {
        Some(refusal) if *refusal.code() == SqlState::DEPENDENT_OBJECTS_STILL_EXIST => {
            let fault = refusal.detail().unwrap_or(refusal.message()).replace('\n', "; ");
            WarehouseError::DependedOn { schema: target.settings.schema.clone(), fault }
        }
        _ => refused(error),
    })?;
    let mut moves: Vec<String> = TABLES
        .iter()
        .map(|table| format!("ALTER TABLE {build}.{} SET SCHEMA {schema}", table.name))
        .collect();
    moves.push(format!("DROP SCHEMA {build}"));
    moves.push(access::grant_kept(target));
    transaction.batch_execute(&moves.join(";")).map_err(refused)
}

/// Waits until nobody reads the old tables and views, and keeps new readers waiting until the commit.
///
/// All are held at once: a query that has found one of them holds it, so none finds some old and some new ones.
fn lock_old(
    transaction: &mut Transaction<'_>,
    target: &Target<'_>,
    progress: &dyn Progress,
) -> Result<(), WarehouseError> {
    let refused = |error: postgres::Error| target.refused("waiting for readers", &error);
    let names = old_names(transaction, target)?;
    if names.is_empty() {
        return Ok(());
    }
    let lock = format!(
        "SET LOCAL lock_timeout = {}; LOCK TABLE {} IN ACCESS EXCLUSIVE MODE; SET LOCAL lock_timeout = 0",
        ATTEMPT.as_millis(),
        names.join(", ")
    );
    let start = Instant::now();
    let mut pause = ATTEMPT;
    loop {
        let mut attempt = transaction.transaction().map_err(refused)?;
        match attempt.batch_execute(&lock) {
            Ok(()) => return attempt.commit().map_err(refused),
            Err(error) if is_held(&error) => attempt.rollback().map_err(refused)?,
            Err(error) => return Err(refused(error)),
        }
        if progress.is_cancelled() {
            return Err(WarehouseError::Cancelled);
        }
        if start.elapsed() > PATIENCE {
            let (schema, place) = (target.settings.schema.clone(), target.place.clone());
            return Err(WarehouseError::AlwaysRead { schema, place, seconds: PATIENCE.as_secs() });
        }
        thread::sleep(pause);
        pause = (pause * 2).min(PAUSE_MAX);
    }
}

fn is_held(error: &postgres::Error) -> bool {
    let codes = [SqlState::LOCK_NOT_AVAILABLE, SqlState::T_R_DEADLOCK_DETECTED];
    error.code().is_some_and(|code| codes.contains(code))
}

/// The tables and views that a load before has left.
fn old_names(transaction: &mut Transaction<'_>, target: &Target<'_>) -> Result<Vec<String>, WarehouseError> {
    let ours: Vec<&str> = views::NAMES.into_iter().chain(TABLES.iter().map(|table| table.name)).collect();
    let found = transaction.query(
        "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1::text AND c.relname = ANY ($2::text[]) AND c.relkind IN ('r', 'v') ORDER BY 1",
        &[&target.settings.schema, &ours],
    );
    let found = found.map_err(|error| target.refused("looking at the schema", &error))?;
    Ok(found.iter().map(|row| format!("{}.{}", target.schema(), row.get::<_, String>(0))).collect())
}
