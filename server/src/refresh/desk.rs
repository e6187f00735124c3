//! What the page about refreshes reads.

use std::path::Path;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use clientele_analytics::RefusedRows;
use clientele_contract::{
    NextAttempt, PastRefresh, RefreshDesk, RefreshSchedule, WarehouseCopy, WarehouseState,
};

use super::{Refresher, history::Entry, record::now, refused_rows};
use crate::{
    source_file::{ScheduleRules, SourceFile, TimeZoneName},
    warehouse::{self, HeldCopy},
};

/// Lines of the history on the page.
const SHOWN: u32 = 50;
/// Moments of the schedule that are told beforehand.
const NEXT: usize = 3;

impl Refresher {
    /// The refresh at work, those before it, and when the next one is due.
    pub fn desk(&self) -> RefreshDesk {
        // Before anything is read: what changes meanwhile is looked at again.
        let version = self.version();
        let (file, source_fault) = match SourceFile::read(self.data()) {
            Ok(file) => (file, None),
            Err(fault) => (None, Some(fault.to_string())),
        };
        let zone = file.as_ref().map_or(chrono_tz::UTC, |file| file.refresh.time_zone.zone());
        let (past, past_fault) = match self.history().list(SHOWN) {
            Ok(entries) => (entries.into_iter().map(|entry| past(entry, self.data(), zone)).collect(), None),
            Err(fault) => (Vec::new(), Some(fault.to_string())),
        };
        let warehouse =
            file.as_ref().map(|file| warehouse_states(file, self.data(), zone)).unwrap_or_default();
        RefreshDesk {
            version,
            source: file.as_ref().map(|file| file.source.in_words()),
            source_fault,
            at_work: self.at_work(),
            next: file.as_ref().map(|file| next_moments(&file.refresh, now())).unwrap_or_default(),
            proposed: None,
            schedule: file.map(|file| RefreshSchedule {
                expression: file.refresh.schedule.as_str().to_owned(),
                on_change: file.refresh.on_change,
            }),
            retry: self.retry().map(|retry| NextAttempt {
                at: by_clock_of(zone, retry.at),
                attempt: retry.attempt,
                attempts: retry.attempts,
            }),
            past,
            past_fault,
            warehouse,
            notice: self.notice(),
            time_zone: zone.name().to_owned(),
            time_zones: TimeZoneName::all().map(str::to_owned).collect(),
        }
    }

    /// Differs whenever the page shows something else, and between two runs of the server.
    pub(crate) fn version(&self) -> String {
        let latest = self.history().list(1).unwrap_or_default().into_iter().next();
        let latest = latest.map_or((0, ""), |entry| (entry.id, entry.outcome.slug()));
        format!("{}-{}-{}", latest.0, latest.1, *self.changes().borrow())
    }
}

fn warehouse_states(file: &SourceFile, data: &Path, zone: Tz) -> Vec<WarehouseState> {
    let copy = |held: HeldCopy| WarehouseCopy {
        place: held.place,
        snapshot_id: held.snapshot_id,
        rows: held.rows,
        at: by_clock_of(zone, held.at),
    };
    let states = warehouse::states_of(&file.warehouse, data).into_iter();
    states
        .map(|state| WarehouseState {
            kind: state.kind.to_string(),
            held: state.held.map(copy),
            fault: state.fault,
            notes: state.notes,
        })
        .collect()
}

/// The next moments of a schedule, by the clock of its time zone.
pub(super) fn next_moments(rules: &ScheduleRules, now: DateTime<Utc>) -> Vec<NaiveDateTime> {
    std::iter::successors(rules.next_after(now), |moment| rules.next_after(*moment))
        .take(NEXT)
        .map(|moment| by_clock_of(rules.time_zone.zone(), moment))
        .collect()
}

fn past(entry: Entry, data: &Path, zone: Tz) -> PastRefresh {
    let began = entry.beginning.at;
    let took = entry.ended_at.map(|ended| u64::try_from((ended - began).num_milliseconds()).unwrap_or(0));
    let (rows_read, rows_refused) = entry.rows.unzip();
    let listed = |rows: &u64| *rows > 0 && refused_rows::is_kept(data, entry.id);
    let rows_listed = rows_refused.filter(listed).map(|rows| rows.min(RefusedRows::LISTED_MAX as u64));
    PastRefresh {
        id: entry.id,
        began: by_clock_of(zone, began),
        milliseconds: took,
        reason: entry.beginning.reason,
        attempt: entry.beginning.attempt,
        source: entry.beginning.source,
        outcome: entry.outcome,
        detail: entry.detail,
        rows_read,
        rows_refused,
        rows_listed,
        steps: entry.steps,
    }
}

fn by_clock_of(zone: Tz, moment: DateTime<Utc>) -> NaiveDateTime {
    moment.with_timezone(&zone).naive_local()
}
