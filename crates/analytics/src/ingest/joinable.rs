//! Several tables that a person looks at: what can be joined, what is, and how well that holds.

use super::{
    Join,
    assemble::{
        Assembled, Group, choose_group, choose_group_to_look, group_files, join_found, join_tables,
        name_tables, recognise_as_joined, write_baskets_as_tables,
    },
    join::{NamedTable, Plan, find_joins, measure_joins},
    unpack::{TableFile, Unpacked},
};
use crate::RefreshError;

/// The tables of a source, and how they become one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JoinLook {
    /// All tables whose columns have names.
    pub tables: Vec<JoinTable>,
    /// What is joined, or was to be.
    pub joins: Vec<LookedJoin>,
    /// They were found by names and values; nobody has said them.
    pub are_found: bool,
    /// Why they do not make one table. What was recognised is the table of the orders alone, then.
    pub fault: Option<String>,
}

/// A table that can be joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinTable {
    /// As a mapping names it.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<String>,
}

/// A join, and how well it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedJoin {
    /// What is joined by what.
    pub join: Join,
    /// How sure it is, or the share of values that are found, 0–100.
    pub percent: u8,
    /// Why, in words.
    pub reason: String,
}

/// Makes one table of the files as a refresh would; `joins`: as a person says, else as they are found. Joins that do
/// not hold are told, not refused, so that they can be corrected.
///
/// # Errors
/// Files that cannot be read, or that hold no table.
pub(super) fn assemble_to_look(
    files: &[TableFile],
    joins: Option<&[Join]>,
    unpacked: &mut Unpacked<'_>,
) -> Result<(Assembled, Option<JoinLook>), RefreshError> {
    let mut notes = Vec::new();
    let files = write_baskets_as_tables(files, None, unpacked, &mut notes)?;
    let groups = group_files(&files, unpacked)?;
    let tables = name_tables(&groups);
    let (mut assembled, look) = match tables.len() {
        0 | 1 => (choose_group(groups, None, unpacked)?, None),
        _ => {
            join_to_look(groups, &tables, joins, unpacked).map(|(assembled, look)| (assembled, Some(look)))?
        }
    };
    assembled.notes.extend(notes);
    Ok((assembled, look))
}

fn join_to_look(
    groups: Vec<Group>,
    tables: &[NamedTable],
    given: Option<&[Join]>,
    unpacked: &mut Unpacked<'_>,
) -> Result<(Assembled, JoinLook), RefreshError> {
    let describe = |table: &NamedTable| JoinTable { name: table.name(), columns: table.columns.clone() };
    let mut look = JoinLook { tables: tables.iter().map(describe).collect(), ..JoinLook::default() };
    let Some(joins) = given else {
        look.are_found = true;
        return match find_joins(tables, unpacked.progress())? {
            Some(found) => {
                look.joins = looked_joins(&found.joins, &found.reasons);
                Ok((join_found(tables, found, unpacked)?, look))
            }
            None => leave_unjoined(groups, look, unpacked),
        };
    };
    if joins.is_empty() {
        return leave_unjoined(groups, look, unpacked);
    }
    let reasons = measure_joins(tables, joins, unpacked.progress())?;
    look.joins = looked_joins(joins, &reasons);
    match join_as(tables, joins, &reasons, unpacked) {
        Ok(assembled) => Ok((assembled, look)),
        Err(fault) => {
            look.fault = Some(words_of(fault)?);
            leave_unjoined(groups, look, unpacked)
        }
    }
}

fn looked_joins(joins: &[Join], reasons: &[(u8, String)]) -> Vec<LookedJoin> {
    let looked = |(join, (percent, reason)): (&Join, &(u8, String))| LookedJoin {
        join: join.clone(),
        percent: *percent,
        reason: reason.clone(),
    };
    joins.iter().zip(reasons).map(looked).collect()
}

fn join_as(
    tables: &[NamedTable],
    joins: &[Join],
    reasons: &[(u8, String)],
    unpacked: &mut Unpacked<'_>,
) -> Result<Assembled, RefreshError> {
    let plan = Plan::new(tables, joins)?;
    let mut assembled = join_tables(&plan, tables, unpacked)?;
    recognise_as_joined(&mut assembled, tables, joins.to_vec(), reasons)?;
    let left_out = plan.left_out(tables);
    let left_out =
        left_out.iter().map(|table| format!("{} is not joined, and was not read", tables[*table].name()));
    assembled.notes.extend(left_out);
    Ok(assembled)
}

/// What is wrong with the joins; another fault is passed on.
fn words_of(fault: RefreshError) -> Result<String, RefreshError> {
    match fault {
        RefreshError::Incomplete { problems } => {
            let words: Vec<&str> =
                problems.iter().map(|problem| problem.trim_start_matches("[[join]]: ")).collect();
            Ok(words.join("; "))
        }
        RefreshError::KeyNotUnique { file, line, column } => Ok(format!(
            "{file}, line {line}: what stands in column “{column}” stands there for the second time, with other values \
             than before, so that rows of orders would multiply; choose another key, or correct the table"
        )),
        other => Err(other),
    }
}

/// The table of the orders alone. It must not be read without the others, unless these are sheets with remarks.
fn leave_unjoined(
    groups: Vec<Group>,
    mut look: JoinLook,
    unpacked: &mut Unpacked<'_>,
) -> Result<(Assembled, JoinLook), RefreshError> {
    let (mut assembled, refusal) = choose_group_to_look(groups, unpacked)?;
    if let Some(table) = &mut assembled.recognised {
        table.mapping.joins = look.joins.iter().map(|looked| looked.join.clone()).collect();
    }
    look.fault = look.fault.or_else(|| refusal.map(|refusal| refusal.to_string()));
    Ok((assembled, look))
}
