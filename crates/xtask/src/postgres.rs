use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::browser::install_debian_package;

/// Where Debian puts the programs, a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Finds the programs with which the tests start a PostgreSQL of their own, else installs Debian's.
pub fn ensure_postgres() -> Result<()> {
    if let Some(folder) = installed(Path::new(DEBIAN)) {
        println!("    PostgreSQL: {}", folder.display());
        return Ok(());
    }
    if install_debian_package("postgresql") && installed(Path::new(DEBIAN)).is_some() {
        return Ok(());
    }
    bail!(
        "no PostgreSQL was found and none could be installed; install `postgresql` (15 or later) with your package \
         manager, so that `initdb` is on the path or below {DEBIAN}"
    )
}

/// A folder that holds `initdb`.
fn installed(debian: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(debian).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let on_path = env::var_os("PATH").unwrap_or_default();
    let mut folders = versions.chain(env::split_paths(&on_path));
    folders.find(|folder| folder.join("initdb").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_by_its_programs() {
        let folder = env::temp_dir().join(format!("clientele-xtask-postgres-{}", std::process::id()));
        let programs = folder.join("17/bin");
        fs::create_dir_all(&programs).unwrap();
        fs::write(programs.join("initdb"), "").unwrap();
        assert_eq!(installed(&folder), Some(programs));
        fs::remove_dir_all(&folder).unwrap();
    }
}
