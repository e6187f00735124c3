//! Rows that cannot be used, each with its reason and line.

use std::{collections::BTreeMap, fmt};

use clientele_contract::{FileQuality, RejectCount};

use super::refused_rows::RefusedRows;
use crate::RefreshError;

/// Why a row cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RejectReason {
    WrongFieldCount,
    LineBreak(&'static str),
    Missing(&'static str),
    NotADate(&'static str),
    NotAnAmount(&'static str),
    NegativeAmount(&'static str),
    NotANumber(&'static str),
    ScoreOutOfRange(&'static str),
    NotDegrees(&'static str),
    UnknownStatus,
    UnknownOrder,
    UnknownCustomer,
    DuplicateKey(&'static str),
    /// The meaning of the column, and a date as expected.
    NotADateLike(&'static str, &'static str),
    /// The meaning of the column, and a number as expected.
    NotANumberLike(&'static str, &'static str),
    /// The meaning of the column, whose value has no text.
    NoText(&'static str),
    ZeroQuantity,
    UnknownStatusWord,
    /// The meaning of the column whose value no row of the order gives.
    MissingInOrder(&'static str),
}

impl fmt::Display for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongFieldCount => f.write_str("the number of fields differs from the header's"),
            Self::LineBreak(column) => {
                write!(f, "{column} runs over the end of its line, as after a stray quote")
            }
            Self::Missing(column) => write!(f, "{column} is empty"),
            Self::NotADate(column) => {
                write!(f, "{column} is not a date such as 2018-08-29 14:05:00, of 1990 to 2100")
            }
            Self::NotAnAmount(column) => write!(f, "{column} is not an amount such as 129.90"),
            Self::NegativeAmount(column) => write!(f, "{column} is negative"),
            Self::NotANumber(column) => write!(f, "{column} is not a whole number above 0"),
            Self::ScoreOutOfRange(column) => write!(f, "{column} is not a whole number from 1 to 5"),
            Self::NotDegrees(column) => write!(f, "{column} is not a number of degrees"),
            Self::UnknownStatus => f.write_str("order_status is not in the status mapping"),
            Self::UnknownOrder => f.write_str("order_id is not in the orders file"),
            Self::UnknownCustomer => f.write_str("customer_id is not in the customers file"),
            Self::DuplicateKey(key) => write!(f, "{key} occurs more than once"),
            Self::NotADateLike(column, example) => {
                write!(f, "{column} is not a date such as {example}, of 1990 to 2100")
            }
            Self::NotANumberLike(column, example) => write!(f, "{column} is not a number such as {example}"),
            Self::NoText(column) => write!(f, "{column} is an infinite number or a date out of range"),
            Self::ZeroQuantity => f.write_str("quantity is 0"),
            Self::UnknownStatusWord => {
                f.write_str("the word of the status is not under [status] of the mapping")
            }
            Self::MissingInOrder(column) => write!(f, "{column} is empty in every row of the order"),
        }
    }
}

/// One refused row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reject {
    /// Line in the file, the header being line 1.
    pub(crate) line: u64,
    pub(crate) reason: RejectReason,
}

/// The refused rows of one file.
#[derive(Debug, Default)]
pub(crate) struct RejectLog {
    pub(crate) rows_read: u64,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) notes: Vec<String>,
}

impl RejectLog {
    pub(crate) fn reject(&mut self, line: u64, reason: RejectReason) {
        self.rejects.push(Reject { line, reason });
    }

    fn is_above(&self, threshold: f64) -> bool {
        self.rejects.len() as f64 > threshold * self.rows_read as f64
    }

    fn too_many(&self, file: &str, threshold: f64, refused: RefusedRows) -> RefreshError {
        let reasons = self.counts().into_iter().take(3);
        let reasons = reasons.map(|count| {
            format!("{} ({} rows, first at line {})", count.reason, count.rows, count.first_line)
        });
        RefreshError::TooManyRejects {
            file: file.to_owned(),
            rejected: self.rejects.len() as u64,
            rows: self.rows_read,
            allowed_percent: threshold * 100.0,
            reasons: reasons.collect::<Vec<_>>().join(", "),
            refused: Box::new(refused),
        }
    }

    /// The part of the quality report about this file.
    pub(crate) fn summarize(&self, file: &str) -> FileQuality {
        FileQuality {
            file: file.to_owned(),
            rows_read: self.rows_read,
            rows_kept: self.rows_read - self.rejects.len() as u64,
            rejected: self.counts(),
            notes: self.notes.clone(),
        }
    }

    fn counts(&self) -> Vec<RejectCount> {
        let mut by_reason: BTreeMap<RejectReason, (u64, u64)> = BTreeMap::new();
        for reject in &self.rejects {
            let (rows, first_line) = by_reason.entry(reject.reason).or_insert((0, reject.line));
            *rows += 1;
            *first_line = reject.line.min(*first_line);
        }
        let mut counts: Vec<RejectCount> = by_reason
            .into_iter()
            .map(|(reason, (rows, first_line))| RejectCount { reason: reason.to_string(), rows, first_line })
            .collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.rows));
        counts
    }
}

/// Stops the refresh when the share of refused rows of a file is above `threshold`.
pub(crate) fn check_thresholds<'a>(
    logs: impl Iterator<Item = (&'a str, &'a RejectLog)> + Clone,
    threshold: f64,
) -> Result<(), RefreshError> {
    match logs.clone().find(|(_, log)| log.is_above(threshold)) {
        Some((file, log)) => Err(log.too_many(file, threshold, RefusedRows::of_logs(logs, file))),
        None => Ok(()),
    }
}
