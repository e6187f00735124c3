//! Choosing where orders come from, and saying how they are read.

mod choices;
mod chosen_joins;
mod database_form;
mod databases;
mod error;
mod folders;
mod in_use;
mod mapping_files;
mod understand;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use clientele_analytics::Mapping;
use clientele_contract::{Candidate, DatabaseForm, MappingDesk, SourceDesk, SourceEntry, UploadLimits};

pub(crate) use database_form::without_secrets;
use databases::DatabaseShelf;
pub(crate) use databases::TrialFault;
pub(crate) use error::SourcingError;
use understand::Candidacy;

use crate::{
    desk::DeskError,
    refresh::UNPACKING,
    source_file::{Origin, SourceFile},
    uploads::{UploadError, UploadShelf, check_room},
};

/// Files of a folder that are listed.
const ENTRIES_MAX: usize = 50;

/// The folder of the data folder with addresses and certificates that a form may name.
const SECRETS: &str = "secrets";

/// What an operator allows.
#[derive(Debug, Clone, Default)]
pub struct SourcingRules {
    /// What may be uploaded.
    pub limits: UploadLimits,
    /// Folders of which a source may be part.
    pub folders: Vec<PathBuf>,
}

/// Candidates, the source in use, and the way from one to the other.
pub(crate) struct SourceRoom {
    data: PathBuf,
    /// Without links and `..`, so that a path below one of them is really there.
    folders: Vec<PathBuf>,
    pub(crate) uploads: UploadShelf,
    databases: DatabaseShelf,
    /// Held while a candidate is unpacked and looked at, which takes memory and room on the disk.
    looking: Mutex<()>,
}

impl SourceRoom {
    /// Looks after the source of this data folder; nothing is read or made yet.
    pub(crate) fn new(data: &Path, rules: &SourcingRules) -> Self {
        // Paths of the source are kept whole, whatever the folder is called when the server runs next.
        let data = std::path::absolute(data).unwrap_or_else(|_| data.to_path_buf());
        let folders = rules.folders.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
        let uploads = UploadShelf::new(&data, rules.limits);
        let databases = DatabaseShelf::new(&data);
        Self { data, folders, uploads, databases, looking: Mutex::new(()) }
    }

    /// Removes what an earlier run left: uploads that did not arrive whole, rows of databases that were tried.
    pub(crate) fn sweep(&self) {
        self.uploads.sweep();
        self.databases.sweep();
    }

    /// The source in use and what else there is.
    pub(crate) fn desk(&self) -> SourceDesk {
        let (in_use, fault) = match self.in_use() {
            Ok(in_use) => (in_use, None),
            Err(fault) => (None, Some(fault.to_string())),
        };
        let id_in_use = self.upload_in_use();
        let mut uploads = self.uploads.list();
        uploads.retain(|upload| Some(&upload.id) != id_in_use.as_ref());
        let folders = self.folders.iter().map(|folder| folders::open_folder(folder)).collect();
        SourceDesk { in_use, fault, uploads, limits: self.uploads.limits(), folders }
    }

    /// How a candidate would be read, with what a person chose.
    ///
    /// # Errors
    /// It is not there, may not be read, or the disk has no room to unpack it.
    pub(crate) fn mapping(
        &self,
        candidate: &Candidate,
        chosen: &[(String, String)],
    ) -> Result<MappingDesk, SourcingError> {
        let path = self.path_of(candidate)?;
        let files = self.entries_of(candidate, &path)?;
        let tried = match candidate {
            Candidate::Database(id) => Some(self.databases.source_of(id)?),
            Candidate::Upload(_) | Candidate::Path(_) => None,
        };
        let database = tried.as_ref().and_then(database_form::form_of);
        let origin = tried.map(|origin| format!("The first rows of {}", origin.in_words()));
        let _looking = self.start_look()?;
        let in_use = self.mapping_in_use(candidate, &path);
        let understanding =
            understand::describe(&self.candidacy(candidate, &path, in_use.as_ref(), chosen, &self.staging()));
        let on_change = self.on_change_of(candidate, &path, chosen);
        Ok(MappingDesk { candidate: candidate.clone(), files, origin, database, on_change, understanding })
    }

