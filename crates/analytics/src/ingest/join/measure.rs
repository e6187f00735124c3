//! How well joins hold that a person wants: how many of the values are found.

use super::{
    NamedTable,
    find::{count_found, reason_of, unique_values},
    plan::edge_of,
};
use crate::{Progress, RefreshError, ingest::mapping::Join};

/// Of each join: percent and reason. One that names what is not there holds not at all; the plan says why.
pub(crate) fn measure_joins(
    tables: &[NamedTable],
    joins: &[Join],
    progress: &dyn Progress,
) -> Result<Vec<(u8, String)>, RefreshError> {
    joins.iter().map(|join| measure_join(tables, join, progress)).collect()
}

fn measure_join(
    tables: &[NamedTable],
    join: &Join,
    progress: &dyn Progress,
) -> Result<(u8, String), RefreshError> {
    let Some(edge) = edge_of(tables, join) else { return Ok((0, "it is not there".to_owned())) };
    let unique = unique_values(&tables[edge.to], &[edge.key], progress)?;
    let Some((_, keys)) = unique.first() else {
        let words = format!("not every value of {} stands in one row of {} only", join.key, join.to);
        return Ok((0, words));
    };
    progress.check()?;
    let (found, asked) = count_found(&tables[edge.table], edge.column, keys)?;
    let percent = (found * 100).checked_div(asked).unwrap_or_default();
    Ok((u8::try_from(percent).unwrap_or(100), reason_of(found, asked)))
}
