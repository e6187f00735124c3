//! What a file is by its content.

use std::{fs::File, io::Read, path::Path};

use crate::RefreshError;

/// What a file is by its first bytes, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentKind {
    Gzip,
    Zip,
    Parquet,
    /// Known, but not read: what it is, and what to do.
    Foreign(&'static str, &'static str),
    /// Anything else: a text, as far as its first bytes say.
    Other,
}

const UNPACK_FIRST: &str = "unpack it first, or pack the files as ZIP or gzip";
const SAVE_AS: &str = "save it as .xlsx or as CSV";
const EXPORT_TABLE: &str = "export the table itself, as CSV or .xlsx";

const STARTS: [(&[u8], ContentKind); 14] = [
    (b"PK\x03\x04", ContentKind::Zip),
    (b"PK\x05\x06", ContentKind::Zip),
    (b"\x1f\x8b", ContentKind::Gzip),
    (b"PAR1", ContentKind::Parquet),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ContentKind::Foreign("a workbook of an old Excel or one with a password", SAVE_AS),
    ),
    (b"BZh", ContentKind::Foreign("a bzip2 file", UNPACK_FIRST)),
    (b"\xfd7zXZ\0", ContentKind::Foreign("an xz file", UNPACK_FIRST)),
    (b"\x28\xb5\x2f\xfd", ContentKind::Foreign("a zstd file", UNPACK_FIRST)),
    (b"7z\xbc\xaf\x27\x1c", ContentKind::Foreign("a 7-Zip archive", UNPACK_FIRST)),
    (b"Rar!\x1a\x07", ContentKind::Foreign("a RAR archive", UNPACK_FIRST)),
    (b"%PDF-", ContentKind::Foreign("a PDF file", EXPORT_TABLE)),
    (b"\x89PNG\r\n", ContentKind::Foreign("a picture (PNG)", EXPORT_TABLE)),
    (b"\xff\xd8\xff", ContentKind::Foreign("a picture (JPEG)", EXPORT_TABLE)),
    (b"GIF89a", ContentKind::Foreign("a picture (GIF)", EXPORT_TABLE)),
];

/// Where a tar archive says that it is one.
const TAR_MARK: (usize, &[u8]) = (257, b"ustar");
/// Bytes that are enough to tell.
pub(super) const START_BYTES: usize = 512;

/// What a file is that no source can hold, by its first bytes: `a picture (PNG)`. `None`: it may be a table.
pub fn foreign_kind_of(path: &Path) -> Option<&'static str> {
    let start = start_of(path).ok()?;
    match ContentKind::of_start(&start) {
        ContentKind::Foreign(found, _) => Some(found),
        ContentKind::Other if is_no_text(&start) => Some("no text"),
        _ => None,
    }
}

fn start_of(path: &Path) -> Result<Vec<u8>, RefreshError> {
    let file = File::open(path).map_err(|error| RefreshError::io("opening", path, error))?;
    let mut start = Vec::with_capacity(START_BYTES);
    let read = file.take(START_BYTES as u64).read_to_end(&mut start);
    read.map_err(|error| RefreshError::io("reading", path, error))?;
    Ok(start)
}

/// Text of two bytes a character says so, or has its zero bytes at every other place.
fn is_no_text(start: &[u8]) -> bool {
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return false;
    }
    let is_zero_at = |parity: usize| start.iter().skip(parity).step_by(2).any(|byte| *byte == 0);
    is_zero_at(0) && is_zero_at(1)
}

impl ContentKind {
    pub(crate) fn of_start(start: &[u8]) -> Self {
        let (offset, mark) = TAR_MARK;
        if start.get(offset..).is_some_and(|rest| rest.starts_with(mark)) {
            return Self::Foreign("a tar archive", UNPACK_FIRST);
        }
        STARTS.iter().find(|(magic, _)| start.starts_with(magic)).map_or(Self::Other, |(_, kind)| *kind)
    }

    pub(crate) fn of_file(path: &Path) -> Result<Self, RefreshError> {
        Ok(Self::of_start(&start_of(path)?))
    }

    /// Holds other files, so it must not stand within an archive.
    pub(super) fn is_packed(self) -> bool {
        matches!(self, Self::Gzip | Self::Zip | Self::Foreign(_, UNPACK_FIRST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_source_can_hold_is_told_by_its_first_bytes_and_texts_are_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (content, expected) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Some("a picture (PNG)")),
            (b"%PDF-1.7", Some("a PDF file")),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0", Some("no text")),
            (b"order id,total\n", None),
            (b"o\0r\0d\0e\0r\0", None),
            (b"\0o\0r\0d\0e\0r", None),
            // Of these letters the other byte is 0.
            (b"\xff\xfeo\0\0\x01\0\x4e", None),
            (b"PK\x03\x04", None),
            (b"", None),
        ] {
            let path = folder.path().join("orders.csv");
            std::fs::write(&path, content).expect("written");
            assert_eq!(foreign_kind_of(&path), expected, "{content:?}");
        }
    }
}
