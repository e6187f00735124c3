use serde::{Deserialize, Serialize};

/// Several tables, and how they become the one whose columns are named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableJoins {
    /// All tables that can be joined.
    pub tables: Vec<JoinedTable>,
    /// What is joined.
    pub joins: Vec<MappedJoin>,
    /// Why they do not make one table; `None`: they do.
    pub fault: Option<String>,
}

/// A table that can be joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedTable {
    /// Its name; it holds no `/`.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
}

/// Each row of one table is completed by the row of another one that has the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedJoin {
    /// The table whose rows are completed.
    pub table: String,
    /// Its column that names a row of the other table.
    pub column: String,
    /// The table that is joined to it.
    pub to: String,
    /// The column of that table in which each value stands once.
    pub key: String,
    /// How sure it is, or the share of values that are found, 0–100.
    pub percent: u8,
    /// Why, in words.
    pub reason: String,
    /// It is a guess that is not certain enough.
    pub is_doubtful: bool,
}
