//! Several files become one table: parts of one, or the best of the sheets of a workbook.

use std::path::PathBuf;

use super::{
    mapping::{ColumnRef, Mapping},
    recognise::{RecognisedTable, recognise_file},
    unpack::TableFile,
};
use crate::RefreshError;

/// Files that are read one after another as one table.
pub(crate) struct Assembled {
    pub(crate) files: Vec<PathBuf>,
    /// As the first of the files was recognised; not asked for where a mapping says how the only file is read.
    pub(crate) recognised: Option<RecognisedTable>,
    pub(crate) notes: Vec<String>,
}

/// Files with the same columns.
struct Group {
    files: Vec<TableFile>,
    recognised: RecognisedTable,
}

/// Makes one table of the files.
///
/// # Errors
/// A file without columns, or files that are not parts of one table.
pub(crate) fn assemble(files: &[TableFile], mapping: Option<&Mapping>) -> Result<Assembled, RefreshError> {
    if let ([file], Some(_)) = (files, mapping) {
        return Ok(Assembled { files: vec![file.path.clone()], recognised: None, notes: Vec::new() });
    }
    let mut groups = group_by_columns(files)?;
    let best = best_group(&groups, mapping);
    if let Some(other) =
        groups.iter().enumerate().find(|(number, group)| *number != best && !is_of_workbook(group))
    {
        let (first, other) = (groups[0].files[0].name(), other.1.files[0].name());
        let other = if other == first { groups[1].files[0].name() } else { other };
        return Err(RefreshError::SeveralTables { file: first, other });
    }
    let chosen = groups.swap_remove(best);
    let notes = groups.iter().flat_map(|group| &group.files).map(|file| {
        format!("{} has other columns than {}, and was not read", file.name(), chosen.files[0].name())
    });
    let notes = notes.collect();
    let mut recognised = chosen.recognised;
    recognised.files = chosen.files.iter().map(TableFile::name).collect();
    let files = chosen.files.into_iter().map(|file| file.path).collect();
    Ok(Assembled { files, recognised: Some(recognised), notes })
}

fn group_by_columns(files: &[TableFile]) -> Result<Vec<Group>, RefreshError> {
    let mut groups: Vec<Group> = Vec::new();
    for file in files {
        let recognised = match recognise_file(&file.path) {
            // A sheet of remarks.
            Err(RefreshError::NoColumns { .. }) if file.workbook.is_some() && files.len() > 1 => continue,
            recognised => recognised?,
        };
        match groups.iter_mut().find(|group| has_same_columns(&group.recognised, &recognised)) {
            Some(group) => group.files.push(file.clone()),
            None => groups.push(Group { files: vec![file.clone()], recognised }),
        }
    }
    match files.first() {
        Some(first) if groups.is_empty() => Err(RefreshError::NoColumns { file: first.name() }),
        Some(_) => Ok(groups),
        None => Err(RefreshError::NoTable { path: PathBuf::new() }),
    }
}

fn has_same_columns(one: &RecognisedTable, other: &RecognisedTable) -> bool {
    let names = |table: &RecognisedTable| -> Vec<String> {
        table.columns.iter().map(|column| column.name.clone()).collect()
    };
    one.mapping.file.header == other.mapping.file.header && names(one) == names(other)
}

fn is_of_workbook(group: &Group) -> bool {
    group.files.iter().all(|file| file.workbook.is_some())
}

/// The group that has the columns of the mapping, else the one of which most is understood.
fn best_group(groups: &[Group], mapping: Option<&Mapping>) -> usize {
    let merit = |group: &Group| {
        let named = mapping.map_or(0, |mapping| columns_found(&group.recognised, mapping));
        let understood = group.recognised.mapping.columns.len();
        (named, usize::MAX - group.recognised.doubts.len(), understood, group.recognised.rows_seen)
    };
    let numbers = 0..groups.len();
    // Of equals the first.
    numbers.rev().max_by_key(|number| merit(&groups[*number])).unwrap_or_default()
}

fn columns_found(table: &RecognisedTable, mapping: &Mapping) -> usize {
    let is_found = |column: &&ColumnRef| match column {
        ColumnRef::Name(name) => table.columns.iter().any(|found| found.name == name.trim()),
        ColumnRef::Number(number) => *number as usize <= table.columns.len(),
    };
    mapping.columns.values().filter(is_found).count()
}
