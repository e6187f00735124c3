//! Several files become one table: parts of one, tables that share keys, or the best of the sheets of a workbook.

use std::{borrow::Cow, path::PathBuf};

use super::{
    join::{FoundJoins, NamedTable, Plan, find_joins, joined_layout, rewrite, write_joined},
    mapping::{ColumnRef, FileLayout, Join, Mapping, Meaning},
    recognise::{RecognisedTable, recognise_file, recognise_joined},
    rejects::RejectLog,
    unpack::{TableFile, Unpacked, refused},
    values::{dates::DateOrder, numbers::DecimalMark},
};
use crate::{Progress, RefreshError};

/// Files that are read one after another as one table.
#[derive(Default)]
pub(crate) struct Assembled {
    pub(crate) files: Vec<PathBuf>,
    /// How it was recognised; not asked for where a mapping says how it is read.
    pub(crate) recognised: Option<RecognisedTable>,
    pub(crate) notes: Vec<String>,
    /// What was read and refused of tables that were joined.
    pub(crate) logs: Vec<(String, RejectLog)>,
    /// The layout in which the table was written; `None`: it lies as the source has it.
    layout: Option<FileLayout>,
}

impl Assembled {
    /// One file that is read as it lies.
    pub(crate) fn of_file(file: PathBuf) -> Self {
        Self { files: vec![file], ..Self::default() }
    }

    /// The table was written anew, in a layout that nobody can choose.
    pub(crate) fn is_rewritten(&self) -> bool {
        self.layout.is_some()
    }

    /// What was read and refused of tables that were joined.
    pub(crate) fn named_logs(&self) -> impl Iterator<Item = (&str, &RejectLog)> + Clone {
        self.logs.iter().map(|(file, log)| (file.as_str(), log))
    }

    /// The mapping with the layout in which the table lies.
    pub(crate) fn mapping_of<'a>(&self, mapping: &'a Mapping) -> Cow<'a, Mapping> {
        match &self.layout {
            Some(layout) => Cow::Owned(Mapping { file: layout.clone(), ..mapping.clone() }),
            None => Cow::Borrowed(mapping),
        }
    }
}

/// Files with the same columns.
pub(super) struct Group {
    files: Vec<TableFile>,
    /// Parts of a table may have come from different programs.
    layouts: Vec<FileLayout>,
    /// As the first of the files.
    recognised: RecognisedTable,
}

/// Makes one table of the files.
///
/// # Errors
/// A file without columns, or files that are neither parts of one table nor tables that share keys.
pub(crate) fn assemble(
    files: &[TableFile],
    mapping: Option<&Mapping>,
    unpacked: &mut Unpacked<'_>,
) -> Result<Assembled, RefreshError> {
    let mut notes = Vec::new();
    let files = write_baskets_as_tables(files, mapping, unpacked, &mut notes)?;
    let joins = mapping.map(|mapping| &mapping.joins[..]).unwrap_or_default();
    if let ([file], Some(_)) = (&files[..], mapping)
        && joins.is_empty()
    {
        return Ok(Assembled { notes, ..Assembled::of_file(file.path.clone()) });
    }
    let groups = group_files(&files, unpacked)?;
    let mut assembled = if !joins.is_empty() {
        let tables = name_tables(&groups);
        join_tables(&Plan::new(&tables, joins)?, &tables, unpacked)?
    } else if groups.len() > 1 && mapping.is_none() {
        match join_by_keys(&groups, unpacked)? {
            Some(assembled) => assembled,
            None => choose_group(groups, mapping, unpacked)?,
        }
    } else {
        choose_group(groups, mapping, unpacked)?
    };
    assembled.notes.extend(notes);
    Ok(assembled)
}

/// Rows that are lists of items become rows of a table.
pub(super) fn write_baskets_as_tables(
    files: &[TableFile],
    mapping: Option<&Mapping>,
    unpacked: &mut Unpacked<'_>,
    notes: &mut Vec<String>,
) -> Result<Vec<TableFile>, RefreshError> {
    // A person may know better how such a text is cut.
    if mapping
        .is_some_and(|mapping| matches!(mapping.columns.get(&Meaning::Product), Some(ColumnRef::Number(_))))
    {
        return Ok(files.to_vec());
    }
    let mut tables = Vec::with_capacity(files.len());
    for file in files {
        let baskets = if file.is_sheet { None } else { unpacked.unpack_baskets(&file.path)? };
        let Some((path, rows)) = baskets else {
            tables.push(file.clone());
            continue;
        };
        notes.push(format!(
            "each row of {} is one order of as many products as it names: {rows} orders",
            file.name()
        ));
        tables.push(TableFile { path, ..file.clone() });
    }
    Ok(tables)
}

/// The tables among files; where there are several, each lies in one layout.
pub(super) fn group_files(
    files: &[TableFile],
    unpacked: &mut Unpacked<'_>,
) -> Result<Vec<Group>, RefreshError> {
    let mut groups = group_by_columns(files, unpacked.progress())?;
    if groups.len() > 1 {
        groups.iter_mut().try_for_each(|group| write_in_one_layout(group, unpacked).map(drop))?;
    }
    Ok(groups)
}

