//! The settings that are applied to a snapshot when it is opened.
//!
//! A file that a hand has damaged is passed over: what was in force before takes its place if that is whole,
//! else what was published. Nothing in service is lost, and a notice says what to mend.

use std::path::Path;

use clientele_analytics::{
    Engine, OwnSegmentMap, RuleBook, ScoringSettings, SnapshotError, open_current, open_kept,
};
use clientele_contract::{Scoring, SegmentMap};
use sha2::{Digest, Sha256};

use super::{
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
    let opened = open_current(data)?;
    Ok(with_settings(data, opened.engine, opened.notices))
}

/// Opens one of the snapshots that are kept, and applies the settings.
///
/// # Errors
/// Those of [`open_kept`].
pub fn open_kept_with_settings(data: &Path, id: &str) -> Result<OpenedData, SnapshotError> {
    Ok(with_settings(data, open_kept(data, id)?, Vec::new()))
}

fn with_settings(data: &Path, engine: Engine, snapshot_notices: Vec<String>) -> OpenedData {
    let texts = SettingsTexts::read(data);
    let settings_revision = texts.revision();
    let (settings, settings_notices) = load_settings(data, texts);
    OpenedData {
        engine: engine.with_settings(settings),
        snapshot_notices,
        settings_notices,
        settings_revision,
    }
}

/// A text of the settings; `None`: there is nothing of the shop's own. The error is for people.
type SettingsText = Result<Option<String>, String>;

/// All texts that are applied. They are read once, so that the revision is that of what is applied, even if a file
/// changes meanwhile: answers are remembered under it.
struct SettingsTexts {
    rules: RecordTexts,
    scoring: RecordTexts,
    own_map: SettingsText,
}

struct RecordTexts {
    record: Record,
    current: SettingsText,
    previous: SettingsText,
}

impl SettingsTexts {
    fn read(data: &Path) -> Self {
        let own_map =
            read_text(&settings_folder(data).join(SEGMENTS_FILE)).map_err(|error| error.to_string());
        Self { rules: RecordTexts::read(data, RULES), scoring: RecordTexts::read(data, SCORING), own_map }
    }

    fn revision(&self) -> String {
        let Self { rules, scoring, own_map } = self;
        let mut hash = Sha256::new();
        for text in [&rules.current, &rules.previous, &scoring.current, &scoring.previous, own_map] {
            // Lengths and marks keep the texts apart; a fault counts as content, so that its end is noticed.
            let (mark, content) = match text {
                Ok(None) => (0, ""),
                Ok(Some(text)) => (1, text.as_str()),
                Err(fault) => (2, fault.as_str()),
            };
            hash.update([mark]);
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
        hexadecimal(&hash.finalize()[..16])
    }
}

impl RecordTexts {
    fn read(data: &Path, name: &'static str) -> Self {
        let record = Record::new(data, name);
        let current = record.read_current().map_err(|error| error.to_string());
        let previous = record.read_previous().map(Option::flatten).map_err(|error| error.to_string());
        Self { record, current, previous }
    }
}

/// Reads the texts, and says what readers must know about them. Never fails: what cannot be used is passed over
/// with a notice.
fn load_settings(data: &Path, texts: SettingsTexts) -> (ScoringSettings, Vec<String>) {
    let mut notices = Vec::new();
    let (own_map, own_map_fault) = match parse_own_map(texts.own_map) {
        Ok(own_map) => (own_map, None),
        Err(fault) => (None, Some(in_one_line(&fault))),
    };
    let check_map = |map| match (map, &own_map, &own_map_fault) {
        (SegmentMap::Own, None, Some(fault)) => Err(fault.clone()),
        (SegmentMap::Own, None, None) => Err(missing_own_map(data)),
        _ => Ok(()),
    };
    let rules = in_force(
        texts.rules,
        "rules",
        |text, name| RuleBook::from_toml(text, name).map_err(|error| error.to_string()),
        &mut notices,
    );
    let scoring = in_force(
        texts.scoring,
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

/// A text that differs whenever other settings would be applied.
pub fn settings_revision(data: &Path) -> String {
    SettingsTexts::read(data).revision()
}

/// Says why a scoring cannot be put into force.
pub(super) fn check_scoring(data: &Path, scoring: &Scoring) -> Result<(), String> {
    scoring_file::check_cut_points(&scoring.cut_points)?;
    if scoring.map == SegmentMap::Own && parse_own_map(SettingsTexts::read(data).own_map)?.is_none() {
        return Err(missing_own_map(data));
    }
    Ok(())
}

/// The shop's own map; `None`: it has none.
fn parse_own_map(text: SettingsText) -> Result<Option<OwnSegmentMap>, String> {
    let parse =
        |text: String| OwnSegmentMap::from_toml(&text, OWN_MAP_NAME).map_err(|error| error.to_string());
    text?.map(parse).transpose()
}

fn missing_own_map(data: &Path) -> String {
    let path = settings_folder(data).join(SEGMENTS_FILE);
    format!("there is no segment map of the shop’s own; write it to {}", path.display())
}

/// The value in force; `None`: as published.
fn in_force<T>(
    texts: RecordTexts,
    what: &str,
    parse: impl Fn(&str, &str) -> Result<T, String>,
    notices: &mut Vec<String>,
) -> Option<T> {
    let RecordTexts { record, current, previous } = texts;
    let current = current.and_then(|text| text.map(|text| parse(&text, &record.current_name())).transpose());
    let fault = match current {
        Ok(value) => return value,
        Err(fault) => in_one_line(&fault),
    };
    let previous = previous.ok().flatten().and_then(|text| parse(&text, &record.previous_name()).ok());
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
