//! What every page says if the last refresh did not succeed, or one is overdue.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use clientele_app::format::format_date_time;
use clientele_contract::RefreshOutcome;

use super::history::Entry;

/// A refresh may take so long before its moment counts as missed.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// Of a long sentence the beginning is told, in characters.
const REASON_MAX: usize = 160;

/// What is known of the refreshes of a data folder.
pub(crate) struct Situation<'a> {
    /// Those that are over or at work, the latest first.
    pub(crate) entries: &'a [Entry],
    /// The last moment of the schedule.
    pub(crate) last_due: Option<DateTime<Utc>>,
    pub(crate) is_at_work: bool,
    pub(crate) now: DateTime<Utc>,
    pub(crate) zone: Tz,
}

impl Situation<'_> {
    /// The notice; `None`: all is well.
    pub(crate) fn notice(&self) -> Option<String> {
        self.of_failure().or_else(|| self.of_delay())
    }

    fn of_failure(&self) -> Option<String> {
        let is_over = |entry: &&Entry| entry.outcome != RefreshOutcome::Running;
        let told = |entry: &&Entry| entry.outcome != RefreshOutcome::Cancelled;
        let last = self.entries.iter().filter(is_over).find(told)?;
        let what = match last.outcome {
            RefreshOutcome::Refused => "was refused",
            RefreshOutcome::Failed => "failed",
            RefreshOutcome::BrokenOff => "broke off",
            _ => return None,
        };
        let (at, reason) = (self.words(last.beginning.at), first_sentence(&last.detail));
        Some(format!("The refresh of {at} {what}: {reason}. {}", self.since()))
    }

    fn of_delay(&self) -> Option<String> {
        let due = self.last_due.filter(|due| *due + PATIENCE < self.now && !self.is_at_work)?;
        let read = self.entries.iter().find(|entry| entry.outcome.is_success());
        if read.is_some_and(|entry| entry.beginning.at >= due) {
            return None;
        }
        Some(format!("The refresh due on {} has not happened. {}", self.words(due), self.since()))
    }

    /// Since when the data in service stand.
    fn since(&self) -> String {
        match self.entries.iter().find(|entry| entry.outcome.is_success()) {
            Some(entry) => {
                let read = entry.beginning.at.with_timezone(&self.zone).naive_local();
                format!("The pages show what was read on {}.", format_date_time(read))
            }
            None => "The pages show what was published before.".to_owned(),
        }
    }

    fn words(&self, moment: DateTime<Utc>) -> String {
        format!("{} ({})", format_date_time(moment.with_timezone(&self.zone).naive_local()), self.zone.name())
    }
}

/// The first sentence of a reason, without its full stop. What is too long ends where a word does, outside brackets and
/// quotes.
fn first_sentence(reason: &str) -> String {
    let mut depth = 0_i32;
    let mut last_gap = 0;
    let mut letters = reason.char_indices().peekable();
    for length in 0.. {
        let Some((at, letter)) = letters.next() else { break };
        match letter {
            '(' | '[' | '“' => depth += 1,
            ')' | ']' | '”' => depth -= 1,
            _ => {}
        }
        let is_before_gap = letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        let is_end = depth <= 0 && is_before_gap && matches!(letter, '.' | ';');
        if letter == '\n' || is_end {
            return trimmed(&reason[..at]).to_owned();
        }
        if length >= REASON_MAX {
            let end = if last_gap == 0 { at } else { last_gap };
            return format!("{}…", trimmed(&reason[..end]));
        }
        if depth <= 0 && is_before_gap {
            last_gap = at + letter.len_utf8();
        }
    }
    trimmed(reason).to_owned()
}

fn trimmed(sentence: &str) -> &str {
    sentence.trim_end().trim_end_matches(['.', ':', ';', ',']).trim_end()
}

#[cfg(test)]
mod tests {
    use clientele_contract::RefreshReason;

    use super::*;
    use crate::refresh::history::Beginning;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    fn entry(began: &str, outcome: RefreshOutcome) -> Entry {
        let beginning = Beginning {
            at: utc(began),
            reason: RefreshReason::Schedule,
            attempt: 1,
            source: "orders.csv".to_owned(),
        };
        let detail = "orders.csv: found no columns:\n  - expected some.".to_owned();
        Entry { id: 1, beginning, ended_at: None, outcome, detail, rows: None, steps: Vec::new() }
    }

    fn notice(entries: &[Entry], last_due: Option<&str>) -> Option<String> {
        let now = utc("2026-11-20T12:00:00Z");
        let zone = Tz::Europe__Berlin;
        Situation { entries, last_due: last_due.map(utc), is_at_work: false, now, zone }.notice()
    }

    #[test]
    fn a_failure_is_told_with_reason_and_age_until_the_next_success() {
        let before = entry("2026-11-13T05:00:00Z", RefreshOutcome::Published);
        let failed = entry("2026-11-20T05:00:00Z", RefreshOutcome::Refused);
        let told = notice(&[failed.clone(), before.clone()], None).expect("it is told");
        assert_eq!(
            told,
            "The refresh of 20 Nov 2026, 06:00 (Europe/Berlin) was refused: orders.csv: found no columns. The pages show \
             what was read on 13 Nov 2026, 06:00."
        );
        let cancelled = entry("2026-11-20T06:00:00Z", RefreshOutcome::Cancelled);
        assert!(
            notice(&[cancelled.clone(), failed.clone()], None).is_some(),
            "a cancelled one mends nothing"
        );
        let after = entry("2026-11-20T07:00:00Z", RefreshOutcome::Unchanged);
        assert_eq!(notice(&[after, failed, before.clone()], None), None);
        assert_eq!(notice(&[cancelled, before], None), None, "cancelling is no failure");
    }

    #[test]
    fn a_moment_that_passed_without_a_refresh_is_told() {
        let before = entry("2026-11-13T05:00:00Z", RefreshOutcome::Published);
        let told = notice(std::slice::from_ref(&before), Some("2026-11-20T05:00:00Z")).expect("it is told");
        assert!(
            told.starts_with("The refresh due on 20 Nov 2026, 06:00 (Europe/Berlin) has not happened."),
            "{told}"
        );
        assert_eq!(
            notice(std::slice::from_ref(&before), Some("2026-11-20T11:55:00Z")),
            None,
            "it may come yet"
        );
        let since = entry("2026-11-20T05:00:01Z", RefreshOutcome::Unchanged);
        assert_eq!(notice(&[since, before], Some("2026-11-20T05:00:00Z")), None);
    }

    #[test]
    fn of_a_reason_the_first_sentence_is_told_and_no_bracket_stays_open() {
        let long_name = "a".repeat(150);
        for (reason, told) in [
            (
                "3 rows, which is 2.10 % of the 143 that were read.\nNothing was published. Do this.",
                "3 rows, which is 2.10 % of the 143 that were read",
            ),
            ("orders.csv: found a PDF file; export it as text", "orders.csv: found a PDF file"),
            ("the source is incomplete:\n  - orders.csv", "the source is incomplete"),
            (
                "it broke (first at line 3; then at 4. And so on); mend it",
                "it broke (first at line 3; then at 4. And so on)",
            ),
            ("words without an end", "words without an end"),
            ("", ""),
            (
                &format!("found {long_name} (orders.csv, line 3) beside others; mend it"),
                &format!("found {long_name}…"),
            ),
            (&"x".repeat(400), &format!("{}…", "x".repeat(REASON_MAX))),
        ] {
            assert_eq!(first_sentence(reason), told);
        }
    }
}
