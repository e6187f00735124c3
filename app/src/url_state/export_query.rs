use std::collections::BTreeSet;

use clientele_contract::CustomerFilter;

use super::{QUERY_BYTES_MAX, Reader, filter::order_ranges, reader::shorten};
use crate::query_string::decode_parts;

/// A selection that is not understood to its last word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing was exported, because the file would hold other customers than asked for:{}", list(.0))]
pub struct ExportQueryError(pub Vec<String>);

/// Reads which customers a file shall hold. A page may leave out what it does not understand and say so; a
/// file with too many people in it may not. Swapped ends of a range are put right; sort and page, which choose
/// no customers, may be there. `other_keys` belong to the caller and are passed over.
///
/// # Errors
/// Names every value, key and pair that is not understood.
pub fn parse_export_query(query: &str, other_keys: &[&str]) -> Result<CustomerFilter, ExportQueryError> {
    if query.len() > QUERY_BYTES_MAX {
        let fault = format!("the filter has {} bytes, at most {QUERY_BYTES_MAX} are read", query.len());
        return Err(ExportQueryError(vec![fault]));
    }
    let mut reader = Reader::default();
    let mut ends = BTreeSet::new();
    for (key, value) in decode_parts(query) {
        if !other_keys.contains(&&*key) {
            reader.read_strictly(&key, value.as_deref());
        }
        let is_end = key.ends_with("_min") || key.ends_with("_max");
        if is_end && !ends.insert(key.clone()) {
            reader.misread.push(format!("“{}” is given more than once", shorten(&key)));
        }
    }
    if !reader.misread.is_empty() {
        return Err(ExportQueryError(reader.misread));
    }
    let mut filter = reader.url.filter;
    // The customers between two ends are the same whichever is named first.
    let _ = order_ranges(&mut filter);
    Ok(filter)
}

impl Reader {
    fn read_strictly(&mut self, key: &str, value: Option<&str>) {
        let name = shorten(key);
        match value.map(str::trim) {
            None => self.misread.push(format!("“{name}” has no “=”; write it as in segment=at-risk")),
            Some("") => self.misread.push(format!("“{name}” has no value; leave it out or give it one")),
            Some(value) => {
                if !self.read(key, value) {
                    self.misread.push(format!("“{name}” is no word of the filter"));
                }
            }
        }
    }
}

fn list(faults: &[String]) -> String {
    faults.iter().map(|fault| format!("\n  - {fault}")).collect()
}

#[cfg(test)]
mod tests {
    use clientele_contract::{Segment, Span};

    use super::*;

    fn faults(query: &str) -> Vec<String> {
        parse_export_query(query, &[]).expect_err(query).0
    }

    #[test]
    fn what_is_understood_is_selected() {
        let filter = parse_export_query("?segment=at-risk&orders_min=2&", &[]).expect("understood");
        assert_eq!(filter.segments, [Segment::AtRisk].into());
        assert_eq!(filter.orders, Span { min: Some(2), max: None });
        assert_eq!(parse_export_query("", &[]), Ok(CustomerFilter::default()));
    }

    #[test]
    fn swapped_ends_sort_and_page_select_the_same_customers() {
        let filter = parse_export_query("recency_min=90&recency_max=30&sort=orders&dir=asc&page=3", &[]);
        assert_eq!(filter.expect("understood").recency_days, Span { min: Some(30), max: Some(90) });
    }

    #[test]
    fn every_fault_is_named() {
        assert_eq!(faults("segment=at-rsk"), ["“at-rsk” is not understood as a segment"]);
        assert_eq!(faults("segmnt=at-risk"), ["“segmnt” is no word of the filter"]);
        assert_eq!(faults("at-risk"), ["“at-risk” has no “=”; write it as in segment=at-risk"]);
        for empty in ["segment=", "segment=+", "segment=%20"] {
            assert_eq!(faults(empty), ["“segment” has no value; leave it out or give it one"], "{empty}");
        }
        assert_eq!(
            faults("spent_min=100&spent_min=10&segment=lost&segment=new"),
            ["“spent_min” is given more than once"]
        );
        assert_eq!(faults("segment=lost&tier=brass&x=1&=&y").len(), 4);
    }

    #[test]
    fn a_selection_that_is_too_long_is_not_cut() {
        let long = format!("segment=lost&{}", "state=SP&".repeat(QUERY_BYTES_MAX / 9));
        assert!(faults(&long)[0].contains("bytes"), "{:?}", faults(&long));
    }

    #[test]
    fn keys_of_the_caller_are_passed_over() {
        assert_eq!(parse_export_query("for=machines", &["for"]), Ok(CustomerFilter::default()));
        assert_eq!(faults("for=machines"), ["“for” is no word of the filter"]);
    }
}
