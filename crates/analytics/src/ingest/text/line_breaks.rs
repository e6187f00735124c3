//! Lines that end as on Windows become lines that end as elsewhere, so that lines are counted as an editor counts them.

use std::io::{self, Read};

/// Hands out a line feed for each carriage return with a line feed; a carriage return alone stays.
///
/// The CSV reader ends a row at the carriage return and counts the line feed to the row after it.
pub(crate) struct LineFeeds<R> {
    text: R,
    /// A carriage return has been read, and it is not known yet what comes after it.
    holds_return: bool,
}

impl<R> LineFeeds<R> {
    pub(crate) fn new(text: R) -> Self {
        Self { text, holds_return: false }
    }
}

impl<R: Read> Read for LineFeeds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let held = usize::from(self.holds_return);
            if buffer.len() <= held {
                // There is no room to look at what comes after it.
                buffer.fill(b'\r');
                self.holds_return &= buffer.is_empty();
                return Ok(buffer.len());
            }
            let read = self.text.read(&mut buffer[held..])?;
            buffer[..held].fill(b'\r');
            let mut end = held + read;
            self.holds_return = read > 0 && buffer[end - 1] == b'\r';
            end -= usize::from(self.holds_return);
            if end > 0 || read == 0 {
                return Ok(join_breaks(&mut buffer[..end]));
            }
        }
    }
}

/// Leaves out each carriage return before a line feed; the number of bytes that are left.
fn join_breaks(text: &mut [u8]) -> usize {
    let Some(first) = text.iter().position(|&byte| byte == b'\r') else { return text.len() };
    let mut kept = first;
    for position in first..text.len() {
        if text[position] != b'\r' || text.get(position + 1) != Some(&b'\n') {
            text[kept] = text[position];
            kept += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn breaks_are_joined_wherever_the_text_is_cut(text in "[a\r\n]{0,40}", piece in 2_usize..6) {
            let mut reader = LineFeeds::new(text.as_bytes());
            let (mut joined, mut buffer) = (Vec::new(), vec![0; piece]);
            loop {
                let read = reader.read(&mut buffer).unwrap();
                if read == 0 {
                    break;
                }
                joined.extend_from_slice(&buffer[..read]);
            }
            prop_assert_eq!(String::from_utf8(joined).unwrap(), text.replace("\r\n", "\n"));
        }
    }
}
