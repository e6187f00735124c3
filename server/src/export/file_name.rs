//! What an exported file is called, so that it can be told from others a month later.

use chrono::NaiveDate;

use crate::config::Reader;

/// The description of a filter in a file name is cut to a hash above this length.
const DESCRIPTION_CHARACTERS_MAX: usize = 48;

/// `clientele_2018-08-29_segment-at-risk_1234-customers_for-people.csv`: data date, filter (in the words of
/// the address, `all` without one), row count and reader. Only letters, digits, `.`, `_` and `-`.
pub fn export_file_name(as_of: NaiveDate, filter_query: &str, customers: u64, reader: Reader) -> String {
    let filter = describe_filter(filter_query);
    let reader = match reader {
        Reader::People => "people",
        Reader::Machines => "machines",
    };
    format!("clientele_{as_of}_{filter}_{customers}-customers_for-{reader}.csv")
}

fn describe_filter(query: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "=&-_".contains(character);
    match query {
        "" => "all".to_owned(),
        query if query.len() <= DESCRIPTION_CHARACTERS_MAX && query.chars().all(is_plain) => {
            query.replace(['=', '_'], "-").replace('&', "_")
        }
        query => format!("filter-{:016x}", fnv1a_hash(query.as_bytes())),
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
        export_file_name(as_of, query, 1_234, Reader::People)
    }

    #[test]
    fn the_name_says_date_filter_rows_and_reader() {
        assert_eq!(name_of(""), "clientele_2018-08-30_all_1234-customers_for-people.csv");
        assert_eq!(
            name_of("segment=at-risk&spent_min=20"),
            "clientele_2018-08-30_segment-at-risk_spent-min-20_1234-customers_for-people.csv"
        );
    }

    #[test]
    fn odd_and_long_filters_become_a_hash_that_tells_them_apart() {
        let names = ["state=S%C3%A3o", "state=S%22%0d%0a", &"state=SP&".repeat(40)].map(name_of);
        for name in &names {
            assert!(name.contains("_filter-") && name.len() < 100, "{name}");
            assert!(
                name.chars().all(|character| character.is_ascii_alphanumeric() || "._-".contains(character))
            );
        }
        assert_ne!(names[0], names[1]);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a_hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a_hash(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
