//! The commands, one file each.

pub(crate) mod demo_data;
pub(crate) mod export;
pub(crate) mod recognise;
pub(crate) mod refresh;
pub(crate) mod report;
pub(crate) mod serve;
pub(crate) mod warehouse;

use std::{fs, path::Path};

use anyhow::{Context, anyhow};
use chrono::NaiveDate;
use clientele_analytics::{BuildRequest, ConfigError, Engine, Mapping, RuleBook, ShopConfig};

use crate::{
    config::Reading,
    desk::open_with_settings,
    failure::{Failure, FailureKind},
    progress::with_step,
};

/// How a source is read, out of the files that the command line names.
pub(crate) struct ReadingTexts {
    mapping: Option<Mapping>,
    config: ShopConfig,
    rules: RuleBook,
}

impl ReadingTexts {
    pub(crate) fn read(reading: &Reading) -> Result<Self, Failure> {
        Ok(Self {
            mapping: read_mapping(reading.mapping.as_deref())?,
            config: read_toml(reading.config.as_deref(), ShopConfig::from_toml)?,
            rules: read_toml(reading.rules.as_deref(), RuleBook::from_toml)?,
        })
    }

    pub(crate) fn request<'a>(
        &'a self,
        source: &'a Path,
        as_of: Option<NaiveDate>,
        staging: &'a Path,
    ) -> BuildRequest<'a> {
        let Self { mapping, config, rules } = self;
        BuildRequest { source, mapping: mapping.as_ref(), config, rules, as_of, staging }
    }
}

/// Reads how a source is to be understood; without a file it is recognised.
fn read_mapping(path: Option<&Path>) -> Result<Option<Mapping>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let text = read_text(path)?;
    Ok(Some(Mapping::from_toml(&text, &path.display().to_string())?))
}

/// Opens the published data with the settings in force, and tells on stderr what a reader must know about them.
fn open_published(data: &Path) -> Result<Engine, Failure> {
    let opened = with_step("opening the published data", || open_with_settings(data))?;
    for notice in opened.snapshot_notices.iter().chain(&opened.settings_notices) {
        eprintln!("clientele: note: {notice}");
    }
    Ok(opened.engine)
}

/// Reads a configuration file; without one the built-in configuration holds.
pub(crate) fn read_toml<T: Default>(
    path: Option<&Path>,
    parse: impl FnOnce(&str, &str) -> Result<T, ConfigError>,
) -> Result<T, Failure> {
    let Some(path) = path else { return Ok(T::default()) };
    let text = read_text(path)?;
    Ok(parse(&text, &path.display().to_string())?)
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let read = fs::read_to_string(path);
    let read = match read {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(anyhow!(
            "{} is not there; expected a text file as docs/SOURCES.md describes it (a mapping is written by \
             clientele recognise --source PATH --out FILE)",
            path.display()
        )),
        read => read.with_context(|| format!("reading {}", path.display())),
    };
    read.map_err(|error| Failure::new(FailureKind::InputRefused, error))
}
