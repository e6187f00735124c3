//! The snapshot in service, exchanged when a newer one is published.

mod noticed;
mod older;
mod unanswered;
mod warm_up;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};

use clientele_analytics::{SnapshotError, published_revision};
use clientele_contract::{Analytics, AnalyticsError, Scope};
use tokio::time::MissedTickBehavior;
use tracing::{info, warn};

use crate::{
    cache::{AnswerCache, CachedAnalytics},
    desk::{open_with_settings, settings_revision},
};
pub(crate) use noticed::NoticedAnalytics;
pub use older::OlderSnapshots;
use unanswered::Unanswered;
use warm_up::warm_up;

/// How often the data folder is looked at; looking reads a few small files.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// A snapshot that was opened and checked.
pub struct OpenedAnalytics {
    /// Its identifier; that of an older snapshot if the newest is damaged.
    pub snapshot_id: String,
    /// Answers from it; what a reader must know about it is in its snapshot's description.
    pub analytics: Arc<dyn Analytics>,
    /// The [revision](PublishedSnapshots::revision) of what was opened, which need not be that of a moment before.
    pub revision: Option<String>,
}

/// Where snapshots are published.
pub trait PublishedSnapshots: Send + Sync {
    /// Differs from before whenever something was published, even the same data again, or a setting was
    /// changed; cheap.
    fn revision(&self) -> Option<String>;

    /// Opens and checks the newest one. The error is for people to read; `None`: nothing is published.
    fn open_current(&self) -> Result<Option<OpenedAnalytics>, String>;
}

/// Snapshots in a folder, answered by the engine with the settings of the folder, behind a cache.
pub struct PublishedFolder {
    data: PathBuf,
    cache: AnswerCache,
}

impl PublishedFolder {
    /// Looks into the data folder that `clientele refresh` publishes to.
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_path_buf(), cache: AnswerCache::new() }
    }
}

impl PublishedSnapshots for PublishedFolder {
    fn revision(&self) -> Option<String> {
        revision_of(published_revision(&self.data), &settings_revision(&self.data))
    }

    fn open_current(&self) -> Result<Option<OpenedAnalytics>, String> {
        // Before the opening: of what is published meanwhile it is unknown whether it was opened.
        let published = published_revision(&self.data);
        let opened = match open_with_settings(&self.data) {
            Ok(opened) => opened,
            Err(SnapshotError::None { .. }) => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let info = opened.engine.snapshot(&Scope::everything()).map_err(|error| error.to_string())?;
        for notice in info.notices.iter().chain(&opened.settings_notices) {
            warn!("{notice}");
        }
        let revision = revision_of(published, &opened.settings_revision);
        let edition = format!("{} {}", info.snapshot_id, opened.settings_revision);
        let cached = Arc::new(CachedAnalytics::new(opened.engine, &edition, self.cache.clone()));
        let analytics: Arc<dyn Analytics> = if opened.settings_notices.is_empty() {
            cached
        } else {
            Arc::new(NoticedAnalytics::new(cached, opened.settings_notices))
        };
        warm_up(Arc::clone(&analytics));
        Ok(Some(OpenedAnalytics { snapshot_id: info.snapshot_id, analytics, revision }))
    }
}

/// `None`: nothing is published.
fn revision_of(published: Option<String>, settings: &str) -> Option<String> {
    published.map(|published| format!("{published} {settings}"))
}

/// What is in service now.
pub struct LiveAnalytics {
    published: Box<dyn PublishedSnapshots>,
    service: RwLock<Service>,
    /// Held from looking to exchanging, so that of two who look together the later one looks afresh.
    looking: Mutex<()>,
    /// What every page says of the last refresh.
    refresh_notice: RwLock<Option<String>>,
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
        let service = RwLock::new(Service::of_nothing());
        let (looking, refresh_notice) = (Mutex::new(()), RwLock::new(None));
        let live = Self { published, service, looking, refresh_notice };
        live.take_up(live.published.revision());
        live
    }

    /// What is in service now. A request asks once and keeps what it got, so that all figures of one page
    /// come from one snapshot.
    pub fn current(&self) -> Arc<dyn Analytics> {
        let analytics = Arc::clone(&self.service.read().unwrap_or_else(PoisonError::into_inner).analytics);
        match self.refresh_notice.read().unwrap_or_else(PoisonError::into_inner).clone() {
            Some(notice) => Arc::new(NoticedAnalytics::of_refresh(analytics, notice)),
            None => analytics,
        }
    }

    /// From now on every page says this of the last refresh; `None`: nothing.
    pub fn tell_of_refreshes(&self, notice: Option<String>) {
        *self.refresh_notice.write().unwrap_or_else(PoisonError::into_inner) = notice;
    }

    /// What questions are answered from now.
    pub fn serving(&self) -> Serving {
        self.service.read().unwrap_or_else(PoisonError::into_inner).serving.clone()
    }

    /// Looks whether something was published or a setting changed, and takes it up. If it cannot be opened, the
    /// snapshot in service stays, with a notice. Blocks while it opens.
    pub fn take_up_newest(&self) {
        let _looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let revision = self.published.revision();
        let is_seen = self.service.read().unwrap_or_else(PoisonError::into_inner).seen == revision;
        if !is_seen {
            self.take_up(revision);
        }
    }

    /// `revision` was read before the opening. What changes meanwhile may or may not be in what was opened, which
    /// therefore names its own: the next look opens again whenever that is not the one then found.
    fn take_up(&self, revision: Option<String>) {
        let opened = self.published.open_current();
        let seen = match &opened {
            Ok(Some(opened)) => opened.revision.clone(),
            _ => revision,
        };
        let mut service = self.service.write().unwrap_or_else(PoisonError::into_inner);
        match opened {
            Ok(Some(opened)) => service.exchange(opened),
            Ok(None) => service.stay_without_news(),
            Err(reason) => service.stay(&reason),
        }
        service.seen = seen;
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
            self.analytics = Arc::new(NoticedAnalytics::new(Arc::clone(&opened.analytics), vec![notice]));
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
