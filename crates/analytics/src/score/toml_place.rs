//! Where a mistake stands in a TOML file, in words on one line.

use crate::ConfigError;

/// The line of a byte, from 1.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// The parser's complaint with its line and column.
pub(crate) fn syntax_error(error: &toml::de::Error, text: &str, file_name: &str) -> ConfigError {
    let complaint = error.message().replace('\n', "; ");
    let message = match error.span() {
        Some(span) => {
            let start = text.floor_char_boundary(span.start);
            let column = 1 + text[..start].chars().rev().take_while(|c| *c != '\n').count();
            format!("line {}, column {column}: {complaint}", line_of(text, start))
        }
        None => complaint,
    };
    ConfigError::Syntax { file: file_name.to_owned(), message }
}
