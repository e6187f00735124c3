//! Refreshes of a running server: one at a time, on a thread of their own, asked for by a person, the clock or a
//! changed file.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use clientele_analytics::{Published, RefreshLock};
use clientele_contract::{RefreshAtWork, RefreshOutcome, RefreshReason};
use tokio::sync::watch;
use tracing::{info, warn};

use super::{
    history::{Beginning, History},
    notice::Situation,
    record::{now, recorded},
    retry::{NotedRetry, Retry},
    run::run_source_file,
    steps::StepClock,
    timetable::Timetable,
    watch::{Watch, fingerprint},
};
use crate::{
    desk::DeskError,
    failure::{Failure, FailureKind},
    live::LiveAnalytics,
    source_file::SourceFile,
    warehouse,
};

/// How often the clock and the watched files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Looks between two at whether a refresh is overdue.
const LOOKS_A_NOTICE: u32 = 15;
/// Entries of the history that the notice of every page looks at.
const NOTICED: u32 = 200;
/// The name under which the timetable is remembered.
const TIMETABLE: &str = "timetable";
/// The name under which is remembered what a watched place looked like when it was read.
const WATCHED: &str = "watched";
/// The name under which an attempt to come is remembered.
const RETRY: &str = "retry";

/// Starts refreshes and looks after them.
pub struct Refresher {
    data: PathBuf,
    history: History,
    state: Mutex<State>,
    /// Counts whatever pages show, so that those who watch know when to look again.
    changes: watch::Sender<u64>,
    is_stopping: AtomicBool,
    live: OnceLock<Arc<LiveAnalytics>>,
}

#[derive(Default)]
struct State {
    at_work: Option<AtWork>,
    retry: Option<Retry>,
    timetable: Option<Timetable>,
    watch: Option<Watch>,
}

/// A refresh at work.
#[derive(Clone)]
struct AtWork {
    reason: RefreshReason,
    attempt: u32,
    clock: Arc<StepClock>,
}

impl Refresher {
    /// Looks after a data folder; nothing is read, made or started yet.
    pub fn new(data: &Path) -> Self {
        Self {
            data: data.to_path_buf(),
            history: History::new(data),
            state: Mutex::default(),
            changes: watch::Sender::new(0),
            is_stopping: AtomicBool::new(false),
            live: OnceLock::new(),
        }
    }

    /// Starts a refresh from the source of the data folder.
    ///
    /// # Errors
    /// There is no source, its description has a mistake, or another refresh is at work, here or elsewhere.
    pub fn start(self: &Arc<Self>, reason: RefreshReason) -> Result<(), DeskError> {
        self.start_attempt(reason, 1)
    }

    /// Tells who is about to change what is read that nobody reads it now, here or elsewhere.
    ///
    /// # Errors
    /// A refresh is at work, or the server is about to stop.
    pub(crate) fn check_idle(&self) -> Result<(), DeskError> {
        self.take_turn(&self.lock()).map(drop)
    }

    /// Asks the refresh at work, if any, to end, and forgets attempts to come.
    pub fn cancel(&self) {
        let mut state = self.lock();
        let had_retry = state.retry.is_some();
        // The end of the server is not the end of what it waits for.
        if !self.is_stopping() {
            self.plan(&mut state, None);
        }
        if let Some(at_work) = &state.at_work {
            at_work.clock.cancel();
        }
        drop(state);
        if had_retry && !self.is_stopping() {
            // Nobody wants it any more as it is now; the next change is another matter.
            let file = SourceFile::read(&self.data).ok().flatten();
            self.note_read(file.and_then(|file| self.fingerprint_of(&file)));
        }
        self.tell_change();
    }

