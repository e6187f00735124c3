//! What differs between two kept snapshots. Both are opened for it and closed again, one comparison at a time.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use clientele_analytics::{Engine, compare_snapshots, customers_only_in};
use clientele_contract::{ComparedCustomer, SnapshotComparison};
use moka::sync::Cache;

use crate::desk::{open_kept_with_settings, settings_revision};

/// Comparisons that are remembered; each is small.
const REMEMBERED_MAX: u64 = 16;

/// Compares, and remembers.
pub(crate) struct Comparisons {
    known: Cache<(String, String, String), SnapshotComparison>,
    /// Two open snapshots take memory.
    comparing: Mutex<()>,
}

impl Comparisons {
    pub(crate) fn new() -> Self {
        Self { known: Cache::new(REMEMBERED_MAX), comparing: Mutex::new(()) }
    }

    /// What differs; the earlier snapshot first.
    ///
    /// # Errors
    /// One of them is not kept any more or is damaged; in words.
    pub(crate) fn compare(
        &self,
        data: &Path,
        before: &str,
        after: &str,
    ) -> Result<SnapshotComparison, String> {
        let key = (before.to_owned(), after.to_owned(), settings_revision(data));
        if let Some(known) = self.known.get(&key) {
            return Ok(known);
        }
        let compared = self.with_both(data, before, after, compare_snapshots)?;
        self.known.insert(key, compared.clone());
        Ok(compared)
    }

    /// The customers of `engine` that `other` does not know.
    ///
    /// # Errors
    /// One of them is not kept any more or is damaged; in words.
    pub(crate) fn customers_only_in(
        &self,
        data: &Path,
        engine: &str,
        other: &str,
    ) -> Result<Vec<ComparedCustomer>, String> {
        self.with_both(data, engine, other, customers_only_in)
    }

    fn with_both<T>(
        &self,
        data: &Path,
        first: &str,
        second: &str,
        ask: impl FnOnce(&Engine, &Engine) -> T,
    ) -> Result<T, String> {
        let _comparing = self.comparing.lock().unwrap_or_else(PoisonError::into_inner);
        let open = |id| open_kept_with_settings(data, id).map_err(|error| error.to_string());
        let (first, second) = (open(first)?, open(second)?);
        Ok(ask(&first.engine, &second.engine))
    }
}
