//! A row is not read for ever: one stray quote can make the rest of a file one field.

use std::io::{self, Read};

/// Bytes of a row, in MiB. No row of orders is a hundredth as long.
pub(crate) const ROW_MIB: usize = 16;
const ROW_BYTES: usize = ROW_MIB << 20;

/// A row that does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the row that begins at line {line} does not end within {limit} MiB", limit = ROW_MIB)]
pub(crate) struct EndlessRow {
    /// From 1.
    pub(crate) line: u64,
}

/// A text that ends with an error if too much of it is asked for since the last row began.
pub(crate) struct Bounded<R> {
    text: R,
    line: u64,
    left: usize,
}

impl<R: Read> Bounded<R> {
    pub(crate) fn new(text: R) -> Self {
        Self { text, line: 1, left: ROW_BYTES }
    }

    /// A row begins. What a reader has buffered is not counted again, so a row may be longer by that much.
    pub(crate) fn begin_row(&mut self, line: u64) {
        self.line = line;
        self.left = ROW_BYTES;
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(EndlessRow { line: self.line }));
        }
        let length = buffer.len().min(self.left);
        let read = self.text.read(&mut buffer[..length])?;
        self.left -= read;
        Ok(read)
    }
}
