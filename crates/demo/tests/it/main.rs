//! A demo shop as its readers see it: files, quirks, calibration, and what was planted.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod bytes;
mod calibration;
mod folder;
mod line_table;
mod planted;
mod schema;
mod support;
