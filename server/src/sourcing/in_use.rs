//! The source that a refresh reads, in words.

use std::path::Path;

use clientele_analytics::Mapping;
use clientele_contract::{Candidate, SourceInUse};

use super::{SourceRoom, SourcingError, database_form, entries_below};
use crate::{desk::read_text, source_file::SourceFile};

impl SourceRoom {
    /// The source in use; `None`: none has been chosen.
    pub(super) fn in_use(&self) -> Result<Option<SourceInUse>, SourcingError> {
        let Some(file) = SourceFile::read(&self.data)? else { return Ok(None) };
        let place = SourceFile::path(&self.data);
        let text = std::fs::read_to_string(&place).unwrap_or_default();
        let description = (place.display().to_string(), text);
        let mapping = file.source.mapping_path(&self.data).and_then(|place| {
            let text = std::fs::read_to_string(&place).ok()?;
            Some((place.display().to_string(), text))
        });
        let Some(path) = file.source.watched_path(&self.data) else {
            return Ok(Some(SourceInUse {
                kind: "In a PostgreSQL database".to_owned(),
                place: file.source.in_words(),
                files: Vec::new(),
                uploaded_at: None,
                candidate: None,
                database: database_form::form_of(&file.source),
                description,
                mapping,
            }));
        };
        let upload = self.uploads.holding(&path).and_then(|id| self.uploads.find(&id).ok());
        let (kind, candidate) = match &upload {
            Some(upload) => ("Uploaded", Some(Candidate::Upload(upload.id.clone()))),
            None if path.starts_with(&self.data) => ("In the data folder", None),
            None => ("On this machine", self.candidate_at(&path)),
        };
        Ok(Some(SourceInUse {
            kind: kind.to_owned(),
            place: path.display().to_string(),
            files: upload.as_ref().map_or_else(|| entries_below(&path), |upload| upload.files.clone()),
            uploaded_at: upload.map(|upload| upload.uploaded_at),
            candidate,
            database: None,
            description,
            mapping,
        }))
    }

    /// How the source in use is read, if it is this candidate, which lies at this path.
    pub(super) fn mapping_in_use(&self, candidate: &Candidate, path: &Path) -> Option<Mapping> {
        let file = SourceFile::read(&self.data).ok()??;
        let is_it = match candidate {
            Candidate::Database(id) => self.databases.source_of(id).ok()?.reads_same(&file.source),
            Candidate::Upload(_) | Candidate::Path(_) => file.source.watched_path(&self.data)? == path,
        };
        if !is_it {
            return None;
        }
        let place = file.source.mapping_path(&self.data)?;
        let text = read_text(&place).ok()??;
        Mapping::from_toml(&text, &place.display().to_string()).ok()
    }

    fn candidate_at(&self, path: &Path) -> Option<Candidate> {
        let is_allowed = self.folders.iter().any(|folder| path.starts_with(folder));
        is_allowed.then(|| Candidate::Path(path.display().to_string()))
    }
}
