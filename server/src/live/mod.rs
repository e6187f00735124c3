//! The snapshot in service, exchanged when a newer one is published.

mod noticed;
mod unpublished;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use clientele_analytics::{Engine, SnapshotError, current_snapshot_id, open_current};
use clientele_contract::{Analytics, Scope};
use tokio::time::MissedTickBehavior;
use tracing::{info, warn};

use crate::cache::{AnswerCache, CachedAnalytics};
use noticed::NoticedAnalytics;
use unpublished::Unpublished;

/// How often the published folder is looked at; looking reads one small file.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// A snapshot that was opened and checked.
pub struct OpenedAnalytics {
    /// Its identifier; that of an older snapshot if the newest is damaged.
    pub snapshot_id: String,
    /// Answers from it; what a reader must know about it is in its snapshot's description.
    pub analytics: Arc<dyn Analytics>,
}

/// Where snapshots are published.
pub trait PublishedSnapshots: Send + Sync {
    /// The identifier of the newest one; cheap.
    fn current_id(&self) -> Option<String>;

    /// Opens and checks the newest one. The error is for people to read; `None`: nothing is published.
    fn open_current(&self) -> Result<Option<OpenedAnalytics>, String>;
}

/// Snapshots in a folder, answered by the engine behind a cache.
pub struct PublishedFolder {
    data: PathBuf,
    cache: AnswerCache,
}

impl PublishedFolder {
    /// Looks into the data folder that `clientele refresh` publishes to.
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_path_buf(), cache: AnswerCache::new() }
    }

    fn cached(&self, engine: Engine) -> Result<OpenedAnalytics, String> {
        let info = engine.snapshot(&Scope::everything()).map_err(|error| error.to_string())?;
        for notice in &info.notices {
            warn!("{notice}");
        }
        let analytics = CachedAnalytics::new(engine, &info.snapshot_id, self.cache.clone());
        Ok(OpenedAnalytics { snapshot_id: info.snapshot_id, analytics: Arc::new(analytics) })
    }
}

impl PublishedSnapshots for PublishedFolder {
    fn current_id(&self) -> Option<String> {
        current_snapshot_id(&self.data)
    }

    fn open_current(&self) -> Result<Option<OpenedAnalytics>, String> {
        match open_current(&self.data) {
            Ok(opened) => self.cached(opened.engine).map(Some),
            Err(SnapshotError::None { .. }) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// What is in service now.
pub struct LiveAnalytics {
    published: Box<dyn PublishedSnapshots>,
    service: RwLock<Service>,
}

/// The snapshot in service. Without one, `Unpublished` answers.
struct Service {
    analytics: Arc<dyn Analytics>,
    opened: Option<OpenedAnalytics>,
    /// The newest identifier that was dealt with, well or badly; another one is a reason to look again.
    seen_id: Option<String>,
}

impl LiveAnalytics {
    /// Opens what is published. Without anything, or with nothing that can be opened, questions are answered
    /// with [`clientele_contract::AnalyticsError::NoSnapshot`] until there is.
    pub fn open(published: Box<dyn PublishedSnapshots>) -> Self {
        let nothing = Service { analytics: Arc::new(Unpublished), opened: None, seen_id: None };
        let live = Self { published, service: RwLock::new(nothing) };
        live.take_up(live.published.current_id());
        live
    }

    /// What is in service now. A request asks once and keeps what it got, so that all figures of one page
    /// come from one snapshot.
    pub fn current(&self) -> Arc<dyn Analytics> {
        Arc::clone(&self.service.read().unwrap_or_else(PoisonError::into_inner).analytics)
    }

    /// The identifier of the snapshot in service.
    pub fn snapshot_id(&self) -> Option<String> {
        let service = self.service.read().unwrap_or_else(PoisonError::into_inner);
        service.opened.as_ref().map(|opened| opened.snapshot_id.clone())
    }

    /// Looks whether a newer snapshot was published and takes it up. If it cannot be opened, the one in
    /// service stays, with a notice. Blocks while it opens.
    pub fn take_up_newest(&self) {
        let newest = self.published.current_id();
        let is_seen = self.service.read().unwrap_or_else(PoisonError::into_inner).seen_id == newest;
        if !is_seen {
            self.take_up(newest);
        }
    }

    fn take_up(&self, newest: Option<String>) {
        let opened = self.published.open_current();
        let after = self.published.current_id();
        let mut service = self.service.write().unwrap_or_else(PoisonError::into_inner);
        match opened {
            Ok(Some(opened)) => service.exchange(opened, newest, after),
            Ok(None) => service.seen_id = newest,
            Err(reason) => service.stay(&reason, newest),
        }
    }
}

impl Service {
    /// `before` and `after` are the published identifiers around the opening. One that changed meanwhile is
    /// looked at again, unless it is what was opened.
    fn exchange(&mut self, opened: OpenedAnalytics, before: Option<String>, after: Option<String>) {
        info!(snapshot = opened.snapshot_id, "in service");
        let opened_newest = after.as_deref() == Some(&*opened.snapshot_id);
        self.seen_id = if opened_newest { after } else { before };
        self.analytics = Arc::clone(&opened.analytics);
        self.opened = Some(opened);
    }

    fn stay(&mut self, reason: &str, newest: Option<String>) {
        warn!("what was published cannot be opened: {reason}");
        if let Some(opened) = &self.opened {
            let notice = format!("Newer data cannot be opened ({reason}); the data before them are shown.");
            self.analytics = Arc::new(NoticedAnalytics::new(Arc::clone(&opened.analytics), notice));
        }
        self.seen_id = newest;
    }
}

/// Takes up newly published snapshots, for as long as the task runs.
pub async fn follow_published(live: Arc<LiveAnalytics>) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        let live = Arc::clone(&live);
        if let Err(error) = tokio::task::spawn_blocking(move || live.take_up_newest()).await {
            warn!("looking for a newer snapshot stopped: {error}");
        }
    }
}

#[cfg(test)]
mod tests;
