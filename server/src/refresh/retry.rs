//! An attempt to come, kept over a restart of the server.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use clientele_contract::RefreshReason;
use serde::{Deserialize, Serialize};

use super::{
    record::now,
    timetable::{WAIT_MAX, wait_after},
};
use crate::source_file::SourceFile;

/// An attempt to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Retry {
    pub(super) reason: RefreshReason,
    pub(crate) attempt: u32,
    /// How many there will be at the most.
    pub(crate) attempts: u32,
    after: Instant,
    /// The same moment by the clock, for people.
    pub(crate) at: DateTime<Utc>,
}

/// What is written down of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NotedRetry {
    reason: RefreshReason,
    attempt: u32,
    attempts: u32,
    at: DateTime<Utc>,
}

impl Retry {
    /// The next attempt after one with this number; `None`: there have been enough.
    pub(super) fn after(file: &SourceFile, reason: RefreshReason, attempt: u32, seed: u64) -> Option<Self> {
        let attempts = file.refresh.retries.saturating_add(1);
        let wait = wait_after(attempt, file.refresh.retry_seconds, seed);
        (attempt < attempts).then(|| Self::within(now(), wait, reason, attempt + 1, attempts))
    }

    /// The same attempt, once whoever is at work may have ended.
    pub(super) fn soon(file: &SourceFile, reason: RefreshReason, attempt: u32) -> Self {
        let wait = Duration::from_secs(u64::from(file.refresh.retry_seconds.clamp(1, 60)));
        Self::within(now(), wait, reason, attempt, file.refresh.retries.saturating_add(1))
    }

    fn within(
        now: DateTime<Utc>,
        wait: Duration,
        reason: RefreshReason,
        attempt: u32,
        attempts: u32,
    ) -> Self {
        let at = now + TimeDelta::from_std(wait).unwrap_or_default();
        Self { reason, attempt, attempts, after: Instant::now() + wait, at }
    }

    /// True once its moment has come; setting the clock does not move it.
    pub(super) fn is_due(&self) -> bool {
        self.after <= Instant::now()
    }

    /// What outlasts this process. What was asked for whatever the checks say was about the data of that moment; after
    /// a restart they may be others.
    pub(super) fn noted(&self) -> Option<NotedRetry> {
        let Self { reason, attempt, attempts, at, .. } = *self;
        (reason != RefreshReason::Forced).then_some(NotedRetry { reason, attempt, attempts, at })
    }
}

impl NotedRetry {
    /// The attempt as a server takes it up that starts at `now`: at its moment, or at once if that has passed. A clock
    /// that was set back meanwhile does not put it off for longer than any wait.
    pub(super) fn taken_up(self, now: DateTime<Utc>) -> Retry {
        let Self { reason, attempt, attempts, at } = self;
        let wait = (at - now).to_std().unwrap_or_default().min(WAIT_MAX.mul_f64(1.2));
        Retry::within(now, wait, reason, attempt, attempts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(reason: RefreshReason, at: DateTime<Utc>) -> NotedRetry {
        NotedRetry { reason, attempt: 3, attempts: 4, at }
    }

    #[test]
    fn an_attempt_is_taken_up_at_its_moment_at_once_or_within_the_longest_wait() {
        let now = now();
        for (minutes, most) in [(-600, 0), (0, 0), (30, 30), (100_000, 72)] {
            let retry = noted(RefreshReason::Schedule, now + TimeDelta::minutes(minutes)).taken_up(now);
            let is_soon = retry.after <= Instant::now() + Duration::from_secs(60 * most);
            assert!(is_soon && retry.is_due() == (minutes <= 0), "{minutes}: {retry:?}");
            assert_eq!((retry.attempt, retry.attempts), (3, 4));
        }
    }

    #[test]
    fn what_was_forced_is_not_forced_after_a_restart() {
        let retry = |reason| noted(reason, now()).taken_up(now()).noted();
        assert_eq!(retry(RefreshReason::Forced), None);
        assert!(retry(RefreshReason::Change).is_some());
    }
}
