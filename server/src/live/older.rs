//! Older snapshots that somebody looks at. Each takes memory, so few are open at once, and none for long.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use clientele_analytics::is_kept;
use clientele_contract::Analytics;
use moka::sync::Cache;
use tracing::info;

use super::noticed::NoticedAnalytics;
use crate::{
    cache::{AnswerCache, CachedAnalytics},
    desk::{open_kept_with_settings, settings_revision},
};

/// Older snapshots that are open at once.
const OPEN_MAX: u64 = 2;
/// One that nobody asks for this long is closed.
const OPEN_FOR: Duration = Duration::from_secs(15 * 60);

/// The older snapshots of a data folder.
pub struct OlderSnapshots {
    data: PathBuf,
    cache: AnswerCache,
    open: Cache<String, Arc<dyn Analytics>>,
}

impl OlderSnapshots {
    /// Those of this folder; nothing is opened yet.
    pub fn new(data: &Path) -> Self {
        Self {
            data: data.to_path_buf(),
            cache: AnswerCache::new(),
            open: Cache::builder().max_capacity(OPEN_MAX).time_to_idle(OPEN_FOR).build(),
        }
    }

    /// Opens one, or hands out the one that is open. Blocks while it opens; who asks for the same one meanwhile waits
    /// for that.
    ///
    /// # Errors
    /// It is not kept any more, or is damaged; in words.
    pub fn open(&self, id: &str) -> Result<Arc<dyn Analytics>, String> {
        if !is_kept(&self.data, id) {
            return Err(format!("Snapshot {} is not kept any more; the newest data are shown.", shorten(id)));
        }
        let edition = format!("{id} {}", settings_revision(&self.data));
        let opened = self.open.try_get_with(edition, || self.open_anew(id));
        opened.map_err(|fault| format!("{fault}; the newest data are shown."))
    }

    fn open_anew(&self, id: &str) -> Result<Arc<dyn Analytics>, String> {
        let opened = open_kept_with_settings(&self.data, id).map_err(|error| error.to_string())?;
        info!(snapshot = id, "opened to be looked at");
        let edition = format!("{id} {}", opened.settings_revision);
        let cached = Arc::new(CachedAnalytics::new(opened.engine, &edition, self.cache.clone()));
        Ok(Arc::new(NoticedAnalytics::of_older(cached, opened.settings_notices)))
    }
}

/// Identifiers come from addresses, where anything may stand.
fn shorten(id: &str) -> String {
    id.chars().filter(|character| character.is_ascii_alphanumeric() || *character == '-').take(40).collect()
}
