use serde::Deserialize;

/// Each row of one table is completed by the row of another that has the same key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The table whose rows are completed: the name of its file or sheet.
    pub table: String,
    /// Its column that names a row of the other table.
    pub column: String,
    /// The table that is joined to it.
    pub to: String,
    /// The column of that table in which each value stands once.
    pub key: String,
}
