//! What can go wrong: in a source, in a configuration file, in a stored snapshot.

use std::path::PathBuf;

use crate::ingest::{EndlessRow, InvalidText, ROW_MIB, RefusedRows, file_name};

/// A refresh that could not be carried out. What was in service stays in service.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The source folder is not there or is not a folder.
    #[error(
        "no source at {path}: give a file of orders, or the folder that holds it or Olist's nine CSV files"
    )]
    NoSource {
        /// The path asked for.
        path: PathBuf,
    },
    /// The folder holds nothing that could be read.
    #[error(
        "no table in {path}: expected a file of orders that ends in .csv, .tsv, .txt, .xlsx, .parquet, .gz or .zip, or \
         Olist's nine CSV files"
    )]
    NoTable {
        /// The folder asked for.
        path: PathBuf,
    },
    /// The text is not cut into fields.
    #[error(
        "{file}: found no columns; expected rows with the same number of fields, separated by a comma, semicolon, tab, \
         bar or white space"
    )]
    NoColumns {
        /// File name.
        file: String,
    },
    /// The files of a folder are not parts of one table.
    #[error(
        "{other} begins with another header than {file}, so they are not parts of one table; give the file of order \
         lines itself, or a folder that holds its parts alone"
    )]
    SeveralTables {
        /// The first file by name.
        file: String,
        /// The first that differs.
        other: String,
    },
    /// Bytes that are no characters in the encoding of the file.
    #[error(
        "{file}, byte {offset}: found bytes that are no text in {encoding}; export the file as UTF-8, or give its \
         encoding under [file] in the mapping"
    )]
    WrongText {
        /// File name.
        file: String,
        /// Where, from 0.
        offset: u64,
        /// The encoding it was read in.
        encoding: &'static str,
    },
    /// A row that does not end: all that follows would be one field.
    #[error(
        "{file}, line {line}: found a row of more than {limit} MiB; expected rows that end: look for a quote that is \
         opened and not closed in that line, or choose another quote under [file] of the mapping"
    )]
    EndlessRow {
        /// File name.
        file: String,
        /// Where it begins, from 1.
        line: u64,
        /// What a row can have, in MiB.
        limit: usize,
    },
    /// A Parquet file that is cut short, damaged, or of a form that is not known.
    #[error(
        "{file}: this Parquet file cannot be read: {fault}; it may be cut short or damaged: export it again, with one \
         row for each line of an order"
    )]
    DamagedParquet {
        /// File name.
        file: String,
        /// What the reader found.
        fault: String,
    },
    /// How a table is to be read is not certain enough.
    #[error(
        "{file}: how to read it is not certain enough:\n{}\nwrite down what was recognised with `clientele recognise \
         --source {file} --out source.toml`, correct it, and refresh with `--mapping source.toml`",
        list(doubts)
    )]
    Doubtful {
        /// The path asked for.
        file: String,
        /// What to settle, one line each.
        doubts: Vec<String>,
    },
    /// An order with more lines than are counted.
    #[error("{file}: order {order:?} has more than {limit} lines; check which column is the order's id")]
    HugeOrder {
        /// File name.
        file: String,
        /// Its id.
        order: String,
        /// The greatest number.
        limit: u16,
    },
    /// Files or columns are missing; all of them are named.
    #[error("the source is incomplete:\n{}", list(problems))]
    Incomplete {
        /// One line for each missing file or column.
        problems: Vec<String>,
    },
    /// A packed file that is not unpacked: it holds too much, or what is not read.
    #[error("{file}: found {found}; {advice}")]
    Packed {
        /// File name, and the file within it.
        file: String,
        /// What was found.
        found: String,
        /// What was expected, or what to do.
        advice: String,
    },
    /// A key of a table that is joined to another stands in several rows: rows of orders would multiply. The key itself
    /// is not told: it may be an e-mail address, and messages go to logs.
    #[error(
        "{file}, line {line}: what stands in column {column:?} stands there for the second time, with other values than \
         before; each key of a joined table must stand once: correct the table, or name other columns under [[join]] in \
         the mapping"
    )]
    KeyNotUnique {
        /// The table.
        file: String,
        /// Where it stands for the second time.
        line: u64,
        /// The column of the key.
        column: String,
    },
    /// A file was written while it was read.
    #[error("{file} changed while it was read; refresh again when it is written completely")]
    Changed {
        /// File name.
        file: String,
    },
    /// A file is not what its name says.
    #[error(
        "{file}, byte {offset}: found {found}, expected a CSV text file; export it as comma-separated UTF-8 text"
    )]
    NotCsv {
        /// File name.
        file: String,
        /// Where the first foreign byte is, from 0.
        offset: u64,
        /// What was found there.
        found: String,
    },
    /// More rows of one file were refused than the threshold allows.
    #[error(
        "{file}: {rejected} of {rows} rows cannot be used, more than the allowed {allowed_percent} %; most often: \
         {reasons}; correct the file, or raise `reject_threshold` in the shop's configuration"
    )]
    TooManyRejects {
        /// File name.
        file: String,
        /// Refused rows.
        rejected: u64,
        /// Rows read.
        rows: u64,
        /// The threshold in percent.
        allowed_percent: f64,
        /// The most frequent reasons with their first line.
        reasons: String,
        /// The refused rows of all files that were read.
        refused: Box<RefusedRows>,
    },
    /// There is nothing to score.
    #[error(
        "no completed order with an item was found among {orders} orders: nothing can be scored; check the status \
         mapping (completed: {completed})"
    )]
    NoCompletedOrder {
        /// Orders read.
        orders: u64,
        /// The statuses that count as completed.
        completed: String,
    },
    /// `as_of` lies before the data or centuries after it.
    #[error(
        "as_of {as_of} is not a day after the last completed order of {last_order} and before 2101: choose another \
         date or leave it out"
    )]
    AsOfOutOfRange {
        /// The date asked for.
        as_of: chrono::NaiveDate,
        /// Date of the last completed order.
        last_order: chrono::NaiveDate,
    },
    /// Totals that must agree do not: a fault of the program.
    #[error("control totals differ, nothing was published: {0}")]
    Reconciliation(String),
    /// Another refresh holds the data folder.
    #[error("another refresh is at work in {path}; wait for it to end")]
    Busy {
        /// The data folder.
        path: PathBuf,
    },
    /// There is no snapshot that could be scored again.
    #[error("there is nothing to score again: {reason}")]
    NoSnapshot {
        /// Why not.
        reason: String,
    },
    /// The refresh was cancelled by whoever asked for it.
    #[error("the refresh was cancelled; nothing was published")]
    Cancelled,
    /// The amounts of all items together are more than 64 bits of cents.
    #[error("{file}: the amounts add up to more than can be counted; check their unit and their decimals")]
    TooMuchMoney {
        /// File name.
        file: String,
    },
    /// A column that should repeat a few names holds ever new ones.
    #[error("{file}: more than {limit} different {what}; check that the columns hold what their names say")]
    TooManyNames {
        /// File name.
        file: String,
        /// What there are too many of.
        what: &'static str,
        /// The greatest number.
        limit: u16,
    },
    /// A number grew past what the tables hold.
    #[error("{file}: more than {limit} rows; this version holds at most that many")]
    TooLarge {
        /// File name.
        file: String,
        /// The greatest number of rows.
        limit: u64,
    },
    /// Reading or writing failed.
    #[error("{action} {path}: {fault}")]
    Io {
        /// What was attempted.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// The system's answer.
        fault: std::io::Error,
    },
    /// A table could not be handled: a fault of the program.
    #[error("a table could not be handled: {0}")]
    Table(polars::error::PolarsError),
    /// Tiers could not be formed although there was enough data: a fault of the program.
    #[error("tiers could not be formed: {0}")]
    Tiers(String),
    /// A description could not be written: a fault of the program.
    #[error("a description could not be written: {0}")]
    Json(serde_json::Error),
}

