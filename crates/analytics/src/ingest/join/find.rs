//! Which column of which table names the rows of which other one: by names, and by values.

use std::{
    collections::HashSet,
    hash::{BuildHasher, Hasher},
};

use csv::ByteRecord;
use foldhash::fast::FixedState;

use super::{Edge, NamedTable, keys::likeness, lookup::ROWS_BETWEEN_CHECKS, open_rows};
use crate::{Progress, RefreshError, ingest::mapping::Join};

/// Rows whose keys are looked up.
const SAMPLE_ROWS: usize = 20_000;
/// The least share of keys that must be found.
const FOUND_MIN: f64 = 0.5;

/// Joins that make one table of several, with how sure each is and why.
pub(crate) struct FoundJoins {
    pub(crate) joins: Vec<Join>,
    /// Of each join: percent and reason.
    pub(crate) reasons: Vec<(u8, String)>,
    /// Tables that share no key with the others.
    pub(crate) left_out: Vec<usize>,
}

/// A join that could be.
struct Candidate {
    edge: Edge,
    percent: u8,
    reason: String,
}

/// Finds the joins; `None` if no two tables share a key.
pub(crate) fn find_joins(
    tables: &[NamedTable],
    progress: &dyn Progress,
) -> Result<Option<FoundJoins>, RefreshError> {
    let candidates = find_candidates(tables, progress)?;
    let merit = |root: usize| {
        let reached = grow(root, &candidates).len();
        (reached, tables[root].line_meanings, tables[root].rows_seen)
    };
    // Of equals the first by name.
    let Some(root) = (0..tables.len()).rev().max_by_key(|root| merit(*root)) else { return Ok(None) };
    let chosen = grow(root, &candidates);
    if chosen.is_empty() {
        return Ok(None);
    }
    let is_joined = |table: usize| table == root || chosen.iter().any(|candidate| candidate.edge.to == table);
    let describe = |candidate: &&Candidate| {
        let Edge { table, column, to, key } = candidate.edge;
        Join {
            table: tables[table].name(),
            column: tables[table].columns[column].clone(),
            to: tables[to].name(),
            key: tables[to].columns[key].clone(),
        }
    };
    Ok(Some(FoundJoins {
        joins: chosen.iter().map(describe).collect(),
        reasons: chosen.iter().map(|candidate| (candidate.percent, candidate.reason.clone())).collect(),
        left_out: (0..tables.len()).filter(|table| !is_joined(*table)).collect(),
    }))
}

/// The tables that can be reached from one, each by its surest join.
fn grow(root: usize, candidates: &[Candidate]) -> Vec<&Candidate> {
    let (mut reached, mut chosen) = (vec![root], Vec::new());
    loop {
        let is_new = |candidate: &&Candidate| {
            reached.contains(&candidate.edge.table) && !reached.contains(&candidate.edge.to)
        };
        let best = candidates
            .iter()
            .filter(is_new)
            .max_by_key(|candidate| (candidate.percent, std::cmp::Reverse(candidate.edge)));
        let Some(best) = best else { return chosen };
        reached.push(best.edge.to);
        chosen.push(best);
    }
}

fn find_candidates(tables: &[NamedTable], progress: &dyn Progress) -> Result<Vec<Candidate>, RefreshError> {
    let mut candidates = Vec::new();
    for (to, key_table) in tables.iter().enumerate() {
        let named = named_alike(tables, to);
        let mut keys: Vec<usize> = named.iter().map(|(edge, _)| edge.key).collect();
        keys.sort_unstable();
        keys.dedup();
        let unique = unique_values(key_table, &keys, progress)?;
        for (edge, by_name) in named {
            let Some((_, values)) = unique.iter().find(|(key, _)| *key == edge.key) else { continue };
            progress.check()?;
            let (found, asked) = count_found(&tables[edge.table], edge.column, values)?;
            let share = found as f64 / asked.max(1) as f64;
            if asked == 0 || share < FOUND_MIN {
                continue;
            }
            candidates.push(Candidate {
                edge,
                percent: (f64::from(by_name) * share) as u8,
                reason: reason_of(found, asked),
            });
        }
    }
    Ok(candidates)
}

/// What was counted, in words.
pub(super) fn reason_of(found: usize, asked: usize) -> String {
    format!("{found} of {asked} values are found there, each in one row")
}

/// Columns of other tables whose names say that they hold keys of this one.
fn named_alike(tables: &[NamedTable], to: usize) -> Vec<(Edge, u8)> {
    let mut alike = Vec::new();
    for (table, other) in tables.iter().enumerate().filter(|(table, _)| *table != to) {
        for (column, name) in other.columns.iter().enumerate() {
            for (key, key_name) in tables[to].columns.iter().enumerate() {
                if let Some(percent) = likeness(name, key_name, &tables[to].name()) {
                    alike.push((Edge { table, column, to, key }, percent));
                }
            }
        }
    }
    alike
}

/// The hashes of the values of each column in which no value stands twice.
pub(super) fn unique_values(
    table: &NamedTable,
    columns: &[usize],
    progress: &dyn Progress,
) -> Result<Vec<(usize, HashSet<u64>)>, RefreshError> {
    let mut unique: Vec<(usize, HashSet<u64>)> =
        columns.iter().map(|column| (*column, HashSet::new())).collect();
    for file in &table.files {
        let mut rows = open_rows(&file.path, &table.layout)?;
        let (mut record, mut read) = (ByteRecord::new(), 0_u64);
        // A column drops out with its first value that stands twice, mostly soon.
        while !unique.is_empty()
            && rows.read(&mut record).map_err(|error| RefreshError::of_reading(&file.path, error))?
        {
            if read.is_multiple_of(ROWS_BETWEEN_CHECKS) {
                progress.check()?;
            }
            read += 1;
            if record.len() == table.columns.len() {
                unique.retain_mut(|(column, values)| {
                    let value = key_of(&record, *column);
                    value.is_empty() || values.insert(hash(value))
                });
            }
        }
    }
    unique.retain(|(_, values)| !values.is_empty());
    Ok(unique)
}

/// How many different values of a column are among the keys, and how many there are, by the first rows.
pub(super) fn count_found(
    table: &NamedTable,
    column: usize,
    keys: &HashSet<u64>,
) -> Result<(usize, usize), RefreshError> {
    let mut asked = HashSet::new();
    if let Some(file) = table.files.first() {
        let mut rows = open_rows(&file.path, &table.layout)?;
        let (mut record, mut read) = (ByteRecord::new(), 0);
        while read < SAMPLE_ROWS
            && rows.read(&mut record).map_err(|error| RefreshError::of_reading(&file.path, error))?
        {
            read += 1;
            let value = key_of(&record, column);
            if record.len() == table.columns.len() && !value.is_empty() {
                asked.insert(hash(value));
            }
        }
    }
    Ok((asked.iter().filter(|value| keys.contains(value)).count(), asked.len()))
}

pub(super) fn key_of(record: &ByteRecord, column: usize) -> &[u8] {
    record.get(column).unwrap_or_default().trim_ascii()
}

fn hash(value: &[u8]) -> u64 {
    let mut hasher = FixedState::with_seed(0).build_hasher();
    hasher.write(value);
    hasher.finish()
}
