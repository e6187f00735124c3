use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use croner::{Cron, parser::CronParser};
use serde::{Deserialize, Serialize};

/// The word that stands for no schedule.
const OFF: &str = "off";
/// Mondays at six, when last week is complete.
const WEEKLY: &str = "0 6 * * 1";
/// Further attempts if the source cannot be reached.
const RETRIES: u32 = 6;
/// The longest number of further attempts that makes sense.
const RETRIES_MAX: u32 = 20;
/// The first wait before another attempt, in seconds; each later one is twice as long.
const RETRY_SECONDS: u32 = 30;

/// When orders are read by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ScheduleRules {
    /// A cron expression of five fields, or "off".
    pub schedule: CronExpression,
    /// Whose clock the schedule means.
    pub time_zone: TimeZoneName,
    /// Read as soon as the file, or a file of the folder, has changed.
    pub on_change: bool,
    /// Further attempts if the source cannot be reached, at most 20.
    #[serde(deserialize_with = "bounded_retries")]
    pub retries: u32,
    /// Seconds before the first of them; each later one waits twice as long, an hour at the most.
    pub retry_seconds: u32,
}

impl Default for ScheduleRules {
    fn default() -> Self {
        Self {
            schedule: CronExpression(WEEKLY.to_owned()),
            time_zone: TimeZoneName(Tz::UTC),
            on_change: false,
            retries: RETRIES,
            retry_seconds: RETRY_SECONDS,
        }
    }
}

impl ScheduleRules {
    /// The first moment of the schedule after another; `None`: there is none.
    ///
    /// Where clocks go forward, a time that is left out counts at the first moment after the gap; where they go
    /// back, a time that comes twice counts the first time.
    pub fn next_after(&self, moment: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let next =
            self.schedule.cron()?.find_next_occurrence(&moment.with_timezone(&self.time_zone.0), false);
        Some(next.ok()?.with_timezone(&Utc))
    }

    /// The last moment of the schedule that is not after another.
    pub fn last_until(&self, moment: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = moment.with_timezone(&self.time_zone.0);
        let last = self.schedule.cron()?.find_previous_occurrence(&local, true);
        Some(last.ok()?.with_timezone(&Utc))
    }
}

fn bounded_retries<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let retries = u32::deserialize(deserializer)?;
    if retries > RETRIES_MAX {
        let words = format!("{retries} retries; expected at most {RETRIES_MAX}");
        return Err(serde::de::Error::custom(words));
    }
    Ok(retries)
}

/// A cron expression of five fields that has been checked, or "off".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CronExpression(String);

impl CronExpression {
    /// No schedule.
    pub fn off() -> Self {
        Self(OFF.to_owned())
    }

    /// The text as in the file.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn cron(&self) -> Option<Cron> {
        if self.0 == OFF { None } else { parse(&self.0).ok() }
    }
}

/// Five fields: a schedule by the second would never let a refresh end.
fn parse(text: &str) -> Result<Cron, croner::errors::CronError> {
    CronParser::builder().seconds(croner::parser::Seconds::Disallowed).build().parse(text)
}

impl FromStr for CronExpression {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text == OFF {
            return Ok(Self::off());
        }
        match parse(&text) {
            Ok(_) => Ok(Self(text)),
            Err(fault) => Err(format!(
                "{text:?} is no schedule ({fault}); expected five fields (minute, hour, day of the month, month, day of \
                 the week), such as \"{WEEKLY}\" for Mondays at 6:00, or \"{OFF}\""
            )),
        }
    }
}

impl TryFrom<String> for CronExpression {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<CronExpression> for String {
    fn from(expression: CronExpression) -> Self {
        expression.0
    }
}

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZoneName(Tz);

impl TimeZoneName {
    /// The zone.
    pub fn zone(self) -> Tz {
        self.0
    }

    /// The names that can be chosen: continents with their places, and UTC.
    pub fn all() -> impl Iterator<Item = &'static str> {
        const AREAS: [&str; 10] = [
            "Africa/",
            "America/",
            "Antarctica/",
            "Arctic/",
            "Asia/",
            "Atlantic/",
            "Australia/",
            "Europe/",
            "Indian/",
            "Pacific/",
        ];
        let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        std::iter::once("UTC").chain(names.filter(|name| AREAS.iter().any(|area| name.starts_with(area))))
    }
}