// The messages hold what caused them, so the causes are not told again as sources.
impl From<polars::error::PolarsError> for RefreshError {
    fn from(fault: polars::error::PolarsError) -> Self {
        Self::Table(fault)
    }
}

impl From<serde_json::Error> for RefreshError {
    fn from(fault: serde_json::Error) -> Self {
        Self::Json(fault)
    }
}

impl RefreshError {
    /// True if the input is at fault and a person can mend it; false for faults of program or machine.
    pub fn is_bad_input(&self) -> bool {
        matches!(
            self,
            Self::NoSource { .. }
                | Self::NoTable { .. }
                | Self::NoColumns { .. }
                | Self::SeveralTables { .. }
                | Self::WrongText { .. }
                | Self::EndlessRow { .. }
                | Self::DamagedParquet { .. }
                | Self::Doubtful { .. }
                | Self::HugeOrder { .. }
                | Self::Incomplete { .. }
                | Self::Packed { .. }
                | Self::Changed { .. }
                | Self::KeyNotUnique { .. }
                | Self::NotCsv { .. }
                | Self::TooManyRejects { .. }
                | Self::NoCompletedOrder { .. }
                | Self::AsOfOutOfRange { .. }
                | Self::TooMuchMoney { .. }
                | Self::TooManyNames { .. }
                | Self::TooLarge { .. }
        )
    }

    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>, fault: std::io::Error) -> Self {
        Self::Io { action, path: path.into(), fault }
    }

    /// Reading a text failed: the system's fault, or bytes that are no characters.
    pub(crate) fn of_reading(path: &std::path::Path, fault: std::io::Error) -> Self {
        if let Some(row) = fault.get_ref().and_then(|fault| fault.downcast_ref::<EndlessRow>()) {
            return Self::EndlessRow { file: file_name(path), line: row.line, limit: ROW_MIB };
        }
        match fault.get_ref().and_then(|fault| fault.downcast_ref::<InvalidText>()) {
            Some(invalid) => Self::WrongText {
                file: file_name(path),
                offset: invalid.offset,
                encoding: invalid.encoding.name(),
            },
            None => Self::io("reading", path, fault),
        }
    }
}