    /// Connects to a database and keeps its first rows; the identifier by which they are a candidate.
    ///
    /// # Errors
    /// What is wrong with the description or with the database, and where it is to be mended; faults of the machine.
    pub(crate) fn try_database(
        &self,
        form: &DatabaseForm,
        is_unwanted: &AtomicBool,
    ) -> Result<String, TrialFault> {
        let source = database_form::origin_of(form, &|path: &str| self.allowed_secret(path));
        let source = source.map_err(TrialFault::Mistake)?;
        check_room(&self.data, 0)?;
        self.databases.try_one(form, source, is_unwanted)
    }

    /// Makes a candidate the source, with what a person chose. What is written is durable before it ends.
    ///
    /// # Errors
    /// It is not there, may not be read, or something has to be said first; nothing changes then.
    pub(crate) fn put_in_use(
        &self,
        candidate: &Candidate,
        chosen: &[(String, String)],
    ) -> Result<(), SourcingError> {
        let path = self.path_of(candidate)?;
        let mapping = self.settle(candidate, &path, chosen)?;
        let on_change = self.on_change_of(candidate, &path, chosen);
        // What is not in use yet may be removed until here, and from here on it stays.
        let _changing = self.uploads.start_change();
        let path = self.path_of(candidate)?;
        let origin = match candidate {
            Candidate::Database(id) => self.databases.source_of(id)?,
            Candidate::Upload(_) | Candidate::Path(_) => self.origin_at(path),
        };
        let mapping = mapping.map(|text| mapping_files::keep(&self.data, &text)).transpose()?;
        self.write_origin(origin.with_mapping(mapping), on_change)?;
        mapping_files::sweep(&self.data);
        if let Candidate::Database(id) = candidate {
            self.databases.remove(id);
        }
        Ok(())
    }

    /// The mapping as it is written down; `None`: the source says itself how it is read.
    fn settle(
        &self,
        candidate: &Candidate,
        path: &Path,
        chosen: &[(String, String)],
    ) -> Result<Option<String>, SourcingError> {
        let _looking = self.start_look()?;
        let in_use = self.mapping_in_use(candidate, path);
        understand::settle(&self.candidacy(candidate, path, in_use.as_ref(), chosen, &self.staging()))
    }

