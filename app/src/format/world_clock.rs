//! Moments by the clock of the world, and room on a disk.

use chrono::{DateTime, Timelike};

use super::{NO_BREAK_SPACE, format_counted, format_date, format_three_digits};

/// A moment of the world's clock, in seconds since 1970-01-01 UTC: `20 Nov 2026, 13:05 UTC`.
pub fn format_moment(seconds: i64) -> String {
    let Some(moment) = DateTime::from_timestamp(seconds, 0) else { return "–".to_owned() };
    let (hour, minute) = (moment.hour(), moment.minute());
    format!("{}, {hour:02}:{minute:02}{NO_BREAK_SPACE}UTC", format_date(moment.date_naive()))
}

/// Room on a disk: `34.2 MB`.
pub fn format_bytes(bytes: u64) -> String {
    let magnitude = bytes as f64;
    let (scaled, unit) = match magnitude {
        _ if magnitude >= 999.5e6 => (magnitude / 1e9, "GB"),
        _ if magnitude >= 999.5e3 => (magnitude / 1e6, "MB"),
        _ if magnitude >= 999.5 => (magnitude / 1e3, "kB"),
        _ => return format_counted(bytes, "byte", "bytes"),
    };
    format!("{}{NO_BREAK_SPACE}{unit}", format_three_digits(scaled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_room_are_said_shortly() {
        assert_eq!(format_moment(1_795_180_000).replace(NO_BREAK_SPACE, " "), "20 Nov 2026, 13:06 UTC");
        assert_eq!(format_moment(i64::MAX), "–");
        for (bytes, words) in
            [(1, "1 byte"), (999, "999 bytes"), (34_200_000, "34.2 MB"), (1_000_000_000, "1.00 GB")]
        {
            assert_eq!(format_bytes(bytes).replace(NO_BREAK_SPACE, " "), words);
        }
    }
}
