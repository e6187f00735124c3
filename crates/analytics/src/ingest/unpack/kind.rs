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

const STARTS: [(&[u8], ContentKind); 10] = [
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
];

/// Where a tar archive says that it is one.
const TAR_MARK: (usize, &[u8]) = (257, b"ustar");
/// Bytes that are enough to tell.
pub(super) const START_BYTES: usize = 512;

impl ContentKind {
    pub(crate) fn of_start(start: &[u8]) -> Self {
        let (offset, mark) = TAR_MARK;
        if start.get(offset..).is_some_and(|rest| rest.starts_with(mark)) {
            return Self::Foreign("a tar archive", UNPACK_FIRST);
        }
        STARTS.iter().find(|(magic, _)| start.starts_with(magic)).map_or(Self::Other, |(_, kind)| *kind)
    }

    pub(crate) fn of_file(path: &Path) -> Result<Self, RefreshError> {
        let file = File::open(path).map_err(|error| RefreshError::io("opening", path, error))?;
        let mut start = Vec::with_capacity(START_BYTES);
        let read = file.take(START_BYTES as u64).read_to_end(&mut start);
        read.map_err(|error| RefreshError::io("reading", path, error))?;
        Ok(Self::of_start(&start))
    }

    /// Holds other files, so it must not stand within an archive.
    pub(super) fn is_packed(self) -> bool {
        matches!(self, Self::Gzip | Self::Zip | Self::Foreign(..))
    }
}
