//! How a text is cut into rows and fields, and whether its first row names the columns.

use csv::ByteRecord;

use super::names::meanings_of_name;
use crate::ingest::{
    text::rows::{Cut, Delimiter, RowReader},
    values::{dates::shape_of_date, numbers::marks_of},
};

/// Rows that are tried with each delimiter.
const TRIED_ROWS: usize = 500;
/// Rows whose values are looked at.
pub(crate) const SAMPLE_ROWS: usize = 20_000;
/// The least share of rows that must have as many fields as the first.
const AGREEMENT: f64 = 0.8;

/// A sample cut into fields.
pub(crate) struct Sample {
    pub(crate) cut: Cut,
    pub(crate) header: Option<Vec<String>>,
    /// The rows that have as many fields as the first.
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) columns: usize,
}

/// Cuts a text; `None` if its rows do not have two or more fields each.
pub(crate) fn recognise_layout(text: &str) -> Option<Sample> {
    let quote = recognise_quote(text);
    let single = [b';', b'\t', b',', b'|'].map(Delimiter::Character);
    let cut = |delimiter| Cut { delimiter, quote };
    let mut best: Option<(Cut, f64, usize)> = None;
    for delimiter in single {
        let found = count_fields(text, cut(delimiter));
        if let Some((agreement, fields)) = found
            && best.is_none_or(|(_, known, most)| (agreement, fields) > (known, most))
        {
            best = Some((cut(delimiter), agreement, fields));
        }
    }
    let best = best.map(|(cut, ..)| cut).or_else(|| {
        let white_space = cut(Delimiter::WhiteSpace);
        // A sentence has words as well; several of the same number of words are rare.
        count_fields(text, white_space).filter(|_| text.trim_end().contains('\n')).map(|_| white_space)
    })?;
    let mut rows = read_rows(text, best, SAMPLE_ROWS + 1);
    let columns = rows.first()?.len();
    rows.retain(|row| row.len() == columns);
    let has_header = is_header(&rows);
    sample_of(rows, best, has_header)
}

/// Cuts a text as a person says; `None` if it has no row.
pub(crate) fn cut_as(text: &str, cut: Cut, has_header: bool) -> Option<Sample> {
    sample_of(read_rows(text, cut, SAMPLE_ROWS + 1), cut, has_header)
}

fn sample_of(mut rows: Vec<Vec<String>>, cut: Cut, has_header: bool) -> Option<Sample> {
    let columns = rows.first()?.len();
    rows.retain(|row| row.len() == columns);
    let header = has_header.then(|| rows.remove(0).into_iter().map(|name| name.trim().to_owned()).collect());
    Some(Sample { cut, header, rows, columns })
}

/// The share of rows with as many fields as the first, and that number; `None` if that makes no table.
fn count_fields(text: &str, cut: Cut) -> Option<(f64, usize)> {
    let rows = read_rows(text, cut, TRIED_ROWS);
    let fields = rows.first()?.len();
    let alike = rows.iter().filter(|row| row.len() == fields).count();
    let agreement = alike as f64 / rows.len() as f64;
    (fields >= 2 && agreement >= AGREEMENT).then_some((agreement, fields))
}

fn read_rows(text: &str, cut: Cut, limit: usize) -> Vec<Vec<String>> {
    let mut reader = RowReader::new(text.as_bytes(), cut);
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    while rows.len() < limit && reader.read(&mut record).unwrap_or(false) {
        rows.push(record.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect());
    }
    rows
}

/// Single quotes count only where they stand around many fields: they are apostrophes elsewhere.
fn recognise_quote(text: &str) -> Option<u8> {
    let around_fields = |quote: &str| {
        let ends = [format!("{quote},{quote}"), format!("{quote};{quote}"), format!("{quote}\t{quote}")];
        ends.iter().map(|end| text.matches(end.as_str()).count()).sum::<usize>()
    };
    let lines = text.lines().count();
    Some(if around_fields("'") * 2 > lines && around_fields("\"") == 0 { b'\'' } else { b'"' })
}

/// The first row names columns: none of its fields is a value, and most are given and differ.
fn is_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let is_value = |field: &String| marks_of(field).contains(&true) || shape_of_date(field).is_some();
    if first.iter().any(is_value) {
        return false;
    }
    let mut names: Vec<&String> = first.iter().filter(|name| !name.trim().is_empty()).collect();
    let given = names.len();
    names.sort_unstable();
    names.dedup();
    let is_known = || first.iter().any(|name| !meanings_of_name(name).is_empty());
    let has_values_below = || rest.iter().take(50).any(|row| row.iter().any(is_value));
    given * 2 >= first.len() && names.len() * 10 >= given * 8 && (is_known() || has_values_below())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: &str, header: bool, columns: usize, rows: usize) {
        let sample = recognise_layout(text).unwrap();
        assert_eq!(sample.cut.delimiter.to_string(), delimiter, "{text}");
        assert_eq!(
            (sample.header.is_some(), sample.columns, sample.rows.len()),
            (header, columns, rows),
            "{text}"
        );
    }

    #[test]
    fn delimiters_and_headers_are_found() {
        check("a,b\n1,2\n3,4\n", ",", true, 2, 2);
        check("Datum;Betrag\n01.02.2025;12,50\n02.02.2025;13,50\n", ";", true, 2, 2);
        check("date\tamount\n2025-01-01\t1,234.50\n", "tab", true, 2, 1);
        check("1|2|3\n4|5|6\n", "|", false, 3, 2);
        check(" 00001 19970101  1   11.77\n 00001 19970118  1   12.00\n", "white space", false, 4, 2);
        check("id,note\n1,\"a, b\nc\"\n2,d\n", ",", true, 2, 2);
        check("'id','note'\n'1','a, b'\n'2','it'\n", ",", true, 2, 2);
    }

    #[test]
    fn a_text_without_columns_is_no_table() {
        for text in ["", "\n\n", "word\nword\n", "{\"a\": 1}\n", "one two three\nfour\nfive six\nseven\n"] {
            assert!(recognise_layout(text).is_none(), "{text}");
        }
    }
}
