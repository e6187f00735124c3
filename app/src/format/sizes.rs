//! Room on disks.

use super::{NO_BREAK_SPACE, format_counted, format_three_digits};

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
