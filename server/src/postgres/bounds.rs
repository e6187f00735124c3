//! How much may come from a database: so many bytes if it is only tried, and never more than the disk has room for.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use clientele_analytics::{Progress, Stage};

use super::PostgresError;
use crate::uploads::check_room;

/// So many bytes are written between two looks at the free room.
const LOOK_AFTER_BYTES: u64 = 8 << 20;

/// The work of somebody else that also ends when no more can be written: the server is asked to send no more then.
pub(super) struct Bounds<'a> {
    progress: &'a dyn Progress,
    /// Where the files are written.
    folder: &'a Path,
    /// Of all files together; `None`: as many as the disk has room for.
    bytes_max: Option<u64>,
    bytes: AtomicU64,
    is_stopped: AtomicBool,
}

impl<'a> Bounds<'a> {
    pub(super) fn new(progress: &'a dyn Progress, folder: &'a Path, bytes_max: Option<u64>) -> Self {
        let (bytes, is_stopped) = (AtomicU64::new(0), AtomicBool::new(false));
        Self { progress, folder, bytes_max, bytes, is_stopped }
    }

    /// So many bytes more are to be written.
    ///
    /// # Errors
    /// They are too many, or the disk is as good as full. The work is stopped then.
    pub(super) fn count(&self, bytes: u64) -> Result<(), PostgresError> {
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.check(before, before + bytes).inspect_err(|_| self.stop())
    }

    /// Nothing more can be written, so nothing more has to come.
    pub(super) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    fn check(&self, before: u64, after: u64) -> Result<(), PostgresError> {
        if let Some(limit) = self.bytes_max.filter(|most| after > *most) {
            return Err(PostgresError::TooMuch { limit });
        }
        if after / LOOK_AFTER_BYTES > before / LOOK_AFTER_BYTES {
            check_room(self.folder, 0).map_err(PostgresError::NoRoom)?;
        }
        Ok(())
    }
}

impl Progress for Bounds<'_> {
    fn begin(&self, stage: Stage) {
        self.progress.begin(stage);
    }

    fn advance(&self, rows: u64, bytes: u64) {
        self.progress.advance(rows, bytes);
    }

    fn is_cancelled(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed) || self.progress.is_cancelled()
    }
}

#[cfg(test)]
mod tests {
    use clientele_analytics::Silent;

    use super::*;

    #[test]
    fn what_is_too_much_of_all_files_together_stops_the_work() {
        let bounds = Bounds::new(&Silent, Path::new("."), Some(10));
        assert!(bounds.count(4).is_ok() && bounds.count(6).is_ok() && !bounds.is_cancelled());
        let fault = bounds.count(1).expect_err("one too many");
        assert!(matches!(fault, PostgresError::TooMuch { limit: 10 }), "{fault}");
        assert!(bounds.is_cancelled(), "the server is asked to end");
    }
}
