//! Rows of a text, one after another, by one thread: a reader that splits a file can cut a quoted line break.

use std::{
    fmt,
    io::{self, BufRead, BufReader, Read},
};

use csv::{ByteRecord, ReaderBuilder};
use serde::{Deserialize, Serialize};

use super::{bounded::Bounded, line_breaks::LineFeeds};

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Delimiter {
    /// One ASCII character.
    Character(u8),
    /// Any number of blanks and tabs; there are no quotes then.
    WhiteSpace,
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character(b'\t') => f.write_str("tab"),
            Self::Character(character) => write!(f, "{}", char::from(*character)),
            Self::WhiteSpace => f.write_str("white space"),
        }
    }
}

impl From<Delimiter> for String {
    fn from(delimiter: Delimiter) -> Self {
        delimiter.to_string()
    }
}

impl TryFrom<String> for Delimiter {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_bytes() {
            _ if text == "tab" => Ok(Self::Character(b'\t')),
            _ if text == "white space" => Ok(Self::WhiteSpace),
            [character] if character.is_ascii_punctuation() || *character == b'\t' => {
                Ok(Self::Character(*character))
            }
            _ => Err(format!(
                "delimiter {text:?}: expected one character such as \";\", \"tab\" or \"white space\""
            )),
        }
    }
}

/// How a text is cut into rows and fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) delimiter: Delimiter,
    pub(crate) quote: Option<u8>,
}

/// Reads rows; a row may have any number of fields, but must end ([`Bounded`]).
pub(crate) enum RowReader<R> {
    Delimited(Box<csv::Reader<Bounded<LineFeeds<R>>>>),
    WhiteSpace { text: BufReader<Bounded<R>>, line: u64, buffer: Vec<u8> },
}

impl<R: Read> RowReader<R> {
    pub(crate) fn new(text: R, cut: Cut) -> Self {
        match cut.delimiter {
            Delimiter::WhiteSpace => {
                Self::WhiteSpace { text: BufReader::new(Bounded::new(text)), line: 1, buffer: Vec::new() }
            }
            Delimiter::Character(delimiter) => {
                let mut builder = ReaderBuilder::new();
                builder.has_headers(false).flexible(true).delimiter(delimiter);
                match cut.quote {
                    Some(quote) => builder.quote(quote),
                    None => builder.quoting(false),
                };
                Self::Delimited(Box::new(builder.from_reader(Bounded::new(LineFeeds::new(text)))))
            }
        }
    }

    /// The line at which the next row begins, from 1; lines without content may come before it.
    pub(crate) fn line(&self) -> u64 {
        match self {
            Self::Delimited(reader) => reader.position().line(),
            Self::WhiteSpace { line, .. } => *line,
        }
    }

    /// Reads the next row into `record`; false at the end.
    pub(crate) fn read(&mut self, record: &mut ByteRecord) -> io::Result<bool> {
        match self {
            Self::Delimited(reader) => {
                let line = reader.position().line();
                reader.get_mut().begin_row(line);
                reader.read_byte_record(record).map_err(into_io_error)
            }
            Self::WhiteSpace { text, line, buffer } => loop {
                buffer.clear();
                text.get_mut().begin_row(*line);
                if text.read_until(b'\n', buffer)? == 0 {
                    return Ok(false);
                }
                *line += 1;
                record.clear();
                let fields = buffer.split(u8::is_ascii_whitespace).filter(|field| !field.is_empty());
                fields.for_each(|field| record.push_field(field));
                if !record.is_empty() {
                    return Ok(true);
                }
            },
        }
    }
}

/// What the file system or the decoder said, without the CSV reader's words around it.
fn into_io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::bounded::{EndlessRow, ROW_MIB};

    fn rows(text: &str, delimiter: Delimiter) -> Vec<Vec<String>> {
        let mut reader = RowReader::new(text.as_bytes(), Cut { delimiter, quote: Some(b'"') });
        let mut record = ByteRecord::new();
        let mut rows = Vec::new();
        while reader.read(&mut record).unwrap() {
            rows.push(record.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect());
        }
        rows
    }

    #[test]
    fn quoted_line_breaks_and_white_space_are_read() {
        assert_eq!(
            rows("a;\"b\nc\"\n\nd;e;f", Delimiter::Character(b';')),
            [vec!["a", "b\nc"], vec!["d", "e", "f"]]
        );
        assert_eq!(
            rows(" 001 19970101  1\t11.77\r\n\r\n 2\n", Delimiter::WhiteSpace),
            [vec!["001", "19970101", "1", "11.77"], vec!["2"]]
        );
    }

    #[test]
    fn a_row_that_does_not_end_is_named_by_its_line() {
        let bytes = (ROW_MIB << 20) + (1 << 16);
        for (start, delimiter) in
            [("a;b\n1;\"stray", Delimiter::Character(b';')), ("a b\n1", Delimiter::WhiteSpace)]
        {
            let filling: &[u8] = if delimiter == Delimiter::WhiteSpace { b"x" } else { b"x;y\n" };
            let text: Vec<u8> = start.bytes().chain(filling.iter().copied().cycle().take(bytes)).collect();
            let mut reader = RowReader::new(&text[..], Cut { delimiter, quote: Some(b'"') });
            let mut record = ByteRecord::new();
            assert!(reader.read(&mut record).unwrap());
            let error = reader.read(&mut record).unwrap_err();
            let found = error.get_ref().and_then(|error| error.downcast_ref::<EndlessRow>());
            assert_eq!(found, Some(&EndlessRow { line: 2 }));
        }
        let rows_of_any_number = "x;y\n".repeat(bytes / 4);
        let mut reader = RowReader::new(
            rows_of_any_number.as_bytes(),
            Cut { delimiter: Delimiter::Character(b';'), quote: None },
        );
        let mut record = ByteRecord::new();
        while reader.read(&mut record).unwrap() {}
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        for end in ["\n", "\r\n"] {
            let text = ["a;b", "\"c", "d\";e", "f;g"].join(end);
            let cut = Cut { delimiter: Delimiter::Character(b';'), quote: Some(b'"') };
            let mut reader = RowReader::new(text.as_bytes(), cut);
            let mut lines = Vec::new();
            for _ in 0..3 {
                lines.push(reader.line());
                assert!(reader.read(&mut ByteRecord::new()).unwrap());
            }
            assert_eq!(lines, [1, 2, 4], "{end:?}");
        }
    }

    #[test]
    fn delimiters_are_named_in_words() {
        for text in [";", ",", "|", "tab", "white space"] {
            assert_eq!(Delimiter::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        for text in ["", "a", ";;", "é"] {
            assert!(Delimiter::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
