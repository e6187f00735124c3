//! The settings that are applied to a snapshot when it is opened.
//!
//! A file that a hand has damaged is passed over: what was in force before takes its place if that is whole,
//! else what was published. Nothing in service is lost, and a notice says what to mend.

use std::path::Path;

use clientele_analytics::{Engine, OwnSegmentMap, RuleBook, ScoringSettings, SnapshotError, open_current};
use clientele_contract::{Scoring, SegmentMap};
use sha2::{Digest, Sha256};

use super::{
    DeskError,
    files::{RULES, Record, SCORING, SEGMENTS_FILE, read_text, settings_folder},
    scoring_file,
};
use crate::hashed::hexadecimal;

/// What the shop's own map is called in messages.
const OWN_MAP_NAME: &str = "settings/segments.toml";

/// The published data with the settings of their folder.
pub struct OpenedData {
    /// Answers questions.
    pub engine: Engine,
    /// What a reader must know about the snapshot; the engine says it too.
    pub snapshot_notices: Vec<String>,
    /// What a reader must know about the settings.
    pub settings_notices: Vec<String>,
    /// Differs from that of other settings.
    pub settings_revision: String,
}

/// Opens the newest published snapshot that is whole, and applies the settings.
///
/// # Errors
/// Those of [`open_current`].
pub fn open_with_settings(data: &Path) -> Result<OpenedData, SnapshotError> {
    // Before the files are read: if one changes meanwhile, the revision is out of date and the next look opens
    // again.
    let settings_revision = settings_revision(data);
    let opened = open_current(data)?;
    let (settings, settings_notices) = load_settings(data);
    let engine = opened.engine.with_settings(settings);
    Ok(OpenedData { engine, snapshot_notices: opened.notices, settings_notices, settings_revision })
}

/// Reads the settings of a data folder, and what readers must know about them. Never fails: what cannot be used is
/// passed over with a notice.
fn load_settings(data: &Path) -> (ScoringSettings, Vec<String>) {
    let mut notices = Vec::new();
    let (own_map, own_map_fault) = match read_own_map(data) {
        Ok(own_map) => (own_map, None),
        Err(fault) => (None, Some(in_one_line(&fault))),
    };
    let check_map = |map| match (map, &own_map, &own_map_fault) {
        (SegmentMap::Own, None, Some(fault)) => Err(fault.clone()),
        (SegmentMap::Own, None, None) => Err(missing_own_map(data)),
        _ => Ok(()),
    };
    let rules = in_force(
        &Record::new(data, RULES),
        "rules",
        |text, name| RuleBook::from_toml(text, name).map_err(|error| error.to_string()),
        &mut notices,
    );
    let scoring = in_force(
        &Record::new(data, SCORING),
        "scoring",
        |text, name| {
            let scoring = scoring_file::read(text, name)?;
            check_map(scoring.map)?;
            Ok(scoring)
        },
        &mut notices,
    );
    let scoring = scoring.unwrap_or_default();
    (ScoringSettings { scoring, own_map, own_map_fault, rules }, notices)
}

/// A text that differs whenever a file that [`load_settings`] reads does.
pub fn settings_revision(data: &Path) -> String {
    let mut hash = Sha256::new();
    let folder = settings_folder(data);
    let records = [RULES, SCORING]
        .into_iter()
        .flat_map(|name| ["toml", "previous.toml", "exchange.toml"].map(|ending| format!("{name}.{ending}")));
    for name in records.chain([SEGMENTS_FILE.to_owned()]) {
        // Lengths and marks keep the files apart; a fault counts as content, so that its end is noticed.
        let (mark, content) = match read_text(&folder.join(name)) {
            Ok(None) => (0, String::new()),
            Ok(Some(text)) => (1, text),
            Err(error) => (2, error.to_string()),
        };
        hash.update([mark]);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    hexadecimal(&hash.finalize()[..16])
}

/// Says why a scoring cannot be put into force.
pub(super) fn check_scoring(data: &Path, scoring: &Scoring) -> Result<(), String> {
    scoring_file::check_cut_points(&scoring.cut_points)?;
    if scoring.map == SegmentMap::Own && read_own_map(data)?.is_none() {
        return Err(missing_own_map(data));
    }
    Ok(())
}

/// The shop's own map; `None`: it has none.
fn read_own_map(data: &Path) -> Result<Option<OwnSegmentMap>, String> {
    let text = read_text(&settings_folder(data).join(SEGMENTS_FILE)).map_err(|error| error.to_string())?;
    let read =
        |text: String| OwnSegmentMap::from_toml(&text, OWN_MAP_NAME).map_err(|error| error.to_string());
    text.map(read).transpose()
}

fn missing_own_map(data: &Path) -> String {
    let path = settings_folder(data).join(SEGMENTS_FILE);
    format!("there is no segment map of the shop’s own; write it to {}", path.display())
}

/// The value in force; `None`: as published.
fn in_force<T>(
    record: &Record,
    what: &str,
    parse: impl Fn(&str, &str) -> Result<T, String>,
    notices: &mut Vec<String>,
) -> Option<T> {
    let words = |error: DeskError| error.to_string();
    let current = record
        .read_current()
        .map_err(words)
        .and_then(|text| text.map(|text| parse(&text, &record.current_name())).transpose());
    let fault = match current {
        Ok(value) => return value,
        Err(fault) => in_one_line(&fault),
    };
    let previous = record.read_previous().ok().flatten().flatten();
    let previous = previous.and_then(|text| parse(&text, &record.previous_name()).ok());
    let instead = if previous.is_some() { "what was in force before" } else { "what was published" };
    notices.push(format!(
        "The file for the {what} cannot be used ({fault}); {instead} holds in its place. Correct the file, or \
         undo the last change."
    ));
    previous
}

/// A parser draws the place below its message; in one line the drawing is left out.
fn in_one_line(message: &str) -> String {
    let is_drawing = |line: &str| {
        line.split_once('|')
            .is_some_and(|(before, _)| before.trim().bytes().all(|byte| byte.is_ascii_digit()))
    };
    let lines = message.lines().map(str::trim).filter(|line| !line.is_empty() && !is_drawing(line));
    lines.collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parsers_message_fits_in_one_line() {
        let mistake = scoring_file::read("map = \"mine\"", "scoring.toml").expect_err("a mistake");
        assert!(mistake.lines().count() > 2, "{mistake}");
        let line = in_one_line(&mistake);
        assert!(line.starts_with("scoring.toml: TOML parse error at line 1, column 7: "), "{line}");
        assert!(!line.contains('|') && line.contains("mine"), "{line}");
    }
}
