use super::rejects::{Reject, RejectLog};
use crate::RefreshError;

/// The refused rows of a source of which nothing is published, for those who mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRows {
    rows_read: u64,
    rows_refused: u64,
    files: Vec<(String, Vec<Reject>)>,
}

impl RefusedRows {
    /// Rows that are listed at the most; the others are only counted.
    pub const LISTED_MAX: usize = 100_000;

    /// Those of some files, of which the rows of `first` are listed before the others.
    pub(crate) fn of<'a>(
        rows_read: u64,
        files: impl Iterator<Item = (&'a str, &'a [Reject])>,
        first: Option<&str>,
    ) -> Self {
        let mut files: Vec<(&str, &[Reject])> = files.collect();
        files.sort_by_key(|(file, _)| Some(*file) != first);
        let rows_refused = files.iter().map(|(_, rejects)| rejects.len() as u64).sum();
        let mut room = Self::LISTED_MAX;
        let mut listed = Vec::with_capacity(files.len());
        for (file, rejects) in files {
            let mut rejects: Vec<&Reject> = rejects.iter().collect();
            if rejects.len() > room {
                // Of millions only those that are listed are copied.
                rejects.select_nth_unstable(room);
                rejects.truncate(room);
            }
            rejects.sort_unstable();
            room -= rejects.len();
            listed.push((file.to_owned(), rejects.into_iter().cloned().collect()));
        }
        Self { rows_read, rows_refused, files: listed }
    }

    pub(super) fn of_logs<'a>(logs: impl Iterator<Item = (&'a str, &'a RejectLog)>, first: &str) -> Self {
        let logs: Vec<_> = logs.collect();
        let rows_read = logs.iter().map(|(_, log)| log.rows_read).sum();
        Self::of(rows_read, logs.iter().map(|(file, log)| (*file, log.rejects.as_slice())), Some(first))
    }

    /// Rows that were read.
    pub fn rows_read(&self) -> u64 {
        self.rows_read
    }

    /// Rows that cannot be used, listed or not.
    pub fn rows_refused(&self) -> u64 {
        self.rows_refused
    }

    /// File, line and reason of each row that is listed, as CSV.
    ///
    /// # Errors
    /// Faults of the program.
    pub fn to_csv(&self) -> Result<Vec<u8>, RefreshError> {
        rejects_csv(&self.files)
    }
}

/// File, line and reason of each row, as CSV.
pub(crate) fn rejects_csv(files: &[(String, Vec<Reject>)]) -> Result<Vec<u8>, RefreshError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let in_memory =
        |error: csv::Error| RefreshError::io("writing", "the refused rows", std::io::Error::other(error));
    writer.write_record(["file", "line", "reason"]).map_err(in_memory)?;
    for (file, rejects) in files {
        for reject in rejects {
            let (line, reason) = (reject.line.to_string(), reject.reason.to_string());
            writer.write_record([file, &line, &reason]).map_err(in_memory)?;
        }
    }
    writer.into_inner().map_err(|error| in_memory(error.into_error().into()))
}

#[cfg(test)]
mod tests {
    use super::{super::rejects::RejectReason, *};

    fn log(lines: impl Iterator<Item = u64>) -> RejectLog {
        let mut log = RejectLog { rows_read: 1_000_000, ..RejectLog::default() };
        lines.for_each(|line| log.reject(line, RejectReason::ZeroQuantity));
        log
    }

    #[test]
    fn the_file_that_stopped_the_refresh_comes_first_and_its_rows_by_line() {
        let (orders, items) = (log([9, 3].into_iter()), log([7].into_iter()));
        let rows = RefusedRows::of_logs([("a.csv", &items), ("b.csv", &orders)].into_iter(), "b.csv");
        assert_eq!((rows.rows_read(), rows.rows_refused()), (2_000_000, 3));
        let text = String::from_utf8(rows.to_csv().expect("in memory")).expect("a text");
        assert_eq!(
            text,
            "file,line,reason\nb.csv,3,quantity is 0\nb.csv,9,quantity is 0\na.csv,7,quantity is 0\n"
        );
    }

    #[test]
    fn no_more_are_listed_than_fit_and_the_others_are_counted() {
        let most = RefusedRows::LISTED_MAX as u64;
        let (many, more) = (log((0..most - 1).rev()), log(0..5));
        let rows = RefusedRows::of_logs([("a.csv", &more), ("b.csv", &many)].into_iter(), "b.csv");
        assert_eq!(rows.rows_refused(), most + 4);
        let text = String::from_utf8(rows.to_csv().expect("in memory")).expect("a text");
        assert_eq!(text.lines().count(), RefusedRows::LISTED_MAX + 1);
        assert_eq!(text.lines().last(), Some("a.csv,0,quantity is 0"));
    }
}