fn group_by_columns(files: &[TableFile], progress: &dyn Progress) -> Result<Vec<Group>, RefreshError> {
    let mut groups: Vec<Group> = Vec::new();
    for file in files {
        progress.check()?;
        let recognised = match recognise_file(&file.path) {
            // A sheet of remarks.
            Err(RefreshError::NoColumns { .. }) if file.is_sheet && files.len() > 1 => continue,
            recognised => recognised?,
        };
        let layout = recognised.mapping.file.clone();
        match groups.iter_mut().find(|group| has_same_columns(&group.recognised, &recognised)) {
            Some(group) => {
                refuse_other_dates(&group.recognised, &recognised)?;
                refuse_other_marks(&group.recognised, &recognised)?;
                group.files.push(file.clone());
                group.layouts.push(layout);
            }
            None => groups.push(Group { files: vec![file.clone()], layouts: vec![layout], recognised }),
        }
    }
    match files.first() {
        Some(first) if groups.is_empty() => Err(RefreshError::NoColumns { file: first.name() }),
        Some(_) => Ok(groups),
        None => Err(RefreshError::NoTable { path: PathBuf::new() }),
    }
}

/// One part with the day first and one with the month first would be read with days and months exchanged.
fn refuse_other_dates(first: &RecognisedTable, other: &RecognisedTable) -> Result<(), RefreshError> {
    let (known, found) = (first.mapping.values.dates, other.mapping.values.dates);
    if known == found || [known, found].contains(&DateOrder::YearMonthDay) {
        return Ok(());
    }
    let (found, known) = (found.example(), known.example());
    Err(refused_beside(first, other, &format!("dates as {found} beside dates as {known}")))
}

/// `1.234` in a part with decimal commas would be read as little more than 1, or the other way round.
fn refuse_other_marks(first: &RecognisedTable, other: &RecognisedTable) -> Result<(), RefreshError> {
    let is_sure = |table: &RecognisedTable| table.has_decimals && table.decimal.is_enough();
    let (known, found) = (first.mapping.values.decimal, other.mapping.values.decimal);
    if known == found || !is_sure(first) || !is_sure(other) {
        return Ok(());
    }
    let example = |mark: DecimalMark| format!("12{}50", mark.character());
    let (found, known) = (example(found), example(known));
    Err(refused_beside(first, other, &format!("amounts as {found} beside amounts as {known}")))
}

fn refused_beside(first: &RecognisedTable, other: &RecognisedTable, found: &str) -> RefreshError {
    let name = |table: &RecognisedTable| table.files.first().cloned().unwrap_or_default();
    refused(&name(other), &format!("{found} in {}", name(first)), "export the parts in one form")
}

/// Writes the parts in one layout, unless they have one; lines stay where they are.
fn write_in_one_layout(
    group: &mut Group,
    unpacked: &mut Unpacked<'_>,
) -> Result<Option<FileLayout>, RefreshError> {
    let is_one = group.layouts.iter().all(|layout| *layout == group.layouts[0]);
    if is_one || !group.recognised.mapping.file.header {
        return Ok(None);
    }
    let names = column_names(&group.recognised);
    for (file, layout) in group.files.iter_mut().zip(&group.layouts) {
        let path = unpacked.new_path(&file.name())?;
        rewrite(&file.path, &path, layout, &names, unpacked.progress())?;
        file.path = path;
    }
    group.recognised.mapping.file = joined_layout();
    group.layouts.fill(joined_layout());
    Ok(Some(joined_layout()))
}

fn column_names(table: &RecognisedTable) -> Vec<String> {
    table.columns.iter().map(|column| column.name.clone()).collect()
}

fn has_same_columns(one: &RecognisedTable, other: &RecognisedTable) -> bool {
    one.mapping.file.header == other.mapping.file.header && column_names(one) == column_names(other)
}

/// The tables that have names for their columns; others share none with them.
pub(super) fn name_tables(groups: &[Group]) -> Vec<NamedTable> {
    let of_lines = [Meaning::Quantity, Meaning::UnitPrice, Meaning::LineTotal, Meaning::Product];
    let name = |group: &Group| NamedTable {
        files: group.files.clone(),
        layout: group.recognised.mapping.file.clone(),
        columns: column_names(&group.recognised),
        rows_seen: group.recognised.rows_seen,
        line_meanings: of_lines
            .iter()
            .filter(|meaning| group.recognised.mapping.columns.contains_key(meaning))
            .count(),
    };
    groups.iter().filter(|group| group.recognised.mapping.file.header).map(name).collect()
}

