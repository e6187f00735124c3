//! The joins of a mapping, found again in the tables that are there.

use super::{Edge, NamedTable};
use crate::{
    RefreshError,
    ingest::{csv_table::nearest, mapping::Join},
};

/// Which table's rows are kept, and what they are completed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(super) root: usize,
    pub(super) edges: Vec<Edge>,
}

impl Plan {
    /// Finds the tables and columns that the joins name.
    ///
    /// # Errors
    /// Names all that is missing at once; a table that is joined twice, or to itself.
    pub(crate) fn new(tables: &[NamedTable], joins: &[Join]) -> Result<Self, RefreshError> {
        let (mut edges, mut problems) = (Vec::new(), Vec::new());
        for join in joins {
            edges.extend(find_edge(tables, join, &mut problems));
        }
        if problems.is_empty() {
            problems.extend(shape_problem(tables, &edges));
        }
        let root =
            edges.iter().map(|edge| edge.table).find(|table| edges.iter().all(|edge| edge.to != *table));
        match root {
            Some(root) if problems.is_empty() => Ok(Self { root, edges }),
            _ => Err(RefreshError::Incomplete { problems }),
        }
    }

    /// The numbers of the tables that are not read.
    pub(crate) fn left_out(&self, tables: &[NamedTable]) -> Vec<usize> {
        let is_read = |table: usize| table == self.root || self.edges.iter().any(|edge| edge.to == table);
        (0..tables.len()).filter(|table| !is_read(*table)).collect()
    }

    /// The joins that complete the rows of a table, in the order in which their columns are written.
    pub(super) fn joined_to(&self, table: usize) -> impl Iterator<Item = &Edge> {
        self.edges.iter().filter(move |edge| edge.table == table)
    }

    /// The columns of the one table: those of the root, then those of the tables joined to it, without their keys.
    /// What is named twice is named with its table.
    pub(super) fn columns(&self, tables: &[NamedTable]) -> Vec<String> {
        let mut names = tables[self.root].columns.clone();
        self.add_columns(self.root, tables, &mut names);
        names
    }

    fn add_columns(&self, table: usize, tables: &[NamedTable], names: &mut Vec<String>) {
        for edge in self.joined_to(table) {
            let joined = &tables[edge.to];
            for (_, name) in joined.columns.iter().enumerate().filter(|(column, _)| *column != edge.key) {
                let name = joined_name(name, &joined.name(), names);
                names.push(name);
            }
            self.add_columns(edge.to, tables, names);
        }
    }
}

/// Names that say nothing without their table.
const VAGUE: [&str; 8] = ["id", "name", "title", "type", "status", "nr", "number", "code"];

fn joined_name(name: &str, table: &str, taken: &[String]) -> String {
    let subject = super::keys::subject_of(table);
    let is_taken = |name: &str| taken.iter().any(|known| known.eq_ignore_ascii_case(name));
    let is_vague =
        VAGUE.contains(&crate::ingest::recognise::normalise(name).as_str()) && !subject.contains("order");
    if !name.is_empty() && !is_taken(name) && !is_vague {
        return name.to_owned();
    }
    let long = format!("{} {name}", super::keys::singular(&subject)).trim().to_owned();
    if !is_taken(&long) {
        return long;
    }
    // Some number is free, for there are fewer columns than numbers.
    (2..).map(|number: u32| format!("{long} {number}")).find(|name| !is_taken(name)).unwrap_or(long)
}

/// The columns that a join names; `None` if one of them is not there.
pub(super) fn edge_of(tables: &[NamedTable], join: &Join) -> Option<Edge> {
    find_edge(tables, join, &mut Vec::new())
}

fn find_edge(tables: &[NamedTable], join: &Join, problems: &mut Vec<String>) -> Option<Edge> {
    // Both are looked up, so that all that is missing is named.
    let from = find_table(tables, &join.table, &join.column, problems);
    let to = find_table(tables, &join.to, &join.key, problems);
    let ((table, column), (to, key)) = (from?, to?);
    Some(Edge { table, column, to, key })
}

fn find_table(
    tables: &[NamedTable],
    name: &str,
    column: &str,
    problems: &mut Vec<String>,
) -> Option<(usize, usize)> {
    let named: Vec<usize> = (0..tables.len()).filter(|table| tables[*table].is_named(name)).collect();
    // Exports have the date in their names: the only table with the column is it.
    let with_column: Vec<usize> =
        (0..tables.len()).filter(|table| tables[*table].column(column).is_some()).collect();
    let table = match (&named[..], &with_column[..]) {
        ([table], _) | ([], [table]) => *table,
        _ => {
            let names: Vec<String> = tables.iter().map(NamedTable::name).collect();
            let near = nearest(name, names.iter().map(String::as_str));
            problems.push(format!("no table {name:?} for [[join]]{near}; there are {}", names.join(", ")));
            return None;
        }
    };
    let position = tables[table].column(column);
    if position.is_none() {
        let near = nearest(column, tables[table].columns.iter().map(String::as_str));
        problems.push(format!("{}, line 1: no column {column:?} for [[join]]{near}", tables[table].name()));
    }
    position.map(|column| (table, column))
}

/// One table is joined to none, every other to one.
fn shape_problem(tables: &[NamedTable], edges: &[Edge]) -> Option<String> {
    let count = |table: usize| edges.iter().filter(|edge| edge.to == table).count();
    let involved = |table: usize| edges.iter().any(|edge| edge.table == table || edge.to == table);
    let all: Vec<usize> = (0..tables.len()).filter(|table| involved(*table)).collect();
    if let Some(twice) = all.iter().find(|table| count(**table) > 1) {
        return Some(format!(
            "[[join]]: {} is joined more than once; keep one of the joins",
            tables[*twice].name()
        ));
    }
    let roots = all.iter().filter(|table| count(**table) == 0).count();
    // With one root and every other table joined once, nothing goes round in a circle.
    (roots != 1).then(|| {
        "[[join]]: the joins must lead from one table, that of the order lines, to each of the others"
            .to_owned()
    })
}
