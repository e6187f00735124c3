use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// A program to run. Output goes to the terminal unless it is asked for.
pub struct Program {
    name: OsString,
    command: Command,
}

impl Program {
    /// The program `name`, looked up on PATH.
    pub fn new(name: impl Into<OsString>) -> Self {
        let name = name.into();
        let mut command = Command::new(&name);
        // `cargo run` leaves the variables of this package behind; build scripts that watch them would
        // rebuild their crates each time a command changes between cargo and `cargo xtask`.
        for (key, _) in env::vars_os() {
            let key_text = key.to_string_lossy();
            let of_this_package = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_", "CARGO_BIN_"];
            if of_this_package.iter().any(|prefix| key_text.starts_with(prefix)) {
                command.env_remove(&key);
            }
        }
        Self { name, command }
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets one environment variable.
    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Runs in `directory`.
    pub fn directory(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Puts folders before those on PATH.
    pub fn path_first(mut self, folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let all = folders.into_iter().chain(env::split_paths(&inherited));
        if let Ok(path) = env::join_paths(all) {
            self.command.env("PATH", path);
        }
        self
    }

    /// Runs to the end; an exit code other than 0 is an error.
    pub fn run(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| not_started(&self.name))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.line());
        }
        Ok(())
    }

    /// Runs to the end and returns what it wrote to stdout; an exit code other than 0 is an error.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::piped()).output().with_context(|| not_started(&self.name))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` failed ({}): {}", self.line(), output.status, said.trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// What the program prints to stdout, or `None` if it is not there or fails.
    pub fn answer(self) -> Option<String> {
        self.output().ok()
    }

    /// Starts the program without waiting for it; its output is thrown away.
    pub fn spawn_quietly(mut self) -> Result<Child> {
        let quiet = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.spawn().with_context(|| not_started(&self.name))
    }

    fn line(&self) -> String {
        let words = std::iter::once(self.name.as_os_str()).chain(self.command.get_args());
        words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
    }
}

fn not_started(name: &OsStr) -> String {
    format!("`{}` could not be started", name.to_string_lossy())
}
