//! What a file is by its content, whatever its name says.

use crate::RefreshError;

/// Byte-order mark of UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

const FOREIGN: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "a ZIP or XLSX file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF file"),
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
