//! What a source looks like, so that a change of it is noticed: its columns and the forms of its values.

use std::{collections::BTreeMap, fs::File, io::BufReader, path::Path};

use clientele_contract::{DriftKind, DriftLine};
use csv::ByteRecord;
use serde::{Deserialize, Serialize};

use super::{
    ColumnRef, FileLayout, Mapping,
    text::{encoding::Utf8Text, rows::RowReader},
};

/// What a table looks like. It does not depend on the order of the rows, and holds nothing that one of them says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceProfile {
    /// Names of the columns, in the order of the file; empty if the file does not name them.
    #[serde(default)]
    pub(crate) columns: Vec<String>,
    /// What the columns that are used mean, by the meaning.
    #[serde(default)]
    pub(crate) used: BTreeMap<String, String>,
    /// How the file is cut and its values are written, by what it is about.
    #[serde(default)]
    pub(crate) forms: BTreeMap<String, String>,
    /// The share of blank cells in ten-thousandths, by the meaning of the column; where it was counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) blank_cells: BTreeMap<String, u32>,
}

/// Shares of blank cells that differ by less say nothing, in ten-thousandths.
const BLANK_CELLS_DIFFER: u32 = 1_000;

impl SourceProfile {
    /// What a table looks like that is read so.
    pub(crate) fn of(mapping: &Mapping, columns: Vec<String>) -> Self {
        let used = mapping.columns.iter().map(|(meaning, column)| {
            let name = match column {
                ColumnRef::Name(name) => name.clone(),
                ColumnRef::Number(number) => columns
                    .get((*number as usize).saturating_sub(1))
                    .filter(|name| !name.is_empty())
                    .cloned()
                    .unwrap_or_else(|| format!("column {number}")),
            };
            (meaning.name().to_owned(), name)
        });
        let forms = [
            ("encoding", mapping.file.encoding.name().to_owned()),
            ("delimiter", mapping.file.delimiter.to_string()),
            ("order of day and month", mapping.values.dates.name().to_owned()),
            ("decimal mark", mapping.values.decimal.character().to_string()),
            ("currency", mapping.values.currency.clone()),
        ];
        Self {
            used: used.collect(),
            forms: forms.into_iter().map(|(about, form)| (about.to_owned(), form)).collect(),
            blank_cells: BTreeMap::new(),
            columns,
        }
    }

    /// True if nothing is known, as of Olist's files and of snapshots of earlier versions.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The names in the first row of a file; empty if they cannot be read, which whoever reads the rows tells.
pub(crate) fn header_of(path: &Path, layout: &FileLayout) -> Vec<String> {
    if !layout.header {
        return Vec::new();
    }
    let Ok(file) = File::open(path) else { return Vec::new() };
    let mut reader = RowReader::new(Utf8Text::new(BufReader::new(file), layout.encoding), layout.cut());
    let mut record = ByteRecord::new();
    match reader.read(&mut record) {
        Ok(true) => record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// What has changed from one published source to another: its looks, and the shop's words for a status.
pub(crate) fn drift_of_shops(
    (before, statuses_before): (&SourceProfile, &[String]),
    (after, statuses_after): (&SourceProfile, &[String]),
) -> Vec<DriftLine> {
    let mut lines = drift(before, after);
    for (words, others, kind) in [
        (statuses_after, statuses_before, DriftKind::StatusNew),
        (statuses_before, statuses_after, DriftKind::StatusGone),
    ] {
        lines
            .extend(words.iter().filter(|word| !others.contains(word)).map(|word| DriftLine::of(kind, word)));
    }
    lines
}

/// What has changed between two sources. A column that means what another one meant is that one under a new name.
fn drift(before: &SourceProfile, after: &SourceProfile) -> Vec<DriftLine> {
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let renamed: Vec<DriftLine> = before
        .used
        .iter()
        .filter_map(|(meaning, was)| Some((meaning, was, after.used.get(meaning)?)))
        .filter(|(_, was, is)| was != is && !after.columns.contains(was) && !before.columns.contains(is))
        .map(|(meaning, was, is)| DriftLine::change(DriftKind::ColumnRenamed, meaning, was, is))
        .collect();
    let is_renamed = |name: &String| {
        let is_of = |side: &Option<String>| side.as_ref() == Some(name);
        renamed.iter().any(|line| is_of(&line.before) || is_of(&line.after))
    };
    // A source that names no columns says nothing of them.
    let both_name = !before.columns.is_empty() && !after.columns.is_empty();
    let beyond = |one: &SourceProfile, other: &SourceProfile, kind| -> Vec<DriftLine> {
        let names =
            one.columns.iter().filter(|name| both_name && !other.columns.contains(name) && !is_renamed(name));
        names.map(|name| DriftLine::of(kind, name)).collect()
    };
    let mut lines = beyond(before, after, DriftKind::ColumnGone);
    lines.extend(beyond(after, before, DriftKind::ColumnNew));
    lines.extend(renamed.iter().cloned());
    lines.extend(before.forms.iter().filter_map(|(about, was)| {
        let is = after.forms.get(about)?;
        (was != is).then(|| DriftLine::change(DriftKind::FormChanged, about, was, is))
    }));
    lines.extend(before.blank_cells.iter().filter_map(|(meaning, was)| {
        let is = after.blank_cells.get(meaning)?;
        let column = after.used.get(meaning).unwrap_or(meaning);
        let differ = was.abs_diff(*is) >= BLANK_CELLS_DIFFER;
        differ.then(|| {
            DriftLine::change(DriftKind::BlankCellsChanged, column, &was.to_string(), &is.to_string())
        })
    }));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(columns: &[&str], date: &str, decimal: &str) -> SourceProfile {
        SourceProfile {
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            used: BTreeMap::from([("date".to_owned(), date.to_owned())]),
            forms: BTreeMap::from([("decimal mark".to_owned(), decimal.to_owned())]),
            blank_cells: BTreeMap::new(),
        }
    }

    #[test]
    fn a_column_with_the_same_meaning_is_renamed_and_others_come_and_go() {
        let before = profile(&["id", "day", "old"], "day", ",");
        let after = profile(&["id", "ordered", "new"], "ordered", ".");
        let lines = drift(&before, &after);
        assert_eq!(
            lines,
            [
                DriftLine::of(DriftKind::ColumnGone, "old"),
                DriftLine::of(DriftKind::ColumnNew, "new"),
                DriftLine::change(DriftKind::ColumnRenamed, "date", "day", "ordered"),
                DriftLine::change(DriftKind::FormChanged, "decimal mark", ",", "."),
            ]
        );
        assert!(drift(&after, &after).is_empty());
    }

    #[test]
    fn a_column_that_is_blank_much_more_or_less_often_than_before_is_told() {
        let with_blanks = |share: u32| SourceProfile {
            blank_cells: BTreeMap::from([("date".to_owned(), share)]),
            ..profile(&["id", "day"], "day", ",")
        };
        let told = |before, after| drift(&with_blanks(before), &with_blanks(after));
        assert_eq!(told(300, 2_500), [DriftLine::change(DriftKind::BlankCellsChanged, "day", "300", "2500")]);
        assert_eq!(told(10_000, 0).len(), 1);
        assert!(told(300, 1_299).is_empty());
        // An earlier version did not count them.
        assert!(drift(&profile(&["id", "day"], "day", ","), &with_blanks(9_000)).is_empty());
    }

    #[test]
    fn of_what_is_not_known_nothing_is_said() {
        let known = profile(&["id"], "id", ",");
        assert!(drift(&SourceProfile::default(), &known).is_empty());
        assert!(drift(&known, &SourceProfile::default()).is_empty());
    }
}
