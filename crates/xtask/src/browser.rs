use std::{
    env, fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result};

use crate::{process::Program, workspace::Workspace};

const INSTALLED_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Which Chromium the browser tests use.
pub enum Chromium {
    /// A program on this machine.
    Installed(PathBuf),
    /// The one that Playwright brought.
    OfPlaywright,
}

/// Installs the packages of `end2end`, exactly as locked, unless they are there.
pub fn ensure_test_packages(workspace: &Workspace) -> Result<()> {
    ensure_packages(workspace, "end2end")
}

/// Installs the packages of a folder of the project, exactly as locked, unless they are there.
pub fn ensure_packages(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.root.join(folder);
    if are_packages_current(&folder) {
        println!("    packages: there");
        return Ok(());
    }
    workspace
        .program("npm")
        .directory(&folder)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()
}

/// Finds an installed Chromium, else installs Debian's, else Playwright's own.
pub fn ensure_chromium(workspace: &Workspace) -> Result<Chromium> {
    if let Some(path) = installed_chromium() {
        println!("    Chromium: {}", path.display());
        return Ok(Chromium::Installed(path));
    }
    if install_debian_package("chromium")
        && let Some(path) = installed_chromium()
    {
        return Ok(Chromium::Installed(path));
    }
    println!("    Chromium: installing the one of Playwright");
    workspace
        .program("npx")
        .directory(&workspace.root.join("end2end"))
        .args(["playwright", "install", "chromium"])
        .run()
        .context(
            "no Chromium was found and none could be installed; install `chromium` with your package manager",
        )?;
    Ok(Chromium::OfPlaywright)
}

/// npm ends an installation by writing `node_modules/.package-lock.json`.
fn are_packages_current(folder: &Path) -> bool {
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    let locked = modified(&folder.join("package-lock.json"));
    matches!((installed, locked), (Some(installed), Some(locked)) if installed >= locked)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn installed_chromium() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let candidates =
        INSTALLED_NAMES.iter().flat_map(|name| env::split_paths(&path).map(move |dir| dir.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}

/// True if apt-get is there, may be used without a password, and succeeds.
pub fn install_debian_package(package: &str) -> bool {
    if Program::new("apt-get").arg("--version").answer().is_none() {
        return false;
    }
    let is_root = Program::new("id").arg("-u").answer().is_some_and(|id| id.trim() == "0");
    let may_become_root = !is_root && Program::new("sudo").args(["-n", "true"]).answer().is_some();
    if !is_root && !may_become_root {
        return false;
    }
    println!("    {package}: installing Debian's package");
    let apt = |arguments: &[&str]| {
        let prefix: &[&str] = if is_root { &[] } else { &["sudo", "-n"] };
        let mut words = prefix.iter().chain(&["apt-get"]).chain(arguments);
        let Some(name) = words.next() else { return false };
        Program::new(*name).args(words).env("DEBIAN_FRONTEND", "noninteractive").run().is_ok()
    };
    apt(&["update", "-qq"]) && apt(&["install", "-y", "-qq", "--no-install-recommends", package])
}

#[cfg(test)]
mod tests {
    use std::{fs::File, time::Duration};

    use super::*;

    #[test]
    fn packages_are_current_until_the_lock_file_changes() {
        let folder = env::temp_dir().join(format!("clientele-xtask-packages-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).unwrap();
        let lock = File::create(folder.join("package-lock.json")).unwrap();
        assert!(!are_packages_current(&folder), "nothing is installed");
        let installed = File::create(folder.join("node_modules/.package-lock.json")).unwrap();
        let start = SystemTime::now();
        lock.set_modified(start).unwrap();
        installed.set_modified(start + Duration::from_secs(1)).unwrap();
        assert!(are_packages_current(&folder));
        lock.set_modified(start + Duration::from_secs(2)).unwrap();
        assert!(!are_packages_current(&folder), "the lock file is newer");
        fs::remove_dir_all(&folder).unwrap();
    }
}
