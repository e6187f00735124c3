//! Settings as files that people can read: what is in force, what was before, what is being edited.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use clientele_analytics::durable;

use super::DeskError;

/// The longest text of a settings file.
pub const TEXT_BYTES_MAX: usize = 48 * 1024;

/// The name of the rules among the settings.
pub(super) const RULES: &str = "rules";
/// The name of the scoring among the settings.
pub(super) const SCORING: &str = "scoring";
/// The shop's own segment map.
pub(super) const SEGMENTS_FILE: &str = "segments.toml";

/// Stands for "nothing of one's own": a file without content means what was published.
const AS_PUBLISHED: &str = "# As published: there is nothing of the shop's own here.\n";

/// One setting with its history of one step.
///
/// The exchange of an undo takes three steps through a file beside. Whatever step a loss of power follows, no
/// text is lost, and [`Record::finish_exchange`] brings the rest to its end.
pub(crate) struct Record {
    folder: PathBuf,
    name: String,
}

impl Record {
    pub(crate) fn new(data: &Path, name: impl Into<String>) -> Self {
        Self { folder: settings_folder(data), name: name.into() }
    }

    /// `rules.toml`, as messages name it.
    pub(crate) fn current_name(&self) -> String {
        format!("settings/{}.toml", self.name)
    }

    /// `rules.previous.toml`, as messages name it.
    pub(super) fn previous_name(&self) -> String {
        format!("settings/{}.previous.toml", self.name)
    }

    /// What is in force; `None`: as published.
    pub(crate) fn read_current(&self) -> Result<Option<String>, DeskError> {
        Ok(read_text(&self.path("toml"))?.filter(|text| has_content(text)))
    }

    /// What was in force before; the outer `None`: nothing was, the inner: as published.
    pub(super) fn read_previous(&self) -> Result<Option<Option<String>>, DeskError> {
        let text = match read_text(&self.path("previous.toml"))? {
            Some(text) => Some(text),
            // An exchange was interrupted after its second step.
            None => read_text(&self.path("exchange.toml"))?,
        };
        Ok(text.map(|text| Some(text).filter(|text| has_content(text))))
    }

    pub(super) fn read_draft(&self) -> Result<Option<String>, DeskError> {
        read_text(&self.path("draft.toml"))
    }

    /// True if there is something before, and it differs. What cannot be read cannot be brought back.
    pub(super) fn can_be_undone(&self) -> bool {
        match (self.read_current(), self.read_previous()) {
            (Ok(current), Ok(Some(previous))) => current != previous,
            (Err(_), Ok(Some(_))) => true,
            _ => false,
        }
    }

    pub(super) fn write_draft(&self, text: &str) -> Result<(), DeskError> {
        check_length(text)?;
        self.replace("draft.toml", text.as_bytes())
    }

    pub(super) fn discard_draft(&self) -> Result<(), DeskError> {
        let path = self.path("draft.toml");
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(DeskError::io("removing", path, error))
            }
            _ => Ok(()),
        }
    }

    /// Puts a text into force; what was in force becomes what was before.
    pub(crate) fn apply(&self, text: &str) -> Result<(), DeskError> {
        check_length(text)?;
        self.finish_exchange()?;
        let current = self.read_bytes("toml")?;
        if current.as_deref() == Some(text.as_bytes()) {
            return Ok(());
        }
        self.replace("previous.toml", current.as_deref().unwrap_or(AS_PUBLISHED.as_bytes()))?;
        self.replace("toml", text.as_bytes())
    }

    /// Writes a text durably, without a history.
    pub(crate) fn keep(&self, text: &str) -> Result<(), DeskError> {
        check_length(text)?;
        self.replace("toml", text.as_bytes())
    }

    /// Exchanges what is in force and what was before, if `check` finds no mistake in the latter.
    pub(super) fn undo(&self, check: impl FnOnce(&str, &str) -> Result<(), String>) -> Result<(), DeskError> {
        self.finish_exchange()?;
        let previous = self.read_previous()?.ok_or(DeskError::NothingToUndo)?;
        if let Some(text) = previous {
            check(&text, &self.previous_name()).map_err(DeskError::Mistake)?;
        }
        let current = self.read_bytes("toml")?;
        self.replace("exchange.toml", current.as_deref().unwrap_or(AS_PUBLISHED.as_bytes()))?;
        self.rename("previous.toml", "toml")?;
        self.rename("exchange.toml", "previous.toml")
    }

    /// Brings an exchange to its end that was interrupted.
    fn finish_exchange(&self) -> Result<(), DeskError> {
        let (beside, previous) = (self.path("exchange.toml"), self.path("previous.toml"));
        match (beside.exists(), previous.exists()) {
            (false, _) => Ok(()),
            (true, false) => self.rename("exchange.toml", "previous.toml"),
            // Nothing was exchanged yet: the file beside is a copy of what is in force.
            (true, true) => {
                fs::remove_file(&beside).map_err(|error| DeskError::io("removing", beside, error))
            }
        }
    }

    /// The content as it is, even if it is no text: what a hand has put there is kept.
    fn read_bytes(&self, ending: &str) -> Result<Option<Vec<u8>>, DeskError> {
        let path = self.path(ending);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DeskError::io("reading", path, error)),
        }
    }

    /// Either the old content is there or the new one, never a mixture.
    fn replace(&self, ending: &str, content: &[u8]) -> Result<(), DeskError> {
        self.make_folder().map_err(|error| DeskError::io("creating", &self.folder, error))?;
        let path = self.path(ending);
        durable::replace_file(&path, content).map_err(|error| DeskError::io("writing", path, error))
    }

    fn make_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        self.folder.parent().map_or(Ok(()), durable::sync_folder)
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), DeskError> {
        let target = self.path(to);
        durable::rename(&self.path(from), &target).map_err(|error| DeskError::io("naming", target, error))
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.name))
    }
}

/// Where the settings of a data folder lie.
pub(crate) fn settings_folder(data: &Path) -> PathBuf {
    data.join("settings")
}

/// The text of a file that a hand may have edited; `None`: there is no file.
pub(crate) fn read_text(path: &Path) -> Result<Option<String>, DeskError> {
    let fault = |error| DeskError::io("reading", path, error);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(error)),
    };
    let mut bytes = Vec::new();
    file.take(TEXT_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() > TEXT_BYTES_MAX {
        let words = format!("it is longer than {TEXT_BYTES_MAX} bytes");
        return Err(fault(io::Error::other(words)));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| fault(io::Error::other("it is not text in UTF-8; save it as UTF-8")))?;
    Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

/// False for a file of comments and blank lines.
fn has_content(text: &str) -> bool {
    text.lines().map(str::trim).any(|line| !line.is_empty() && !line.starts_with('#'))
}

fn check_length(text: &str) -> Result<(), DeskError> {
    if text.len() > TEXT_BYTES_MAX { Err(DeskError::TooLong { bytes: text.len() }) } else { Ok(()) }
}
