//! Which types of columns can be used, and as what they are read.

use arrow_schema::DataType;

/// What a column holds that has no single value in a row; `None` for columns that can be used.
pub(super) fn foreign(kind: &DataType) -> Option<&'static str> {
    match kind {
        DataType::List(_)
        | DataType::LargeList(_)
        | DataType::FixedSizeList(..)
        | DataType::ListView(_)
        | DataType::LargeListView(_) => Some("lists"),
        DataType::Struct(_) | DataType::Union(..) => Some("records of several fields"),
        DataType::Map(..) => Some("maps"),
        DataType::Duration(_) | DataType::Interval(_) => Some("spans of time"),
        DataType::Time32(_) | DataType::Time64(_) => Some("times without a day"),
        DataType::RunEndEncoded(_, values) => foreign(values.data_type()),
        DataType::Dictionary(_, values) => foreign(values),
        _ => None,
    }
}

/// Texts are read as such in whatever form they are kept; words that repeat, with a dictionary.
pub(super) fn read_as(kind: &DataType, is_word: bool) -> DataType {
    match kind {
        DataType::Dictionary(_, values) => read_as(values, is_word),
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView => {
            if is_word {
                DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
            } else {
                DataType::Utf8
            }
        }
        other => other.clone(),
    }
}
