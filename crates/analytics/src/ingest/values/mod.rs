//! Values as shops write them: dates in any order of day and month, numbers with either decimal mark.

pub(crate) mod dates;
pub(crate) mod numbers;

/// Words that stand for a value that is not known.
const MISSING: [&str; 10] =
    ["n/a", "na", "null", "none", "nan", "not available", "unknown", "unbekannt", "-", "?"];

/// True if a field says nothing: empty, or a word such as `N/A` or `Not Available`.
pub(crate) fn is_missing(field: &str) -> bool {
    let field = field.trim();
    field.is_empty() || MISSING.iter().any(|word| field.eq_ignore_ascii_case(word))
}
