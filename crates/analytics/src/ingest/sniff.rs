//! What a file is by its content, whatever its name says.

use crate::RefreshError;

/// Byte-order mark of UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

const FOREIGN: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "a ZIP or XLSX file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PAR1", "a Parquet file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
];

/// True if the text is not UTF-8; a character cut off at the end says nothing.
pub(crate) fn is_latin_1(start: &[u8]) -> bool {
    std::str::from_utf8(start).is_err_and(|error| error.error_len().is_some())
}

/// Refuses content that is not text.
pub(crate) fn check_is_text(file: &str, start: &[u8]) -> Result<(), RefreshError> {
    let not_csv = |offset: usize, found: &str| RefreshError::NotCsv {
        file: file.to_owned(),
        offset: offset as u64,
        found: found.to_owned(),
    };
    if let Some((_, found)) = FOREIGN.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(not_csv(0, found));
    }
    if start.is_empty() {
        return Err(not_csv(0, "an empty file"));
    }
    match start.iter().position(|&byte| byte == 0) {
        Some(offset) => Err(not_csv(offset, "a zero byte")),
        None => Ok(()),
    }
}

/// Refuses a file of another kind by its first bytes; text in UTF-16 is text.
pub(crate) fn check_is_no_other_format(file: &str, start: &[u8]) -> Result<(), RefreshError> {
    let is_utf_16 = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    // A zero byte says nothing before the encoding is known.
    let until_zero = start.split(|&byte| byte == 0).next().filter(|text| !text.is_empty()).unwrap_or(start);
    if is_utf_16 || start.first() == Some(&0) { Ok(()) } else { check_is_text(file, until_zero) }
}

/// Refuses decoded text with a character that no text holds.
pub(crate) fn check_has_no_zero(file: &str, text: &[u8]) -> Result<(), RefreshError> {
    match text.iter().position(|&byte| byte == 0) {
        Some(offset) => Err(RefreshError::NotCsv {
            file: file.to_owned(),
            offset: offset as u64,
            found: "a zero byte".to_owned(),
        }),
        None => Ok(()),
    }
}
