//! What an exported file is called, so that it can be told from others a month later.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::FileKind;
use crate::config::Reader;

/// The description of a filter in a file name is cut to a hash above this length.
const DESCRIPTION_CHARACTERS_MAX: usize = 48;
/// Filters whose value says enough: `at-risk` for `segment=at-risk`.
const TELLING_KEYS: [&str; 7] = ["segment", "tier", "state", "category", "action", "product", "bought"];
/// Filters without a value.
const FLAGS: [&str; 2] = ["unhappy", "reviewed"];

/// `customers-at-risk-2018-08-30-412-rows.csv`: filter (in the words of the address, `all` without one), data date
/// and row count; a file for programs says so. Only letters, digits, `.`, `_` and `-`.
pub fn export_file_name(as_of: NaiveDate, filter_query: &str, customers: u64, kind: FileKind) -> String {
    let filter = describe_filter(filter_query);
    let reader = match kind {
        FileKind::Csv(Reader::Machines) => "-for-programs",
        FileKind::Csv(Reader::People) | FileKind::Workbook => "",
    };
    let rows = if customers == 1 { "row" } else { "rows" };
    format!("customers-{filter}-{as_of}-{customers}-{rows}{reader}.{}", kind.extension())
}

fn describe_filter(query: &str) -> String {
    if query.is_empty() {
        return "all".to_owned();
    }
    let words: Vec<Cow<'_, str>> = query.split('&').map(describe_part).collect();
    let words = words.join("-");
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    if words.len() <= DESCRIPTION_CHARACTERS_MAX && words.chars().all(is_plain) {
        words.replace('_', "-")
    } else {
        format!("filter-{:016x}", fnv1a_hash(query.as_bytes()))
    }
}

fn describe_part(part: &str) -> Cow<'_, str> {
    match part.split_once('=') {
        Some((key, value)) if TELLING_KEYS.contains(&key) => value.into(),
        Some((key, _)) if FLAGS.contains(&key) => key.into(),
        Some((key, value)) => format!("{key}-{value}").into(),
        None => part.into(),
    }
}

/// The FNV-1a hash: the same on every machine and in every version, unlike the standard library's.
fn fnv1a_hash(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(query: &str) -> String {
        let as_of = NaiveDate::from_ymd_opt(2018, 8, 30).expect("a date");
        export_file_name(as_of, query, 1_234, FileKind::Csv(Reader::People))
    }

    #[test]
    fn the_name_says_filter_date_and_rows() {
        assert_eq!(name_of(""), "customers-all-2018-08-30-1234-rows.csv");
        assert_eq!(name_of("segment=at-risk"), "customers-at-risk-2018-08-30-1234-rows.csv");
        assert_eq!(
            name_of("tier=gold&category=health_beauty&spent_min=20&unhappy=1"),
            "customers-gold-health-beauty-spent-min-20-unhappy-2018-08-30-1234-rows.csv"
        );
    }

    #[test]
    fn the_kind_of_file_is_in_its_name() {
        let as_of = NaiveDate::from_ymd_opt(2018, 8, 30).expect("a date");
        let name = |kind| export_file_name(as_of, "segment=lost", 1, kind);
        assert_eq!(name(FileKind::Csv(Reader::Machines)), "customers-lost-2018-08-30-1-row-for-programs.csv");
        assert_eq!(name(FileKind::Workbook), "customers-lost-2018-08-30-1-row.xlsx");
    }

    #[test]
    fn odd_and_long_filters_become_a_hash_that_tells_them_apart() {
        let names =
            ["state=S%C3%A3o", "state=S%22%0d%0a", &"state=SP&".repeat(40), "state=..%2F"].map(name_of);
        for name in &names {
            assert!(name.contains("-filter-") && name.len() < 100, "{name}");
            let is_plain = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
            assert!(name.chars().all(is_plain), "{name}");
        }
        assert_ne!(names[0], names[1]);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a_hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a_hash(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
