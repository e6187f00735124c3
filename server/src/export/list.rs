//! What a list of customers is: who, as of when, how scored, with which columns. Written beside the data, never
//! inside a file for programs.

use chrono::NaiveDate;
use clientele_app::{
    filter_in_words,
    url_state::{ExportColumn, SegmentsUrl},
};
use clientele_contract::{
    Analytics, AnalyticsError, CustomerFilter, CustomerQuery, CustomerSort, Scope, Scoring, SortDirection,
};
use serde::Serialize;

use super::{FileKind, file_name::export_file_name, scoring_words::scoring_in_words};
use crate::config::Reader;

/// A list of customers, described before its first row is written.
#[derive(Debug, Clone)]
pub struct CustomerList {
    /// Who is on it.
    pub filter: CustomerFilter,
    /// The same as the query of an address; empty: everyone.
    pub filter_query: String,
    /// The same in words.
    pub filter_words: String,
    /// Its columns, in the order of the file.
    pub columns: Vec<ExportColumn>,
    /// How many customers.
    pub customers: u64,
    /// The snapshot that they come from.
    pub snapshot_id: String,
    /// The "today" of all figures.
    pub as_of: NaiveDate,
    /// The day of the last completed order.
    pub last_order: NaiveDate,
    /// What stands before an amount.
    pub currency_symbol: String,
    /// How the customers are scored.
    pub scoring: Scoring,
    /// The same in words.
    pub scoring_words: String,
}

impl CustomerList {
    /// Describes the list of the customers that pass a filter.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn describe(
        analytics: &dyn Analytics,
        scope: &Scope,
        filter: CustomerFilter,
        columns: Vec<ExportColumn>,
    ) -> Result<Self, AnalyticsError> {
        let info = analytics.snapshot(scope)?;
        let (sort, direction) = (CustomerSort::default(), SortDirection::default());
        let first = CustomerQuery { filter: filter.clone(), sort, direction, page: 1, page_size: 1 };
        let customers = analytics.customers(scope, &first)?.customers;
        let options = analytics.segment_workspace(scope, &CustomerFilter::default(), None)?.options;
        let state = analytics.scoring(scope)?;
        Ok(Self {
            filter_query: SegmentsUrl::of_filter(filter.clone()).to_query(),
            filter_words: filter_in_words(&filter, &options, &info.currency_symbol),
            filter,
            columns,
            customers,
            snapshot_id: info.snapshot_id,
            as_of: info.as_of,
            last_order: info.last_order,
            scoring: state.scoring,
            scoring_words: scoring_in_words(&state, &info.currency_symbol),
            currency_symbol: info.currency_symbol,
        })
    }

    /// What a file with this list is called.
    pub fn file_name(&self, kind: FileKind) -> String {
        export_file_name(self.as_of, &self.filter_query, self.customers, kind)
    }

    /// What lies beside a file with this list.
    pub fn manifest(&self, kind: FileKind, file_name: String) -> Manifest<'_> {
        let column = |column: &ExportColumn| ManifestColumn { column: column.slug(), name: column.name() };
        Manifest {
            file: file_name,
            format: kind.extension(),
            reader: match kind.reader() {
                Reader::People => "people",
                Reader::Machines => "machines",
            },
            rows: self.customers,
            filter: ManifestFilter { query: &self.filter_query, words: &self.filter_words },
            as_of: self.as_of,
            last_order: self.last_order,
            snapshot: &self.snapshot_id,
            scoring: ManifestScoring { words: &self.scoring_words, settings: self.scoring },
            currency_symbol: &self.currency_symbol,
            columns: self.columns.iter().map(column).collect(),
            sha256: None,
        }
    }
}

/// What lies beside an exported file, so that a month later it is known what is in it.
#[derive(Debug, Serialize)]
pub struct Manifest<'a> {
    /// The file's name.
    file: String,
    /// `csv` or `xlsx`.
    format: &'static str,
    /// `people` or `machines`.
    #[serde(rename = "for")]
    reader: &'static str,
    /// Customers, the heading left out.
    rows: u64,
    filter: ManifestFilter<'a>,
    as_of: NaiveDate,
    last_order: NaiveDate,
    snapshot: &'a str,
    scoring: ManifestScoring<'a>,
    currency_symbol: &'a str,
    columns: Vec<ManifestColumn>,
    /// Hash of the file's bytes, if it has been written.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

#[derive(Debug, Serialize)]
struct ManifestFilter<'a> {
    query: &'a str,
    words: &'a str,
}

#[derive(Debug, Serialize)]
struct ManifestScoring<'a> {
    words: &'a str,
    settings: Scoring,
}

#[derive(Debug, Serialize)]
struct ManifestColumn {
    column: &'static str,
    name: &'static str,
}

impl Manifest<'_> {
    /// The same with the hash of the written file.
    #[must_use]
    pub fn with_sha256(self, sha256: String) -> Self {
        Self { sha256: Some(sha256), ..self }
    }

    /// As it is written: indented, with a line feed at the end.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }
}

/// Reads which columns a file shall have: slugs, one by one or between commas; none: those that the kind of
/// file has by default. The order is always that of the file.
///
/// # Errors
/// Names the words that are no column, with those that are.
pub fn parse_columns<'a>(
    words: impl IntoIterator<Item = &'a str>,
    reader: Reader,
) -> Result<Vec<ExportColumn>, String> {
    let mut chosen = Vec::new();
    for word in words.into_iter().flat_map(|words| words.split(',')).map(str::trim) {
        match ExportColumn::from_slug(word) {
            Some(column) => chosen.push(column),
            None if word.is_empty() => {}
            None => return Err(unknown_column(word)),
        }
    }
    let is_meant = |column: &ExportColumn| match (chosen.is_empty(), reader) {
        (false, _) => chosen.contains(column),
        // The id of an action is for programs.
        (true, Reader::People) => *column != ExportColumn::ActionId,
        (true, Reader::Machines) => true,
    };
    Ok(ExportColumn::ALL.into_iter().filter(is_meant).collect())
}

fn unknown_column(word: &str) -> String {
    let known: Vec<_> = ExportColumn::ALL.map(ExportColumn::slug).to_vec();
    let word: String = word.chars().filter(|character| !character.is_control()).take(40).collect();
    format!("“{word}” is no column; choose among {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_in_the_order_of_the_file() {
        let parse = |words: &[&'static str]| parse_columns(words.iter().copied(), Reader::People);
        let expected = Ok(vec![ExportColumn::CustomerId, ExportColumn::Segment, ExportColumn::Spent]);
        assert_eq!(parse(&["spent,customer_id", " segment ", "spent"]), expected);
        assert_eq!(parse(&["spent", "customer_id", "segment", ""]), expected);
    }

    #[test]
    fn without_a_choice_people_get_all_but_ids_of_actions_and_programs_get_all() {
        let all = |reader| parse_columns([], reader).expect("nothing is wrong");
        assert_eq!(all(Reader::Machines), ExportColumn::ALL);
        assert_eq!(all(Reader::People).len(), 18);
        assert!(!all(Reader::People).contains(&ExportColumn::ActionId));
    }

    #[test]
    fn a_word_that_is_no_column_is_named() {
        let error = parse_columns(["customer_id,spend"], Reader::People).expect_err("no such column");
        assert!(error.contains("“spend”") && error.contains("review_score"), "{error}");
    }
}
