use std::fmt;

use serde::Deserialize;

/// A column, by its name in the header or by its position.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(untagged)]
pub enum ColumnRef {
    /// The name in the header.
    Name(String),
    /// The position from 1, for files without header.
    Number(u32),
}

impl fmt::Display for ColumnRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, "column {name:?}"),
            Self::Number(number) => write!(f, "column {number}"),
        }
    }
}
