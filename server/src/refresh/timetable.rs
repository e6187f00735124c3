//! When a refresh is due, and when one that could not reach its source is tried again. Pure: "now" is a parameter.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::source_file::ScheduleRules;

/// The longest wait before another attempt.
pub(super) const WAIT_MAX: Duration = Duration::from_secs(60 * 60);

/// How far a schedule has been seen to. It is kept over a restart, so that what came due meanwhile is made up for,
/// once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Timetable {
    schedule: String,
    time_zone: String,
    /// The last moment of the schedule that is seen to, or when the schedule was set.
    seen_to: DateTime<Utc>,
    /// Something of this schedule came due before.
    came_due: bool,
}

impl Timetable {
    /// A schedule that holds from now on.
    pub(crate) fn set(rules: &ScheduleRules, now: DateTime<Utc>) -> Self {
        let (schedule, time_zone) = (rules.schedule.as_str().to_owned(), rules.time_zone.to_string());
        Self { schedule, time_zone, seen_to: now, came_due: false }
    }

    /// True if this is another schedule.
    pub(crate) fn differs_from(&self, rules: &ScheduleRules) -> bool {
        self.schedule != rules.schedule.as_str() || self.time_zone != rules.time_zone.to_string()
    }

    /// The moment that has come and is not seen to; of several the last, which stands for all of them.
    pub(crate) fn due(&mut self, rules: &ScheduleRules, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let next_by_clock = rules.next_after(now);
        // The clock was set back. By less than to the moment before, that moment must not come again; by more, the
        // schedule must not stand still until the clock is there again.
        if self.seen_to > now && next_by_clock.is_some_and(|next| next < self.seen_to) {
            self.seen_to = now;
        }
        let next = rules.next_after(self.seen_to).filter(|next| *next <= now)?;
        Some(rules.last_until(now).map_or(next, |last| last.max(next)))
    }

    /// Notes that somebody sees to what came due.
    pub(crate) fn see_to(&mut self, moment: DateTime<Utc>) {
        self.seen_to = moment;
        self.came_due = true;
    }

    /// The last moment that came due.
    pub(crate) fn last_due(&self) -> Option<DateTime<Utc>> {
        self.came_due.then_some(self.seen_to)
    }
}

/// How long to wait after the attempt with this number, from 1: twice as long as before each time, an hour at the
/// most, and up to a fifth longer or shorter so that several shops do not all ask one database at once.
pub(crate) fn wait_after(attempt: u32, first_seconds: u32, seed: u64) -> Duration {
    let doubled =
        f64::from(first_seconds.max(1)) * 2_f64.powi(attempt.saturating_sub(1).min(20).cast_signed());
    let bounded = doubled.min(WAIT_MAX.as_secs_f64());
    // The finisher of SplitMix64 spreads neighbouring seeds evenly.
    let mut mixed = seed.wrapping_add(u64::from(attempt).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    let part = f64::from((mixed >> 32) as u32) / f64::from(u32::MAX);
    Duration::from_secs_f64(bounded * (0.8 + 0.4 * part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    fn daily() -> ScheduleRules {
        ScheduleRules { schedule: "0 6 * * *".parse().expect("a schedule"), ..ScheduleRules::default() }
    }

    /// Sees to whatever is due at each of these moments; tells what was.
    fn seen_to(table: &mut Timetable, clock: &[&str]) -> Vec<Option<String>> {
        let see = |now: &&str| {
            let due = table.due(&daily(), utc(now));
            due.into_iter().for_each(|moment| table.see_to(moment));
            due.map(|moment| moment.format("%m-%d %H:%M").to_string())
        };
        clock.iter().map(see).collect()
    }

    #[test]
    fn a_moment_comes_once() {
        let mut table = Timetable::set(&daily(), utc("2026-11-20T05:00:00Z"));
        let clock =
            ["2026-11-20T05:59:59Z", "2026-11-20T06:00:00Z", "2026-11-20T06:00:01Z", "2026-11-21T06:00:03Z"];
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(seen_to(&mut table, &clock), [None, some("11-20 06:00"), None, some("11-21 06:00")]);
        assert_eq!(table.last_due(), Some(utc("2026-11-21T06:00:00Z")));
    }

    #[test]
    fn what_came_due_while_nobody_looked_is_made_up_for_once() {
        let mut table = Timetable::set(&daily(), utc("2026-11-10T12:00:00Z"));
        let clock = ["2026-11-20T12:00:00Z", "2026-11-20T12:00:01Z"];
        assert_eq!(seen_to(&mut table, &clock), [Some("11-20 06:00".to_owned()), None]);
    }

    #[test]
    fn a_schedule_that_was_just_set_owes_nothing() {
        let mut table = Timetable::set(&daily(), utc("2026-11-20T12:00:00Z"));
        assert_eq!(seen_to(&mut table, &["2026-11-20T12:00:01Z"]), [None]);
        assert_eq!(table.last_due(), None);
    }

    #[test]
    fn a_clock_that_is_set_back_a_little_repeats_nothing() {
        let mut table = Timetable::set(&daily(), utc("2026-11-20T05:00:00Z"));
        let clock = [
            "2026-11-20T06:00:00Z",
            "2026-11-20T05:30:00Z",
            "2026-11-20T06:00:00Z",
            "2026-11-20T06:10:00Z",
            "2026-11-21T06:00:00Z",
        ];
        let told: Vec<_> = seen_to(&mut table, &clock).into_iter().flatten().collect();
        assert_eq!(told, ["11-20 06:00", "11-21 06:00"]);
    }

    #[test]
    fn a_clock_that_was_years_ahead_does_not_stall_the_schedule() {
        let mut table = Timetable::set(&daily(), utc("2026-11-20T05:00:00Z"));
        let clock = ["2036-01-01T07:00:00Z", "2026-11-20T07:00:00Z", "2026-11-21T06:00:00Z"];
        let told: Vec<_> = seen_to(&mut table, &clock).into_iter().flatten().collect();
        assert_eq!(told, ["01-01 06:00", "11-21 06:00"]);
    }

    #[test]
    fn another_schedule_is_noticed() {
        let table = Timetable::set(&daily(), utc("2026-11-20T05:00:00Z"));
        assert!(!table.differs_from(&daily()));
        assert!(table.differs_from(&ScheduleRules::default()));
        let elsewhere = ScheduleRules { time_zone: "Europe/Berlin".parse().expect("a zone"), ..daily() };
        assert!(table.differs_from(&elsewhere));
    }

    #[test]
    fn waits_double_and_are_bounded() {
        for seed in 0..50 {
            for (attempt, seconds) in [(1, 30.0), (2, 60.0), (3, 120.0), (9, 3_600.0), (40, 3_600.0)] {
                let wait = wait_after(attempt, 30, seed).as_secs_f64();
                assert!((seconds * 0.8..=seconds * 1.2).contains(&wait), "{attempt}: {wait}");
            }
        }
        let waits: std::collections::BTreeSet<_> = (0..50).map(|seed| wait_after(1, 30, seed)).collect();
        assert!(waits.len() > 40, "shops do not wait equally long");
        assert_eq!(wait_after(3, 30, 7), wait_after(3, 30, 7), "one seed, one wait");
    }
}