    fn candidacy<'a>(
        &self,
        candidate: &Candidate,
        path: &'a Path,
        in_use: Option<&'a Mapping>,
        chosen: &'a [(String, String)],
        staging: &'a Path,
    ) -> Candidacy<'a> {
        let is_cut = matches!(candidate, Candidate::Database(id) if self.databases.is_cut(id));
        Candidacy { path, staging, in_use, chosen, is_cut }
    }

    /// Whether it is read again as soon as it has changed: as a person says, as it is now, else so. `None`: it is
    /// nothing that changes by itself.
    fn on_change_of(&self, candidate: &Candidate, path: &Path, chosen: &[(String, String)]) -> Option<bool> {
        let Candidate::Path(_) = candidate else { return None };
        let said = choices::value(chosen, "on_change").map(|word| word != "false");
        let file = SourceFile::read(&self.data).ok().flatten();
        let in_use = file.filter(|file| file.source.watched_path(&self.data).as_deref() == Some(path));
        Some(said.or(in_use.map(|file| file.refresh.on_change)).unwrap_or(true))
    }

    /// Makes a folder of the data folder the source, which says itself how it is read.
    ///
    /// # Errors
    /// Faults of writing.
    pub(crate) fn put_folder_in_use(&self, folder: &str) -> Result<(), SourcingError> {
        self.write_origin(self.origin_at(self.data.join(folder)), None)
    }

    /// Removes an upload that nothing reads.
    ///
    /// # Errors
    /// It is in use, it is not there, or faults of writing.
    pub(crate) fn forget_upload(&self, id: &str) -> Result<(), UploadError> {
        self.uploads.remove(id, || self.upload_in_use())
    }

    /// The upload that is read at a refresh.
    pub(crate) fn upload_in_use(&self) -> Option<String> {
        let file = SourceFile::read(&self.data).ok()??;
        file.source.watched_path(&self.data).and_then(|path| self.uploads.holding(&path))
    }

    /// Below the data folder a path is kept without it, so that the folder can be moved.
    fn origin_at(&self, path: PathBuf) -> Origin {
        let path = path.strip_prefix(&self.data).map(Path::to_path_buf).unwrap_or(path);
        Origin::Files { path, mapping: None, config: None }
    }

    /// `on_change`: whether it is read again as soon as it has changed; `None`: as it was.
    fn write_origin(&self, origin: Origin, on_change: Option<bool>) -> Result<(), SourcingError> {
        SourceFile::change(&self.data, |file| {
            let mut file = match file {
                Some(file) => SourceFile { source: origin.with_config_of(&file.source), ..file },
                None => SourceFile::new(origin),
            };
            if let Some(on_change) = on_change {
                file.refresh.on_change = on_change;
            }
            Ok(file)
        })?;
        Ok(())
    }

    /// Waits until nobody else looks at a candidate.
    fn start_look(&self) -> Result<MutexGuard<'_, ()>, SourcingError> {
        let looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        check_room(&self.data, 0)?;
        Ok(looking)
    }

    /// Where what is packed is unpacked to be looked at.
    fn staging(&self) -> PathBuf {
        self.data.join(UNPACKING)
    }

    /// Where a candidate lies, if it may be read.
    fn path_of(&self, candidate: &Candidate) -> Result<PathBuf, SourcingError> {
        match candidate {
            Candidate::Upload(id) => Ok(self.uploads.source_of(id)?),
            Candidate::Path(path) => self.allowed(path),
            Candidate::Database(id) => self.databases.rows_of(id),
        }
    }

    /// A path that exists below a folder that the operator allowed, without links and `..`.
    fn allowed(&self, path: &str) -> Result<PathBuf, SourcingError> {
        if self.folders.is_empty() {
            return Err(SourcingError::NoFolderAllowed);
        }
        let asked = Path::new(path.trim());
        if !asked.is_absolute() {
            return Err(SourcingError::NotAbsolute { path: path.to_owned() });
        }
        find_below(&self.folders, asked, path)
    }

    /// A file with an address or certificates that a form names: below an allowed folder, or among the secrets of the
    /// data folder. Below the data folder it is kept without it, so that the folder can be moved.
    fn allowed_secret(&self, path: &str) -> Result<PathBuf, SourcingError> {
        let real = |path: PathBuf| fs::canonicalize(&path).unwrap_or(path);
        let mut folders = self.folders.clone();
        folders.push(real(self.data.join(SECRETS)));
        let found = find_below(&folders, &self.data.join(path.trim()), path)?;
        let data = real(self.data.clone());
        Ok(found.strip_prefix(&data).map(Path::to_path_buf).unwrap_or(found))
    }

    fn entries_of(&self, candidate: &Candidate, path: &Path) -> Result<Vec<SourceEntry>, SourcingError> {
        match candidate {
            Candidate::Upload(id) => Ok(self.uploads.find(id)?.files),
            Candidate::Path(_) => Ok(entries_below(path)),
            Candidate::Database(_) => Ok(Vec::new()),
        }
    }
}

/// What is really at a path, if that is below one of these folders. Whether a path outside exists is nobody's business:
/// it is refused in the same words. `typed`: how a person wrote it.
fn find_below(folders: &[PathBuf], path: &Path, typed: &str) -> Result<PathBuf, SourcingError> {
    let found = fs::canonicalize(path).ok();
    let found = found.filter(|found| folders.iter().any(|folder| found.starts_with(folder)));
    found.ok_or_else(|| SourcingError::NotAllowed {
        path: typed.to_owned(),
        folders: folders.iter().map(|folder| folder.display().to_string()).collect(),
    })
}

/// The file itself, or the files of a folder, by name.
fn entries_below(path: &Path) -> Vec<SourceEntry> {
    let entry = |path: &Path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(SourceEntry { name, bytes: metadata.len() })
    };
    let Ok(entries) = fs::read_dir(path) else { return entry(path).into_iter().collect() };
    let mut files: Vec<SourceEntry> = entries.flatten().filter_map(|found| entry(&found.path())).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files.truncate(ENTRIES_MAX);
    files
}

impl From<DeskError> for SourcingError {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl From<UploadError> for SourcingError {
    fn from(error: UploadError) -> Self {
        Self::Upload(error)
    }
}

#[cfg(test)]
mod tests;
