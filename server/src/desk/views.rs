//! Views with names.

use std::path::Path;

use clientele_contract::SavedView;
use rusqlite::{ErrorCode, TransactionBehavior, params};

use super::{DeskError, database::Database};
use crate::local_path::{is_local, without_done};

/// As many views as there may be.
pub const VIEWS_MAX: i64 = 500;
/// The longest name of a view.
pub const NAME_CHARACTERS_MAX: usize = 80;

/// The longest address of a view.
const ADDRESS_BYTES_MAX: usize = 8 * 1024;

/// The saved views of a data folder.
pub(super) struct SavedViews {
    database: Database,
}

impl SavedViews {
    pub(super) fn new(data: &Path) -> Self {
        Self { database: Database::new(data) }
    }

    /// All views by name. Nothing is made if there is no database yet.
    pub(super) fn list(&self) -> Result<Vec<SavedView>, DeskError> {
        let read = || -> rusqlite::Result<Vec<SavedView>> {
            let Some((database, 1..)) = self.database.open_to_read()? else { return Ok(Vec::new()) };
            let mut views = database
                .prepare("SELECT id, name, address FROM saved_view ORDER BY name COLLATE NOCASE, name")?;
            let view = |row: &rusqlite::Row<'_>| {
                Ok(SavedView { id: row.get(0)?, name: row.get(1)?, address: row.get(2)? })
            };
            views.query_map([], view)?.collect()
        };
        read().map_err(|error| self.database.fault(&error))
    }

    /// Keeps a view.
    pub(super) fn save(&self, name: &str, address: &str) -> Result<(), DeskError> {
        let name = checked_name(name)?;
        let address = checked_address(address)?;
        let mut database = self.database.open_to_change()?;
        let mut save = || -> rusqlite::Result<bool> {
            let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let views: i64 = change.query_row("SELECT count(*) FROM saved_view", [], |row| row.get(0))?;
            if views >= VIEWS_MAX {
                return Ok(false);
            }
            change
                .execute("INSERT INTO saved_view (name, address) VALUES (?1, ?2)", params![name, address])?;
            change.commit()?;
            Ok(true)
        };
        match save() {
            Ok(true) => Ok(()),
            Ok(false) => Err(DeskError::Full),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Err(DeskError::NameTaken(name.to_owned()))
            }
            Err(error) => Err(self.database.fault(&error)),
        }
    }

    /// Forgets a view.
    pub(super) fn delete(&self, id: i64) -> Result<(), DeskError> {
        if !self.database.exists() {
            return Ok(());
        }
        let database = self.database.open_to_change()?;
        let deleted = database.execute("DELETE FROM saved_view WHERE id = ?1", params![id]);
        deleted.map(drop).map_err(|error| self.database.fault(&error))
    }
}

/// The name without blanks around it.
fn checked_name(name: &str) -> Result<&str, DeskError> {
    let name = name.trim();
    let characters = name.chars().count();
    if characters == 0 {
        return Err(DeskError::Mistake("the view has no name; give it one".to_owned()));
    }
    if characters > NAME_CHARACTERS_MAX {
        return Err(DeskError::Mistake(format!(
            "the name has {characters} characters; at most {NAME_CHARACTERS_MAX} fit"
        )));
    }
    if name.chars().any(char::is_control) {
        return Err(DeskError::Mistake(
            "the name holds a character that cannot be shown, such as a line break; leave it out".to_owned(),
        ));
    }
    Ok(name)
}

/// The address, if it is one of this site, without what it says about a change that is over.
fn checked_address(address: &str) -> Result<String, DeskError> {
    if address.len() > ADDRESS_BYTES_MAX {
        return Err(DeskError::Mistake(format!(
            "the address of the view has {} bytes; at most {ADDRESS_BYTES_MAX} are kept",
            address.len()
        )));
    }
    if !is_local(address) {
        return Err(DeskError::Mistake(
            "the address of the view is not a page of this site; open the view and save it from there"
                .to_owned(),
        ));
    }
    Ok(without_done(address))
}