    /// Begins to look at the clock and at watched files. Pages are told through `live` what went wrong.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn look_after(self: &Arc<Self>, live: Arc<LiveAnalytics>) -> std::io::Result<()> {
        let _ = self.live.set(live);
        self.settle_what_broke_off();
        self.take_up_retry();
        self.tell_notice();
        let refresher = Arc::clone(self);
        thread::Builder::new().name("refresh-clock".to_owned()).spawn(move || {
            let looks = (0_u32..).take_while(|_| !refresher.is_stopping());
            for look in looks {
                refresher.look();
                // What is overdue becomes so without anything happening.
                if look.is_multiple_of(LOOKS_A_NOTICE) {
                    refresher.tell_notice();
                }
                thread::sleep(LOOK_EVERY);
            }
        })?;
        Ok(())
    }

    /// Cancels what is at work and starts nothing any more; returns at once.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
        self.cancel();
    }

    /// The server is to end.
    pub(crate) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }

    /// True while a refresh of this process is at work.
    pub fn is_at_work(&self) -> bool {
        self.lock().at_work.is_some()
    }

    /// Hears of every change of what pages show.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    pub(crate) fn retry(&self) -> Option<Retry> {
        self.lock().retry
    }

    /// The refresh of this process at work.
    pub(crate) fn at_work(&self) -> Option<RefreshAtWork> {
        let AtWork { reason, attempt, clock } = self.lock().at_work.clone()?;
        Some(RefreshAtWork {
            reason,
            attempt,
            milliseconds: clock.milliseconds(),
            steps: clock.states(),
            is_cancelled: clientele_analytics::Progress::is_cancelled(clock.as_ref()),
        })
    }

    /// What every page says of the last refresh.
    pub(crate) fn notice(&self) -> Option<String> {
        let entries = self.history.list(NOTICED).unwrap_or_default();
        let file = SourceFile::read(&self.data).ok().flatten();
        let zone = file.as_ref().map_or(chrono_tz::UTC, |file| file.refresh.time_zone.zone());
        let (last_due, is_at_work) = {
            let state = self.lock();
            (state.timetable.as_ref().and_then(Timetable::last_due), state.at_work.is_some())
        };
        let situation = Situation { entries: &entries, last_due, is_at_work, now: now(), zone };
        let of_warehouse = || warehouse::notice(&file?.warehouse, &self.data);
        situation.notice().or_else(of_warehouse)
    }

    /// Pages show something else from now on.
    pub(crate) fn tell_change(&self) {
        self.changes.send_modify(|changes| *changes += 1);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start_attempt(self: &Arc<Self>, reason: RefreshReason, attempt: u32) -> Result<(), DeskError> {
        let file = SourceFile::read(&self.data)?.ok_or_else(|| {
            DeskError::Mistake("no source has been chosen; choose one on the page Source first".to_owned())
        })?;
        let mut state = self.lock();
        // Taken here, so that who asks is told at once that another process is at work.
        let lock = self.take_turn(&state)?;
        let clock = Arc::new(StepClock::start());
        state.at_work = Some(AtWork { reason, attempt, clock: Arc::clone(&clock) });
        self.plan(&mut state, None);
        let job = Job { refresher: Arc::clone(self), file, reason, attempt, clock };
        let spawned = thread::Builder::new().name("refresh".to_owned()).spawn(move || job.run(lock));
        if let Err(error) = spawned {
            state.at_work = None;
            return Err(DeskError::Occupied(format!("no thread can be started: {error}")));
        }
        drop(state);
        self.tell_change();
        Ok(())
    }

    fn take_turn(&self, state: &State) -> Result<RefreshLock, DeskError> {
        if self.is_stopping() {
            return Err(DeskError::Occupied("the server is about to stop".to_owned()));
        }
        if state.at_work.is_some() {
            let words = "a refresh is at work already; wait for it to end, or cancel it";
            return Err(DeskError::Occupied(words.to_owned()));
        }
        RefreshLock::acquire(&self.data).map_err(|error| DeskError::Occupied(error.to_string()))
    }

    /// Starts what is due by the clock, by an earlier attempt, or by a changed file.
    fn look(self: &Arc<Self>) {
        // A mistake in the file is told on the page; what was in service stays.
        let Ok(Some(file)) = SourceFile::read(&self.data) else { return };
        let due = self.due(&file);
        if self.is_at_work() {
            return;
        }
        let retry = self.lock().retry;
        if let Some(retry) = retry.filter(Retry::is_due) {
            self.start_by_itself(&file, retry.reason, retry.attempt);
        } else if let Some(moment) = due {
            self.see_to(moment);
            self.start_by_itself(&file, RefreshReason::Schedule, 1);
        } else if retry.is_none() && file.refresh.on_change && self.has_changed(&file) {
            self.start_by_itself(&file, RefreshReason::Change, 1);
        }
    }

    /// The lock may be held by another process: then the same attempt comes again.
    fn start_by_itself(self: &Arc<Self>, file: &SourceFile, reason: RefreshReason, attempt: u32) {
        if let Err(error) = self.start_attempt(reason, attempt) {
            info!("a refresh waits: {error}");
            let mut state = self.lock();
            self.plan(&mut state, Some(Retry::soon(file, reason, attempt)));
            drop(state);
            self.tell_change();
        }
    }

    /// Sets the attempt to come, also for a server that starts after this one.
    fn plan(&self, state: &mut State, retry: Option<Retry>) {
        let is_none = state.retry.is_none() && retry.is_none();
        state.retry = retry;
        if !is_none {
            let noted = retry.as_ref().and_then(Retry::noted);
            self.remember(RETRY, serde_json::to_string(&noted));
        }
    }

    /// Takes up the attempt that a server before this one waited for.
    fn take_up_retry(&self) {
        let noted = self.history.recall(RETRY).ok().flatten();
        let noted = noted.and_then(|text| serde_json::from_str::<Option<NotedRetry>>(&text).ok()).flatten();
        self.lock().retry = noted.map(|noted| noted.taken_up(now()));
    }

    fn due(&self, file: &SourceFile) -> Option<DateTime<Utc>> {
        let mut state = self.lock();
        let timetable = state.timetable.get_or_insert_with(|| self.remembered_timetable(file));
        if timetable.differs_from(&file.refresh) {
            *timetable = Timetable::set(&file.refresh, now());
            self.remember(TIMETABLE, serde_json::to_string(timetable));
            drop(state);
            self.tell_change();
            return None;
        }
        timetable.due(&file.refresh, now())
    }

    fn remembered_timetable(&self, file: &SourceFile) -> Timetable {
        let remembered = self.history.recall(TIMETABLE).ok().flatten();
        let remembered = remembered.and_then(|text| serde_json::from_str(&text).ok());
        remembered.unwrap_or_else(|| {
            let timetable = Timetable::set(&file.refresh, now());
            self.remember(TIMETABLE, serde_json::to_string(&timetable));
            timetable
        })
    }

    fn see_to(&self, moment: DateTime<Utc>) {
        let mut state = self.lock();
        if let Some(timetable) = &mut state.timetable {
            timetable.see_to(moment);
            self.remember(TIMETABLE, serde_json::to_string(timetable));
        }
    }

    fn has_changed(&self, file: &SourceFile) -> bool {
        let found = self.fingerprint_of(file);
        let mut state = self.lock();
        let watch =
            state.watch.get_or_insert_with(|| Watch::from(self.history.recall(WATCHED).ok().flatten()));
        watch.look(found, Instant::now())
    }

    /// `None`: nothing is there, or nothing that could be watched.
    fn fingerprint_of(&self, file: &SourceFile) -> Option<String> {
        fingerprint(&file.source.watched_path(&self.data)?).ok()
    }

    /// Notes what was read, so that it is not taken for a change.
    fn note_read(&self, fingerprint: Option<String>) {
        let Some(fingerprint) = fingerprint else { return };
        self.remember(WATCHED, Ok::<_, serde_json::Error>(fingerprint.clone()));
        let mut state = self.lock();
        state.watch.get_or_insert_default().has_read(fingerprint);
    }

    fn remember(&self, key: &str, value: serde_json::Result<String>) {
        let kept = value.map_err(|error| error.to_string());
        let kept =
            kept.and_then(|value| self.history.remember(key, &value).map_err(|error| error.to_string()));
        if let Err(error) = kept {
            warn!("the {key} of refreshes is not kept over a restart: {error}");
        }
    }

    /// What was noted as running when the server starts and nobody holds the lock ended with its process.
    fn settle_what_broke_off(&self) {
        if !self
            .history
            .list(1)
            .is_ok_and(|entries| entries.iter().any(|entry| entry.outcome == RefreshOutcome::Running))
        {
            return;
        }
        if let Ok(_lock) = RefreshLock::acquire(&self.data)
            && let Err(error) = self.history.break_off()
        {
            warn!("what broke off is not noted: {error}");
        }
    }

    fn tell_notice(&self) {
        if let Some(live) = self.live.get() {
            live.tell_of_refreshes(self.notice());
        }
    }

    /// What was published goes into service at once, rather than at the next look.
    fn take_up(&self) {
        if let Some(live) = self.live.get() {
            live.take_up_newest();
        }
    }
}

