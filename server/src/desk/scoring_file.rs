//! `scoring.toml`: how customers are scored, as people read and edit it.

use std::fmt::Write;

use clientele_analytics::check_thresholds;
use clientele_contract::{CutPoints, Scoring, SegmentMap, Thresholds};
use serde::Deserialize;

const HEAD: &str = "\
# How customers are scored and put into segments.
#
# map: standard, grid, or own (then segments.toml beside this file names the segment of each code).
# cuts: quintiles, or fixed (then the thresholds below hold; each list rises and holds the least values of
# the upper four bands; of the days since the last order fewer score higher).

";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScoringFile {
    #[serde(default)]
    map: SegmentMap,
    #[serde(default)]
    cuts: Cuts,
    thresholds: Option<ThresholdTable>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Cuts {
    #[default]
    Quintiles,
    Fixed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdTable {
    recency_days: [i32; 4],
    orders: [u32; 4],
    spent_cents: [i64; 4],
}

/// Reads a file. The error names file, place and what to do.
pub(super) fn read(text: &str, file_name: &str) -> Result<Scoring, String> {
    let file: ScoringFile = toml::from_str(text).map_err(|error| format!("{file_name}: {error}"))?;
    let cut_points = match (file.cuts, file.thresholds) {
        (Cuts::Quintiles, _) => CutPoints::Quintiles,
        (Cuts::Fixed, Some(table)) => CutPoints::Fixed(Thresholds {
            recency_days: table.recency_days,
            orders: table.orders,
            spent_cents: table.spent_cents,
        }),
        (Cuts::Fixed, None) => {
            return Err(format!("{file_name}: cuts are fixed, but there is no table [thresholds]; add it"));
        }
    };
    check_cut_points(&cut_points).map_err(|mistake| format!("{file_name}: {mistake}"))?;
    Ok(Scoring { cut_points, map: file.map })
}

/// The file for a scoring; reading it gives the scoring back.
pub(super) fn write(scoring: &Scoring) -> String {
    let mut text = HEAD.to_owned();
    let cuts = if scoring.cut_points == CutPoints::Quintiles { "quintiles" } else { "fixed" };
    // Writing to a text cannot fail.
    let _ = writeln!(text, "map = \"{}\"\ncuts = \"{cuts}\"", scoring.map.slug());
    if let CutPoints::Fixed(thresholds) = scoring.cut_points {
        let Thresholds { recency_days, orders, spent_cents } = thresholds;
        let _ = writeln!(
            text,
            "\n[thresholds]\nrecency_days = {recency_days:?}\norders = {orders:?}\nspent_cents = {spent_cents:?}"
        );
    }
    text
}

/// Says what is wrong with thresholds that cannot be used.
pub(super) fn check_cut_points(cut_points: &CutPoints) -> Result<(), String> {
    match cut_points {
        CutPoints::Quintiles => Ok(()),
        CutPoints::Fixed(thresholds) => check_thresholds(thresholds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(recency_days: [i32; 4]) -> Scoring {
        let thresholds =
            Thresholds { recency_days, orders: [2, 3, 4, 5], spent_cents: [1, 5_000, 10_000, 99_999] };
        Scoring { cut_points: CutPoints::Fixed(thresholds), map: SegmentMap::Grid }
    }

    #[test]
    fn what_is_written_is_read() {
        for scoring in [Scoring::default(), fixed([30, 90, 180, 365])] {
            assert_eq!(read(&write(&scoring), "scoring.toml"), Ok(scoring));
        }
    }

    #[test]
    fn a_file_without_keys_is_the_default() {
        assert_eq!(read("", "scoring.toml"), Ok(Scoring::default()));
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        let falling = write(&fixed([30, 30, 180, 365]));
        for (text, expected) in [
            ("map = \"mine\"", "line 1"),
            ("cut = \"fixed\"", "unknown field `cut`"),
            ("cuts = \"fixed\"", "there is no table [thresholds]"),
            (&falling, "recency: the second threshold is not above the first; give four rising numbers"),
            (&write(&fixed([0, 30, 180, 365])), "recency: the first threshold is not above 0"),
        ] {
            let mistake = read(text, "scoring.toml").expect_err("a mistake");
            assert!(mistake.starts_with("scoring.toml: ") && mistake.contains(expected), "{mistake}");
        }
    }
}
