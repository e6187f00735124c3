use serde::{Deserialize, Serialize};

/// What kind of change of a source was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DriftKind {
    /// A column that was not there.
    ColumnNew,
    /// A column that is not there any more.
    ColumnGone,
    /// The column with one meaning has another name.
    ColumnRenamed,
    /// The file is cut, or its values are written, in another way.
    FormChanged,
    /// A word for what became of an order that was not there.
    StatusNew,
    /// Such a word that is not there any more.
    StatusGone,
    /// The share of blank cells of a column; both shares are in ten-thousandths.
    BlankCellsChanged,
}

/// A change of a source from one snapshot to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriftLine {
    /// What kind of change.
    pub kind: DriftKind,
    /// What it is about: a column, a meaning, a form, a word.
    pub what: String,
    /// What was there before, if that is more than `what`.
    pub before: Option<String>,
    /// What is there now, if that is more than `what`.
    pub after: Option<String>,
}

impl DriftLine {
    /// Something came or went.
    pub fn of(kind: DriftKind, what: &str) -> Self {
        Self { kind, what: what.to_owned(), before: None, after: None }
    }

    /// Something is another than before.
    pub fn change(kind: DriftKind, what: &str, before: &str, after: &str) -> Self {
        Self { kind, what: what.to_owned(), before: Some(before.to_owned()), after: Some(after.to_owned()) }
    }
}
