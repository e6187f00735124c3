//! The snapshot in service, exchanged when a newer one is published.

mod noticed;
mod unanswered;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use clientele_analytics::{Engine, SnapshotError, open_current, published_revision};
use clientele_contract::{Analytics, AnalyticsError, Scope};
use tokio::time::MissedTickBehavior;
use tracing::{info, warn};

use crate::cache::{AnswerCache, CachedAnalytics};
use noticed::NoticedAnalytics;
use unanswered::Unanswered;

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
    /// Differs from before whenever something was published, even the same data again; cheap.
    fn revision(&self) -> Option<String>;

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
    fn revision(&self) -> Option<String> {
        published_revision(&self.data)
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

/// What questions are answered from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Serving {
    /// Nothing has been published.
    Nothing,
    /// What was published cannot be opened.
    Unreadable,
    /// The snapshot with this identifier.
    Snapshot(String),
}

/// The snapshot in service. Without one, [`Unanswered`] answers.
struct Service {
    analytics: Arc<dyn Analytics>,
    opened: Option<OpenedAnalytics>,
    serving: Serving,
    /// The revision that was dealt with, well or badly; another one is a reason to look again.
    seen: Option<String>,
}

impl LiveAnalytics {
    /// Opens what is published. Until there is something that can be opened, questions are answered with
    /// [`AnalyticsError::NoSnapshot`], or with the reason why it cannot.
    pub fn open(published: Box<dyn PublishedSnapshots>) -> Self {
        let live = Self { published, service: RwLock::new(Service::of_nothing()) };
        live.take_up(live.published.revision());
        live
    }

    /// What is in service now. A request asks once and keeps what it got, so that all figures of one page
    /// come from one snapshot.
    pub fn current(&self) -> Arc<dyn Analytics> {
        Arc::clone(&self.service.read().unwrap_or_else(PoisonError::into_inner).analytics)
    }

    /// What questions are answered from now.
    pub fn serving(&self) -> Serving {
        self.service.read().unwrap_or_else(PoisonError::into_inner).serving.clone()
    }

    /// Looks whether something was published and takes it up. If it cannot be opened, the snapshot in
    /// service stays, with a notice. Blocks while it opens.
    pub fn take_up_newest(&self) {
        let revision = self.published.revision();
        let is_seen = self.service.read().unwrap_or_else(PoisonError::into_inner).seen == revision;
        if !is_seen {
            self.take_up(revision);
        }
    }

    /// `revision` was read before the opening: if something is published meanwhile, it differs from then on,
    /// and the next look opens again.
    fn take_up(&self, revision: Option<String>) {
        let opened = self.published.open_current();
        let mut service = self.service.write().unwrap_or_else(PoisonError::into_inner);
        match opened {
            Ok(Some(opened)) => service.exchange(opened),
            Ok(None) => service.stay_without_news(),
            Err(reason) => service.stay(&reason),
        }
        service.seen = revision;
    }
}

impl Service {
    fn of_nothing() -> Self {
        let analytics = Arc::new(Unanswered(AnalyticsError::NoSnapshot));
        Self { analytics, opened: None, serving: Serving::Nothing, seen: None }
    }

    fn exchange(&mut self, opened: OpenedAnalytics) {
        info!(snapshot = opened.snapshot_id, "in service");
        self.analytics = Arc::clone(&opened.analytics);
        self.serving = Serving::Snapshot(opened.snapshot_id.clone());
        self.opened = Some(opened);
    }

    /// The published list is empty or gone; a snapshot in service is in memory and stays.
    fn stay_without_news(&mut self) {
        if self.opened.is_none() {
            *self = Self::of_nothing();
        }
    }

    fn stay(&mut self, reason: &str) {
        warn!("what was published cannot be opened: {reason}");
        if let Some(opened) = &self.opened {
            let notice = format!("Newer data cannot be opened ({reason}); the data before them are shown.");
            self.analytics = Arc::new(NoticedAnalytics::new(Arc::clone(&opened.analytics), notice));
        } else {
            let words = format!("the published data cannot be opened: {reason}");
            self.analytics = Arc::new(Unanswered(AnalyticsError::Internal(words)));
            self.serving = Serving::Unreadable;
        }
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
