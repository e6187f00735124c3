//! What people keep in the data folder beside the snapshots: views with names, rules, scoring.
//!
//! ```text
//! DATA/clientele.sqlite                  saved views, and how each refresh went
//! DATA/settings/rules.toml               rules in force; absent or without content: as published
//! DATA/settings/rules.previous.toml      the rules before those
//! DATA/settings/rules.draft.toml         rules that were handed in and are not in force yet
//! DATA/settings/scoring.toml             scoring in force
//! DATA/settings/scoring.previous.toml    the scoring before that
//! DATA/settings/segments.toml            the shop's own segment map; only read
//! ```

mod database;
mod error;
mod files;
mod scoring_file;
mod settings;
mod views;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use clientele_analytics::RuleBook;
use clientele_contract::{Desk, DeskState, Scoring};

pub(crate) use database::Database;
pub use error::DeskError;
pub use files::TEXT_BYTES_MAX;
pub(crate) use files::{Record, read_text, settings_folder};
pub use settings::{OpenedData, open_kept_with_settings, open_with_settings, settings_revision};
pub use views::{NAME_CHARACTERS_MAX, VIEWS_MAX};

use files::{RULES, SCORING};
use views::SavedViews;

/// The desk in a data folder. Changes come one after the other, and none is half done after a loss of power.
pub struct FolderDesk {
    data: PathBuf,
    views: SavedViews,
    changing: Mutex<()>,
}

impl FolderDesk {
    /// The desk of this data folder; nothing is read or made yet.
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_path_buf(), views: SavedViews::new(data), changing: Mutex::new(()) }
    }

    /// Where it lies.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Keeps a view under a name.
    ///
    /// # Errors
    /// The name or the address cannot be used, the name is taken, or there is no room.
    pub fn save_view(&self, name: &str, address: &str) -> Result<(), DeskError> {
        let _changing = self.start_change();
        self.views.save(name, address)
    }

    /// Forgets a view; one that is not there is forgotten already.
    ///
    /// # Errors
    /// Faults of reading and writing.
    pub fn delete_view(&self, id: i64) -> Result<(), DeskError> {
        let _changing = self.start_change();
        self.views.delete(id)
    }

    /// Keeps rules to go on with later, with their mistakes.
    ///
    /// # Errors
    /// The text is too long, or faults of writing.
    pub fn keep_rules_draft(&self, text: &str) -> Result<(), DeskError> {
        let _changing = self.start_change();
        self.rules().write_draft(text)
    }

    /// Puts rules into force: these, or those that were handed in before.
    ///
    /// # Errors
    /// None were handed in, or they have a mistake; they stay as they are.
    pub fn apply_rules(&self, text: Option<&str>) -> Result<(), DeskError> {
        let _changing = self.start_change();
        let rules = self.rules();
        if let Some(text) = text {
            // Kept first, so that it is not lost if it has a mistake.
            rules.write_draft(text)?;
        }
        let draft = rules.read_draft()?.ok_or(DeskError::NoDraft)?;
        check_rules(&draft, "new rules").map_err(DeskError::Mistake)?;
        rules.apply(&draft)?;
        rules.discard_draft()
    }

    /// Throws away the rules that were handed in.
    ///
    /// # Errors
    /// Faults of writing.
    pub fn discard_rules(&self) -> Result<(), DeskError> {
        let _changing = self.start_change();
        self.rules().discard_draft()
    }

    /// Exchanges the rules in force and those before them.
    ///
    /// # Errors
    /// There are none before them, or they have a mistake.
    pub fn undo_rules(&self) -> Result<(), DeskError> {
        let _changing = self.start_change();
        self.rules().undo(check_rules)
    }

    /// Puts another scoring into force.
    ///
    /// # Errors
    /// Thresholds that do not rise, or a map of the shop's own that cannot be used.
    pub fn apply_scoring(&self, scoring: &Scoring) -> Result<(), DeskError> {
        let _changing = self.start_change();
        settings::check_scoring(&self.data, scoring).map_err(DeskError::Mistake)?;
        self.scoring().apply(&scoring_file::write(scoring))
    }

    /// Exchanges the scoring in force and the one before it.
    ///
    /// # Errors
    /// There is none before it, or it has a mistake.
    pub fn undo_scoring(&self) -> Result<(), DeskError> {
        let _changing = self.start_change();
        self.scoring().undo(|text, name| {
            let scoring = scoring_file::read(text, name)?;
            settings::check_scoring(&self.data, &scoring)
        })
    }

    fn start_change(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rules(&self) -> Record {
        Record::new(&self.data, RULES)
    }

    fn scoring(&self) -> Record {
        Record::new(&self.data, SCORING)
    }
}

fn check_rules(text: &str, name: &str) -> Result<(), String> {
    RuleBook::from_toml(text, name).map(drop).map_err(|error| error.to_string())
}

impl Desk for FolderDesk {
    fn state(&self) -> Result<DeskState, String> {
        let (views, views_fault) = match self.views.list() {
            Ok(views) => (views, None),
            Err(fault) => (Vec::new(), Some(fault.to_string())),
        };
        let read = || -> Result<DeskState, DeskError> {
            Ok(DeskState {
                views,
                views_fault,
                rules_draft: self.rules().read_draft()?,
                rules_can_be_undone: self.rules().can_be_undone(),
                scoring_can_be_undone: self.scoring().can_be_undone(),
            })
        };
        read().map_err(|error| error.to_string())
    }
}
