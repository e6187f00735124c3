use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::Program;

/// Where things are in this checkout.
pub struct Workspace {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    /// What `cargo metadata` says of the workspace's own packages.
    pub metadata: Value,
}

impl Workspace {
    /// Asks cargo.
    pub fn locate() -> Result<Self> {
        let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml");
        let text = Program::new("cargo")
            .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
            .arg(&manifest)
            .output()?;
        let metadata: Value = serde_json::from_str(&text).context("cargo metadata printed no JSON")?;
        let folder = |key: &str| {
            metadata[key].as_str().map(PathBuf::from).with_context(|| format!("cargo metadata has no {key}"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")?, metadata })
    }

    /// Tools that belong to this checkout alone, so that other versions elsewhere stay as they are.
    pub fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The server binary that cargo builds with `profile` (`debug` or `release`).
    pub fn server_binary(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join(format!("clientele{}", env::consts::EXE_SUFFIX))
    }

    /// Runs `name` in the root, with the tools of this checkout before all others.
    pub fn program(&self, name: impl Into<std::ffi::OsString>) -> Program {
        Program::new(name)
            .directory(&self.root)
            .path_first([self.tools().join("bin"), self.tools().join("node_modules/.bin")])
    }
}

/// Removes a folder with all that is in it. One that is not there is removed already.
pub fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// All files in `path` and its folders; `path` itself if it is a file.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
        files.extend(files_below(&entry?.path())?);
    }
    Ok(files)
}