/// One refresh on its thread.
struct Job {
    refresher: Arc<Refresher>,
    file: SourceFile,
    reason: RefreshReason,
    attempt: u32,
    clock: Arc<StepClock>,
}

impl Job {
    fn run(self, lock: RefreshLock) {
        let refresher = Arc::clone(&self.refresher);
        let before = refresher.fingerprint_of(&self.file);
        let beginning = Beginning {
            at: now(),
            reason: self.reason,
            attempt: self.attempt,
            source: self.file.source.in_words(),
        };
        let result =
            recorded(&refresher.data, &refresher.history, &beginning, &self.clock, || self.work(&lock));
        let retry = match &result {
            Ok(published) => {
                info!(snapshot = published.snapshot_id, "refreshed");
                None
            }
            Err(failure) => {
                warn!("the refresh did not succeed: {failure}");
                failure.is_unreachable().then(|| self.retry()).flatten()
            }
        };
        // What the end of the server cut off is for the next server to do.
        let is_cut_off = refresher.is_stopping() && result.as_ref().is_err_and(Failure::is_cancelled);
        let retry = retry.or_else(|| is_cut_off.then(|| Retry::soon(&self.file, self.reason, self.attempt)));
        // What was refused, given up or cancelled is not read again by itself before it changes.
        if retry.is_none() {
            refresher.note_read(before);
        }
        drop(lock);
        refresher.tell_notice();
        refresher.take_up();
        let mut state = refresher.lock();
        state.at_work = None;
        refresher.plan(&mut state, retry);
        drop(state);
        refresher.tell_notice();
        refresher.tell_change();
    }

    /// A fault of the program must not leave the server thinking that a refresh is at work for ever.
    fn work(&self, lock: &RefreshLock) -> Result<Published, Failure> {
        let data = &self.refresher.data;
        let force = self.reason == RefreshReason::Forced;
        let work = || run_source_file(data, &self.file, force, lock, self.clock.as_ref());
        catch_unwind(AssertUnwindSafe(|| with_half_of_the_processors(work))).unwrap_or_else(|_| {
            let words = anyhow!("the refresh stopped by a fault of the program; the server’s log says where");
            Err(Failure::new(FailureKind::Fault, words))
        })
    }

    fn retry(&self) -> Option<Retry> {
        let seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Retry::after(&self.file, self.reason, self.attempt, seed.as_secs())
    }
}

/// The others go on answering pages.
fn with_half_of_the_processors<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    match rayon::ThreadPoolBuilder::new().num_threads((processors / 2).max(1)).build() {
        Ok(pool) => pool.install(work),
        // Without threads of its own it shares those of the answers.
        Err(_) => work(),
    }
}
