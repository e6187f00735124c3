//! Values as shops write them: dates in any order of day and month, numbers with either decimal mark.

pub(crate) mod dates;
pub(crate) mod numbers;

/// Words that stand for a value that is not known.
const MISSING: [&str; 10] =
    ["n/a", "na", "null", "none", "nan", "not available", "unknown", "unbekannt", "-", "?"];

/// Words under which shops file whoever they do not know.
const NOBODY: [&str; 16] = [
    "guest",
    "guest customer",
    "guest checkout",
    "anonymous",
    "walk-in",
    "walk-in customer",
    "cash customer",
    "gast",
    "anonym",
    "laufkunde",
    "laufkundschaft",
    "anonyme",
    "invité",
    "invitado",
    "convidado",
    "anônimo",
];

/// True if the field of a customer names none: it is missing, or holds a word such as `Guest` for all who are not known.
pub(crate) fn names_nobody(field: &str) -> bool {
    is_missing(field) || NOBODY.iter().any(|word| field.trim().eq_ignore_ascii_case(word))
}

/// True if a field says nothing: empty, or a word such as `N/A` or `Not Available`.
pub(crate) fn is_missing(field: &str) -> bool {
    let field = field.trim();
    field.is_empty() || MISSING.iter().any(|word| field.eq_ignore_ascii_case(word))
}
