//! Source files in, typed rows out, every refused row with its reason and line.
//!
//! Each file is read serially by one thread, because a parallel reader can split a quoted line break; the
//! files are read side by side. Ids become dense numbers as they are read, so that every later join is an
//! array access, and an unknown id is noticed at its own line.

mod csv_table;
mod fields;
mod id_table;
mod olist;
mod rejects;
mod sniff;

pub(crate) use fields::{UNKNOWN, decode_text};
pub(crate) use id_table::IdTable;
pub(crate) use olist::{OlistTables, read_olist};
pub(crate) use rejects::Reject;
