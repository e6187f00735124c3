//! What a refresh is doing, for those who watch it, and its history.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use clientele_analytics::{Progress, Stage};
use clientele_contract::{RefreshStep, RefreshStepState, RefreshStepTime};

/// Hears of each stage, adds up the time of each step, and passes the wish to cancel on.
pub(crate) struct StepClock {
    start: Instant,
    is_cancelled: AtomicBool,
    /// Rows of the current step.
    rows: AtomicU64,
    steps: Mutex<Vec<Begun>>,
}

/// A step that has begun.
struct Begun {
    step: RefreshStep,
    at: Instant,
    took: Option<Duration>,
    detail: Option<String>,
    rows: u64,
}

impl StepClock {
    pub(crate) fn start() -> Self {
        Self {
            start: Instant::now(),
            is_cancelled: AtomicBool::new(false),
            rows: AtomicU64::new(0),
            steps: Mutex::default(),
        }
    }

    /// Asks for the end.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    pub(crate) fn milliseconds(&self) -> u64 {
        in_milliseconds(self.start.elapsed())
    }

    /// How long each step took that has begun; the last one has taken until now.
    pub(crate) fn times(&self) -> Vec<RefreshStepTime> {
        let took = |begun: &Begun| in_milliseconds(begun.took.unwrap_or_else(|| begun.at.elapsed()));
        self.lock()
            .iter()
            .map(|begun| RefreshStepTime { step: begun.step, milliseconds: took(begun) })
            .collect()
    }

    /// Every step, begun or not. Steps that may be left out are told only once they have begun.
    pub(crate) fn states(&self) -> Vec<RefreshStepState> {
        let steps = self.lock();
        let state = |step: RefreshStep| {
            let begun = steps.iter().find(|begun| begun.step == step);
            let is_optional =
                matches!(step, RefreshStep::Fetch | RefreshStep::Check | RefreshStep::Warehouse);
            let is_current = begun.is_some_and(|begun| begun.took.is_none());
            let rows = if is_current {
                self.rows.load(Ordering::Relaxed)
            } else {
                begun.map_or(0, |begun| begun.rows)
            };
            (begun.is_some() || !is_optional).then(|| RefreshStepState {
                step,
                milliseconds: begun
                    .map(|begun| in_milliseconds(begun.took.unwrap_or_else(|| begun.at.elapsed()))),
                is_current,
                detail: begun.filter(|_| is_current).and_then(|begun| begun.detail.clone()),
                rows: Some(rows).filter(|rows| *rows > 0),
            })
        };
        RefreshStep::ALL.into_iter().filter_map(state).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Begun>> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for StepClock {
    /// Files are read side by side: the first of them begins the step.
    fn begin(&self, stage: Stage) {
        let (step, detail) = step_of(stage);
        let mut steps = self.lock();
        if let Some(last) = steps.last_mut().filter(|last| last.step == step) {
            last.detail = detail;
            return;
        }
        if let Some(last) = steps.last_mut() {
            last.took = Some(last.at.elapsed());
            last.rows = self.rows.swap(0, Ordering::Relaxed);
        }
        steps.push(Begun { step, at: Instant::now(), took: None, detail, rows: 0 });
    }

    fn advance(&self, rows: u64, _bytes: u64) {
        // Of files that are read side by side the furthest is told.
        self.rows.fetch_max(rows, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

/// Tells two of what goes on; either can cancel.
pub(crate) struct Both<'a>(pub(crate) &'a dyn Progress, pub(crate) &'a dyn Progress);

impl Progress for Both<'_> {
    fn begin(&self, stage: Stage) {
        self.0.begin(stage.clone());
        self.1.begin(stage);
    }

    fn advance(&self, rows: u64, bytes: u64) {
        self.0.advance(rows, bytes);
        self.1.advance(rows, bytes);
    }

    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled() || self.1.is_cancelled()
    }
}

fn step_of(stage: Stage) -> (RefreshStep, Option<String>) {
    match stage {
        Stage::Fetching { what } => (RefreshStep::Fetch, Some(what)),
        Stage::Reading { file } => (RefreshStep::Read, Some(file)),
        Stage::Modelling => (RefreshStep::Model, None),
        Stage::Scoring => (RefreshStep::Score, None),
        Stage::Tiers => (RefreshStep::Tiers, None),
        Stage::Checking => (RefreshStep::Check, None),
        Stage::Writing => (RefreshStep::Write, None),
        Stage::Publishing => (RefreshStep::Publish, None),
        Stage::Passing { what } => (RefreshStep::Warehouse, Some(what)),
    }
}

fn in_milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_read_side_by_side_are_one_step() {
        let clock = StepClock::start();
        for file in ["orders.csv", "items.csv"] {
            clock.begin(Stage::Reading { file: file.to_owned() });
        }
        clock.advance(7, 100);
        let reading = clock.states().into_iter().find(|state| state.step == RefreshStep::Read);
        let reading = reading.expect("it has begun");
        assert!(reading.is_current && reading.rows == Some(7), "{reading:?}");
        assert_eq!(reading.detail.as_deref(), Some("items.csv"));
        clock.begin(Stage::Modelling);
        let steps: Vec<_> = clock.times().iter().map(|time| time.step).collect();
        assert_eq!(steps, [RefreshStep::Read, RefreshStep::Model]);
        assert_eq!(clock.states()[0].rows, Some(7), "what was counted stays with its step");
    }

    #[test]
    fn a_wish_to_cancel_is_heard() {
        let clock = StepClock::start();
        assert!(clock.check().is_ok());
        clock.cancel();
        assert!(clock.check().is_err());
    }
}