fn list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  - {line}")).collect::<Vec<_>>().join("\n")
}

/// A configuration or rule file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Not TOML, or a key that does not exist; the text names line and column.
    #[error("{file}: {message}")]
    Syntax {
        /// File name.
        file: String,
        /// The parser's message with line and column.
        message: String,
    },
    /// Well-formed, but it makes no sense.
    #[error("{file}: {message}")]
    Meaning {
        /// File name.
        file: String,
        /// What was found and what to do.
        message: String,
    },
}

/// A stored snapshot that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// Nothing has been published in this folder.
    #[error("no data has been published in {path}; run `clientele refresh --source DIR`")]
    None {
        /// The data folder.
        path: PathBuf,
    },
    /// No published snapshot can be used.
    #[error(
        "no snapshot in {path} can be used (the newest: {reason}); run `clientele refresh --source DIR` again"
    )]
    NoneUsable {
        /// The data folder.
        path: PathBuf,
        /// What is wrong with the newest.
        reason: String,
    },
    /// There is no such snapshot.
    #[error("snapshot {id} is not kept any more")]
    NotKept {
        /// Which one.
        id: String,
    },
    /// One snapshot cannot be used.
    #[error("snapshot {id} cannot be used: {reason}")]
    Unusable {
        /// Which one.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The list of snapshots, or a table, cannot be read.
    #[error("reading {path}: {fault}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// The system's answer.
        fault: std::io::Error,
    },
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let error = RefreshError::io("opening", "a.csv", std::io::Error::other("no room"));
        assert_eq!(error.to_string(), "opening a.csv: no room");
        assert!(error.source().is_none());
    }
}
