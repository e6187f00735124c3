use std::path::{Path, PathBuf};

use clientele_analytics::Progress;
use serde::{Deserialize, Serialize};

use crate::{
    failure::Failure,
    postgres::{self, AddressSource, FetchRequest, Fetched, PostgresError},
};

/// Where orders come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Origin {
    /// A file, or a folder of files, on this machine.
    Files {
        /// The file or folder; below the data folder if it is not absolute.
        path: PathBuf,
        /// How its columns are read, below the data folder if it is not absolute; `None`: as they are recognised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mapping: Option<PathBuf>,
        /// The shop's configuration: currency, statuses, threshold of refused rows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        config: Option<PathBuf>,
    },
    /// A PostgreSQL database: what a statement selects, or some tables.
    Postgres {
        /// The environment variable that holds the address of the database.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url_env: Option<String>,
        /// The file with mode 600 that holds it, below the data folder if it is not absolute.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url_file: Option<PathBuf>,
        /// Certificates by which the server is known, beside those of the public authorities.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ca_file: Option<PathBuf>,
        /// A statement that selects orders or order lines.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        query: Option<String>,
        /// Tables or views, with or without schema.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tables: Vec<String>,
        /// How columns are read, as for files.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mapping: Option<PathBuf>,
        /// The shop's configuration, as for files.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        config: Option<PathBuf>,
    },
}

impl Origin {
    /// What people call it.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Files { path, .. } => path.display().to_string(),
            Self::Postgres { query: Some(_), .. } => "a query to PostgreSQL".to_owned(),
            Self::Postgres { tables, .. } => format!("{} in PostgreSQL", tables.join(", ")),
        }
    }

    /// The same, read as this mapping says; `None`: as it is recognised.
    pub(crate) fn with_mapping(mut self, chosen: Option<PathBuf>) -> Self {
        let (Self::Files { mapping, .. } | Self::Postgres { mapping, .. }) = &mut self;
        *mapping = chosen;
        self
    }

    /// The same, with the shop's configuration of a source that reads the same: nobody has said another one.
    pub(crate) fn with_config_of(mut self, former: &Self) -> Self {
        if self.reads_same(former) {
            let (Self::Files { config, .. } | Self::Postgres { config, .. }) = &mut self;
            let (Self::Files { config: known, .. } | Self::Postgres { config: known, .. }) = former;
            config.clone_from(known);
        }
        self
    }

    /// Whether both name the same orders, however these are understood.
    pub(crate) fn reads_same(&self, other: &Self) -> bool {
        self.bare() == other.bare()
    }

    fn bare(&self) -> Self {
        let mut bare = self.clone();
        let (Self::Files { mapping, config, .. } | Self::Postgres { mapping, config, .. }) = &mut bare;
        (*mapping, *config) = (None, None);
        bare
    }

    /// What can be watched for changes; `None`: it can only be asked.
    pub(crate) fn watched_path(&self, data: &Path) -> Option<PathBuf> {
        match self {
            Self::Files { path, .. } => Some(data.join(path)),
            Self::Postgres { .. } => None,
        }
    }

    /// The file that says how columns are read.
    pub(crate) fn mapping_path(&self, data: &Path) -> Option<PathBuf> {
        match self {
            Self::Files { mapping, .. } | Self::Postgres { mapping, .. } => {
                mapping.as_ref().map(|path| data.join(path))
            }
        }
    }

    /// The file with the configuration of the shop.
    pub(crate) fn config_path(&self, data: &Path) -> Option<PathBuf> {
        match self {
            Self::Files { config, .. } | Self::Postgres { config, .. } => {
                config.as_ref().map(|path| data.join(path))
            }
        }
    }
}

/// Brings the orders to files of this machine and tells where they are. `staging` is an empty folder's place, which
/// the caller removes in the end; files that are there already stay where they are.
///
/// # Errors
/// The origin cannot be reached, or refuses.
pub(crate) fn fetch(
    origin: &Origin,
    data: &Path,
    staging: &Path,
    progress: &dyn Progress,
) -> Result<PathBuf, Failure> {
    match origin {
        Origin::Files { path, .. } => Ok(data.join(path)),
        Origin::Postgres { .. } => Ok(fetch_rows(origin, None, data, staging, progress)?.path),
    }
}

/// Brings rows of a database to files below `staging`: all, or so many of the statement or of each table.
///
/// # Errors
/// It is no database, it cannot be reached, or it refuses.
pub(crate) fn fetch_rows(
    origin: &Origin,
    rows_max: Option<u64>,
    data: &Path,
    staging: &Path,
    progress: &dyn Progress,
) -> Result<Fetched, PostgresError> {
    let Origin::Postgres { url_env, url_file, ca_file, query, tables, .. } = origin else {
        return Err(PostgresError::Settings("the source is no database".to_owned()));
    };
    let address = AddressSource {
        url_env: url_env.as_deref(),
        url_file: url_file.as_deref(),
        ca_file: ca_file.as_deref(),
    };
    let request = FetchRequest { address, query: query.as_deref(), tables, rows_max };
    postgres::fetch(&request, data, staging, progress)
}