/// Joins tables by the keys that they share; `None` if they share none.
fn join_by_keys(groups: &[Group], unpacked: &mut Unpacked<'_>) -> Result<Option<Assembled>, RefreshError> {
    let tables = name_tables(groups);
    let Some(found) = find_joins(&tables, unpacked.progress())? else { return Ok(None) };
    join_found(&tables, found, unpacked).map(Some)
}

/// Joins tables as it was found that they belong together.
pub(super) fn join_found(
    tables: &[NamedTable],
    found: FoundJoins,
    unpacked: &mut Unpacked<'_>,
) -> Result<Assembled, RefreshError> {
    let plan = Plan::new(tables, &found.joins)?;
    let mut assembled = join_tables(&plan, tables, unpacked)?;
    recognise_as_joined(&mut assembled, tables, found.joins, &found.reasons)?;
    let left_out = found.left_out.iter().map(|table| {
        format!("{} shares no key with the other tables, and was not read", tables[*table].name())
    });
    assembled.notes.extend(left_out);
    Ok(assembled)
}

/// Recognises the one table that was made of several.
pub(super) fn recognise_as_joined(
    assembled: &mut Assembled,
    tables: &[NamedTable],
    joins: Vec<Join>,
    reasons: &[(u8, String)],
) -> Result<(), RefreshError> {
    if let Some(first) = assembled.files.first() {
        let mut recognised = recognise_joined(first, joins, reasons)?;
        recognised.files = tables.iter().flat_map(|table| &table.files).map(TableFile::name).collect();
        assembled.recognised = Some(recognised);
    }
    Ok(())
}

pub(super) fn join_tables(
    plan: &Plan,
    tables: &[NamedTable],
    unpacked: &mut Unpacked<'_>,
) -> Result<Assembled, RefreshError> {
    let joined = write_joined(plan, tables, unpacked)?;
    Ok(Assembled {
        files: joined.files,
        recognised: None,
        notes: joined.notes,
        logs: joined.logs,
        layout: Some(joined_layout()),
    })
}

/// The only group, or that of the sheets of a workbook which holds the orders.
pub(super) fn choose_group(
    groups: Vec<Group>,
    mapping: Option<&Mapping>,
    unpacked: &mut Unpacked<'_>,
) -> Result<Assembled, RefreshError> {
    let best = best_group(&groups, mapping);
    match refuse_others(&groups, best) {
        Some(refusal) => Err(refusal),
        None => take_group(groups, best, unpacked),
    }
}

/// The group that holds the orders, and why it must not be read without the others, if so.
pub(super) fn choose_group_to_look(
    groups: Vec<Group>,
    unpacked: &mut Unpacked<'_>,
) -> Result<(Assembled, Option<RefreshError>), RefreshError> {
    let best = best_group(&groups, None);
    let refusal = refuse_others(&groups, best);
    Ok((take_group(groups, best, unpacked)?, refusal))
}

/// Files that are other tables; a sheet beside the orders may hold remarks.
fn refuse_others(groups: &[Group], best: usize) -> Option<RefreshError> {
    let is_other =
        |(number, group): &(usize, &Group)| *number != best && !group.files.iter().all(|file| file.is_sheet);
    let has_others = groups.iter().enumerate().any(|group| is_other(&group));
    has_others.then(|| {
        let (file, other) = (groups[0].files[0].name(), groups[1].files[0].name());
        RefreshError::SeveralTables { file, other }
    })
}

fn take_group(
    mut groups: Vec<Group>,
    best: usize,
    unpacked: &mut Unpacked<'_>,
) -> Result<Assembled, RefreshError> {
    let mut chosen = groups.swap_remove(best);
    let layout = write_in_one_layout(&mut chosen, unpacked)?;
    let name = chosen.files[0].name();
    let others = groups.iter().flat_map(|group| &group.files);
    let notes = others
        .map(|file| format!("{} has other columns than {name}, and was not read", file.name()))
        .collect();
    chosen.recognised.files = chosen.files.iter().map(TableFile::name).collect();
    let files = chosen.files.into_iter().map(|file| file.path).collect();
    Ok(Assembled { files, recognised: Some(chosen.recognised), notes, layout, ..Assembled::default() })
}

/// The group that has the columns of the mapping, else the one of which most is understood.
fn best_group(groups: &[Group], mapping: Option<&Mapping>) -> usize {
    let merit = |group: &Group| {
        let named = mapping.map_or(0, |mapping| columns_found(&group.recognised, mapping));
        let understood = group.recognised.mapping.columns.len();
        (named, usize::MAX - group.recognised.doubts.len(), understood, group.recognised.rows_seen)
    };
    // Of equals the first.
    (0..groups.len()).rev().max_by_key(|number| merit(&groups[*number])).unwrap_or_default()
}

fn columns_found(table: &RecognisedTable, mapping: &Mapping) -> usize {
    let is_found = |column: &&ColumnRef| match column {
        ColumnRef::Name(name) => table.columns.iter().any(|found| found.name == name.trim()),
        ColumnRef::Number(number) => *number as usize <= table.columns.len(),
    };
    mapping.columns.values().filter(is_found).count()
}
