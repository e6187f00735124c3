//! Moments and how long things take.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};

use super::{NO_BREAK_SPACE, format_date};

/// A moment by some clock: `29 Aug 2018, 06:05`.
pub fn format_date_time(moment: NaiveDateTime) -> String {
    format!("{}, {:02}:{:02}", format_date(moment.date()), moment.hour(), moment.minute())
}

/// A moment with its day of the week: `Wed 29 Aug 2018, 06:05`.
pub fn format_week_moment(moment: NaiveDateTime) -> String {
    format!("{} {}", moment.weekday(), format_date_time(moment))
}

/// A moment of the world's clock, in seconds since 1970-01-01 UTC: `20 Nov 2026, 13:05 UTC`.
pub fn format_moment(seconds: i64) -> String {
    let Some(moment) = DateTime::from_timestamp(seconds, 0) else { return "–".to_owned() };
    format!("{}{NO_BREAK_SPACE}UTC", format_date_time(moment.naive_utc()))
}

/// How long something took: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 5 min`.
pub fn format_elapsed(milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    match seconds {
        ..10 => format!("{}.{}{NO_BREAK_SPACE}s", seconds, milliseconds % 1_000 / 100),
        10..60 => format!("{seconds}{NO_BREAK_SPACE}s"),
        60..3_600 => format!("{}{NO_BREAK_SPACE}min {}{NO_BREAK_SPACE}s", seconds / 60, seconds % 60),
        _ => format!("{}{NO_BREAK_SPACE}h {}{NO_BREAK_SPACE}min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn moments_say_day_and_time() {
        let moment = NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| day.and_hms_opt(6, 5, 59));
        let moment = moment.expect("a moment");
        assert_eq!(format_date_time(moment), "23 Nov 2026, 06:05");
        assert_eq!(format_week_moment(moment), "Mon 23 Nov 2026, 06:05");
    }

    #[test]
    fn times_have_two_units_at_the_most() {
        for (milliseconds, words) in [
            (0, "0.0 s"),
            (9_950, "9.9 s"),
            (10_000, "10 s"),
            (65_000, "1 min 5 s"),
            (3_600_000, "1 h 0 min"),
            (7_500_000, "2 h 5 min"),
        ] {
            assert_eq!(format_elapsed(milliseconds).replace(NO_BREAK_SPACE, " "), words);
        }
    }
}
