//! Opens the snapshot in service; a damaged one is set aside and the one before it serves.

use std::{fs, io::Cursor, path::Path};

use polars::prelude::{DataFrame, ParquetReader, SerReader};
use rayon::prelude::*;

use super::{
    PublishedList,
    durable::sha256_hex,
    manifest::{self, Manifest},
    snapshots_dir,
};
use crate::{Engine, RuleBook, SnapshotError};

/// A snapshot that passed its check.
pub struct OpenedSnapshot {
    /// Answers questions about it.
    pub engine: Engine,
    /// What a reader must know, such as that an older snapshot is shown.
    pub notices: Vec<String>,
}

/// The identifier of the newest published snapshot, without opening it.
pub fn current_snapshot_id(data_dir: &Path) -> Option<String> {
    PublishedList::read(data_dir).ok()?.snapshots.into_iter().next()
}

/// Verifies and opens the newest snapshot that is whole.
///
/// # Errors
/// [`SnapshotError::None`] if nothing was published, [`SnapshotError::AllDamaged`] if none is whole.
pub fn open_current(data_dir: &Path) -> Result<OpenedSnapshot, SnapshotError> {
    let list = PublishedList::read(data_dir)
        .map_err(|source| SnapshotError::Io { path: PublishedList::path(data_dir), source })?;
    let mut notices = Vec::new();
    let mut newest_fault = None;
    for id in &list.snapshots {
        let folder = snapshots_dir(data_dir).join(id);
        match open_snapshot(&folder, id, &notices) {
            Ok(engine) => return Ok(OpenedSnapshot { engine, notices }),
            Err(fault) => {
                set_aside(&folder);
                notices.push(format!(
                    "snapshot {id} is damaged ({fault}) and was set aside; an older one is shown"
                ));
                newest_fault.get_or_insert(fault);
            }
        }
    }
    match newest_fault {
        Some(reason) => Err(SnapshotError::AllDamaged { path: data_dir.to_owned(), reason }),
        None => Err(SnapshotError::None { path: data_dir.to_owned() }),
    }
}

/// A folder that cannot be renamed stays where it is; it will fail its check again.
fn set_aside(folder: &Path) {
    let mut name = folder.as_os_str().to_owned();
    name.push(".damaged");
    fs::remove_dir_all(&name).ok();
    fs::rename(folder, name).ok();
}

/// Checks every file against the manifest; says what is wrong.
pub(crate) fn verify(folder: &Path) -> Result<(), String> {
    let manifest = read_manifest(folder)?;
    manifest.files.par_iter().try_for_each(|(name, _)| read_checked(folder, name, &manifest).map(drop))
}

fn open_snapshot(folder: &Path, id: &str, notices: &[String]) -> Result<Engine, String> {
    let manifest = read_manifest(folder)?;
    let names = [manifest::CUSTOMERS, manifest::ORDERS, manifest::ORDER_LINES, manifest::PRODUCTS];
    let tables: Result<Vec<DataFrame>, String> = names
        .into_par_iter()
        .map(|name| {
            let bytes = read_checked(folder, name, &manifest)?;
            ParquetReader::new(Cursor::new(bytes)).finish().map_err(|error| format!("{name}: {error}"))
        })
        .collect();
    let tables: [DataFrame; 4] = tables?.try_into().map_err(|_| "tables are missing".to_owned())?;
    let rules = String::from_utf8(read_checked(folder, manifest::RULES, &manifest)?)
        .map_err(|_| "rules.toml is not text".to_owned())?;
    let rules = RuleBook::from_toml(&rules, manifest::RULES).map_err(|error| error.to_string())?;
    let [customers, orders, order_lines, products] = tables;
    Engine::from_tables(
        crate::answer::Tables {
            customers: &customers,
            orders: &orders,
            order_lines: &order_lines,
            products: &products,
        },
        manifest.facts,
        rules,
        id.to_owned(),
        notices.to_vec(),
    )
    .map_err(|error| error.to_string())
}

fn read_manifest(folder: &Path) -> Result<Manifest, String> {
    let bytes = fs::read(folder.join(manifest::MANIFEST))
        .map_err(|error| format!("{}: {error}", manifest::MANIFEST))?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", manifest::MANIFEST))?;
    if manifest.format != manifest::FORMAT {
        return Err(format!(
            "it has format {}, this program reads format {}",
            manifest.format,
            manifest::FORMAT
        ));
    }
    Ok(manifest)
}

fn read_checked(folder: &Path, name: &str, manifest: &Manifest) -> Result<Vec<u8>, String> {
    let stored = manifest.files.get(name).ok_or_else(|| format!("{name} is not in the manifest"))?;
    let bytes = fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() as u64 != stored.bytes {
        return Err(format!("{name} has {} bytes instead of {}", bytes.len(), stored.bytes));
    }
    if sha256_hex(&bytes) != stored.sha256 {
        return Err(format!("{name} does not have the content that was written"));
    }
    Ok(bytes)
}
