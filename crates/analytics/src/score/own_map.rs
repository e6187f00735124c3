//! A shop's own map from scores to segments: a file that names each of the 125 codes once.

use std::collections::BTreeMap;

use clientele_contract::Segment;
use toml::Spanned;

use super::{
    segments::{SegmentTable, code_at, is_code, position},
    toml_place::{line_of, syntax_error},
};
use crate::ConfigError;

/// Codes that are named in a message before it says "and so on".
const NAMED_CODES: usize = 10;

/// A checked map from the 125 RFM codes to segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSegmentMap {
    table: SegmentTable,
}

type Lines = BTreeMap<Spanned<String>, Vec<Spanned<i64>>>;

impl OwnSegmentMap {
    /// Reads a map such as `champions = [555, 554]`, with one line for each segment that has codes, named by
    /// its slug.
    ///
    /// # Errors
    /// Names the file, the line and what to change: an unknown segment, a number that is not a code, a code
    /// given twice, codes that are missing.
    pub fn from_toml(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let lines: Lines = toml::from_str(text).map_err(|error| syntax_error(&error, text, file_name))?;
        let table = read_table(&lines, text)
            .map_err(|message| ConfigError::Meaning { file: file_name.to_owned(), message })?;
        Ok(Self { table })
    }

    pub(crate) fn table(&self) -> &SegmentTable {
        &self.table
    }
}

fn read_table(lines: &Lines, text: &str) -> Result<SegmentTable, String> {
    let mut segments = [None; 125];
    for (name, codes) in lines {
        let segment: Segment = name.as_ref().parse().map_err(|()| unknown_segment(name, text))?;
        for code in codes {
            let line = line_of(text, code.span().start);
            if !is_code(*code.as_ref()) {
                return Err(format!(
                    "line {line}: {} is not a code; a code has three digits from 1 to 5, such as 543",
                    code.as_ref()
                ));
            }
            let place = &mut segments[position(*code.as_ref() as u16)];
            if let Some(other) = place.replace(segment) {
                return Err(twice(*code.as_ref(), line, other, segment));
            }
        }
    }
    SegmentTable::from_codes(&segments).ok_or_else(|| missing(&segments))
}

fn unknown_segment(name: &Spanned<String>, text: &str) -> String {
    let slugs: Vec<&str> = Segment::ALL.iter().map(|segment| segment.slug()).collect();
    let line = line_of(text, name.span().start);
    format!("line {line}: there is no segment {:?}; the segments are {}", name.as_ref(), slugs.join(", "))
}

fn twice(code: i64, line: usize, first: Segment, second: Segment) -> String {
    if first == second {
        format!("line {line}: code {code} stands twice under {}; take one away", second.slug())
    } else {
        format!(
            "line {line}: code {code} stands under {} and under {}; take one away",
            first.slug(),
            second.slug()
        )
    }
}

fn missing(segments: &[Option<Segment>; 125]) -> String {
    let codes: Vec<String> = (0..segments.len())
        .filter(|&place| segments[place].is_none())
        .map(|place| code_at(place).to_string())
        .collect();
    let named = codes[..codes.len().min(NAMED_CODES)].join(", ");
    match codes.len() {
        1 => format!("code {named} has no segment; add it to one"),
        count if count <= NAMED_CODES => format!("the codes {named} have no segment; add each to one"),
        count => format!("{count} codes have no segment, {named} and others; add each of them to one"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::segments::{GRID, STANDARD};

    fn file_of(table: &SegmentTable) -> String {
        let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (code, segment) in table.codes() {
            lines.entry(segment.slug()).or_default().push(code.to_string());
        }
        lines.iter().map(|(slug, codes)| format!("{slug} = [{}]\n", codes.join(", "))).collect()
    }

    fn message_of(text: &str) -> String {
        let error = OwnSegmentMap::from_toml(text, "segments.toml").unwrap_err().to_string();
        error.strip_prefix("segments.toml: ").unwrap().to_owned()
    }

    #[test]
    fn a_map_that_names_each_code_once_is_read_back() {
        for table in [&STANDARD, &GRID] {
            let map = OwnSegmentMap::from_toml(&file_of(table), "segments.toml").unwrap();
            assert_eq!(map.table(), table);
        }
    }

    #[test]
    fn missing_codes_are_named() {
        let whole = file_of(&STANDARD);
        assert_eq!(message_of(&whole.replace("111, ", "")), "code 111 has no segment; add it to one");
        let few = message_of(&whole.replace("111, ", "").replace("511, ", ""));
        assert_eq!(few, "the codes 111, 511 have no segment; add each to one");
        let many = message_of("champions = [555]");
        assert!(many.starts_with("124 codes have no segment, 111, 112, 113,"), "{many}");
        assert!(message_of("").starts_with("125 codes have no segment"));
    }

    #[test]
    fn doubled_unknown_and_foreign_words_are_named_with_their_line() {
        let standard = file_of(&STANDARD);
        for (text, expected) in [
            (
                "champions = [555]\n\nlost = [\n  111,\n  555,\n]",
                "line 5: code 555 stands under champions and",
            ),
            ("champions = [555, 554, 555]", "line 1: code 555 stands twice under champions"),
            ("champions = [555]\nlost = [116]", "line 2: 116 is not a code; a code has three digits"),
            ("lost = [-111]", "line 1: -111 is not a code"),
            ("lost = [5550]", "line 1: 5550 is not a code"),
            (
                "# mine\nchampion = [555]",
                "line 2: there is no segment \"champion\"; the segments are champions,",
            ),
            ("lost = [111", "line 1, column"),
            ("lost = \"111\"", "line 1, column 8: "),
            ("lost = [111]\nlost = [112]", "line 2, column 1: "),
            (&format!("{standard}loyal = [555]"), "line 12, column 1: "),
        ] {
            let message = message_of(text);
            assert!(message.starts_with(expected), "{message}");
        }
    }
}
