//! A file of unknown make as rows of text: its encoding, then its delimiter.

pub(crate) mod bounded;
pub(crate) mod encoding;
pub(crate) mod line_breaks;
pub(crate) mod rows;