impl fmt::Display for TimeZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for TimeZoneName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        text.parse().map(Self).map_err(|_| {
            let near = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
            let ending = format!("/{}", text.replace(' ', "_").to_lowercase());
            let near =
                near.into_iter().find(|name| !text.is_empty() && name.to_lowercase().ends_with(&ending));
            let example = near.unwrap_or("Europe/Berlin");
            format!("{text:?} is no time zone; expected a name of the IANA database, such as \"{example}\"")
        })
    }
}

impl TryFrom<String> for TimeZoneName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<TimeZoneName> for String {
    fn from(zone: TimeZoneName) -> Self {
        zone.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(schedule: &str, time_zone: &str) -> ScheduleRules {
        let schedule = schedule.parse().expect("a schedule");
        ScheduleRules { schedule, time_zone: time_zone.parse().expect("a zone"), ..ScheduleRules::default() }
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    /// The moments of a schedule from one on, as text.
    fn moments(rules: &ScheduleRules, from: &str, count: usize) -> Vec<String> {
        let first = rules.next_after(utc(from));
        std::iter::successors(first, |moment| rules.next_after(*moment))
            .take(count)
            .map(|moment| moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
            .collect()
    }

    #[test]
    fn mondays_at_six_are_the_default() {
        let found = moments(&ScheduleRules::default(), "2026-11-20T12:00:00Z", 2);
        assert_eq!(found, ["2026-11-23T06:00:00Z", "2026-11-30T06:00:00Z"]);
    }

    #[test]
    fn six_in_the_morning_stays_six_when_clocks_change() {
        let berlin = rules("0 6 * * *", "Europe/Berlin");
        assert_eq!(
            moments(&berlin, "2026-03-28T00:00:00Z", 3),
            ["2026-03-28T05:00:00Z", "2026-03-29T04:00:00Z", "2026-03-30T04:00:00Z"]
        );
    }

    #[test]
    fn a_time_in_the_gap_comes_right_after_it_and_only_once() {
        // On 29 March 2026 clocks in Berlin go from 2:00 to 3:00, which is 1:00 UTC.
        let berlin = rules("30 2 * * *", "Europe/Berlin");
        let found = moments(&berlin, "2026-03-28T12:00:00Z", 2);
        assert_eq!(found[1], "2026-03-30T00:30:00Z");
        let in_gap = utc(&found[0]);
        assert!(in_gap >= utc("2026-03-29T01:00:00Z") && in_gap <= utc("2026-03-29T01:30:00Z"), "{found:?}");
    }

    #[test]
    fn a_time_that_comes_twice_counts_once() {
        // On 25 October 2026 clocks in Berlin go from 3:00 back to 2:00: 2:30 is at 0:30 and at 1:30 UTC.
        let berlin = rules("30 2 * * *", "Europe/Berlin");
        assert_eq!(
            moments(&berlin, "2026-10-24T12:00:00Z", 2),
            ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
        );
    }

    #[test]
    fn every_hour_goes_on_through_both_changes() {
        let berlin = rules("0 * * * *", "Europe/Berlin");
        for from in ["2026-03-28T22:30:00Z", "2026-10-24T22:30:00Z"] {
            let found: Vec<_> = moments(&berlin, from, 6).iter().map(|text| utc(text)).collect();
            let hours: Vec<_> = found.windows(2).map(|pair| (pair[1] - pair[0]).num_minutes()).collect();
            assert_eq!(hours, [60; 5], "{from}");
        }
    }

    #[test]
    fn the_last_moment_may_be_this_one() {
        let daily = rules("0 6 * * *", "UTC");
        for (now, last) in [
            ("2026-11-20T06:00:00Z", "2026-11-20T06:00:00Z"),
            ("2026-11-20T05:59:59Z", "2026-11-19T06:00:00Z"),
        ] {
            assert_eq!(daily.last_until(utc(now)), Some(utc(last)), "{now}");
        }
    }

    #[test]
    fn a_schedule_that_is_off_or_never_comes_has_no_moment() {
        assert_eq!(rules("off", "UTC").next_after(utc("2026-11-20T06:00:00Z")), None);
        assert_eq!(rules("0 0 30 2 *", "UTC").next_after(utc("2026-11-20T06:00:00Z")), None);
    }

    #[test]
    fn seconds_and_nonsense_are_refused() {
        for text in ["", "often", "* * * *", "0 0 6 * * 1", "61 6 * * 1", "0 25 * * *"] {
            assert!(text.parse::<CronExpression>().is_err(), "{text}");
        }
    }
}
