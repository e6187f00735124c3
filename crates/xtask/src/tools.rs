use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{process::Program, workspace::Workspace};

const CARGO_LEPTOS_VERSION: &str = "0.3.10";
const BINARYEN_VERSION: &str = "132.0.0";
const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// Installs whatever the build of server and bundle needs and is not there in the right version.
pub fn ensure_build_tools(workspace: &Workspace) -> Result<()> {
    check_prerequisites()?;
    ensure_wasm_target(workspace)?;
    let cargo_leptos = CargoTool {
        package: "cargo-leptos",
        binary: "cargo-leptos",
        version: CARGO_LEPTOS_VERSION.to_owned(),
        flags: &["--locked", "--features", "no_downloads"],
    };
    cargo_leptos.ensure(workspace)?;
    let wasm_bindgen = CargoTool {
        package: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        version: locked_version(workspace, "wasm-bindgen")?,
        flags: &[],
    };
    wasm_bindgen.ensure(workspace)?;
    ensure_wasm_opt(workspace)
}

/// The version of a package in Cargo.lock.
pub fn locked_version(workspace: &Workspace, package: &str) -> Result<String> {
    let path = workspace.root.join("Cargo.lock");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    version_in_lock_file(&text, package).with_context(|| format!("{} names no {package}", path.display()))
}

fn version_in_lock_file(text: &str, package: &str) -> Option<String> {
    let lock: toml::Table = text.parse().ok()?;
    let packages = lock.get("package")?.as_array()?;
    let found = packages.iter().find(|entry| entry.get("name").and_then(|n| n.as_str()) == Some(package))?;
    found.get("version")?.as_str().map(str::to_owned)
}

/// Names what must be there before anything can be installed, with the way to get it.
fn check_prerequisites() -> Result<()> {
    let mut missing = Vec::new();
    let node = Program::new("node").arg("--version").answer();
    match node.as_deref().and_then(major_version) {
        Some(major) if major >= OLDEST_NODE => {}
        Some(major) => missing.push(format!(
            "Node {OLDEST_NODE} or later (found {major}): https://nodejs.org, or your system's package manager"
        )),
        None => missing.push(format!(
            "Node {OLDEST_NODE} or later with npm: https://nodejs.org, or your system's package manager"
        )),
    }
    if !["cc", "gcc", "clang"].iter().any(|name| Program::new(*name).arg("--version").answer().is_some()) {
        missing.push(
            "a C compiler: `apt-get install build-essential` on Debian, `xcode-select --install` on macOS"
                .into(),
        );
    }
    if missing.is_empty() {
        return Ok(());
    }
    bail!("please install first:\n  - {}", missing.join("\n  - "))
}

/// The first number in `v20.11.1` or `wasm-opt version 132 (…)`.
fn major_version(text: &str) -> Option<u32> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String = text[start..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    let library = Program::new("rustc")
        .directory(&workspace.root)
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output()?;
    if Path::new(library.trim()).is_dir() {
        println!("    {WASM_TARGET}: there");
        return Ok(());
    }
    println!("    {WASM_TARGET}: adding it with rustup");
    Program::new("rustup")
        .directory(&workspace.root)
        .args(["target", "add", WASM_TARGET])
        .run()
        .context("install rustup from https://rustup.rs, or add the target to your Rust by other means")
}

/// A program that comes as a crate.
struct CargoTool {
    package: &'static str,
    binary: &'static str,
    version: String,
    flags: &'static [&'static str],
}

impl CargoTool {
    /// Takes the one on PATH if its version is right, else installs into the checkout's own folder.
    fn ensure(&self, workspace: &Workspace) -> Result<()> {
        if self.is_there(workspace) {
            println!("    {} {}: there", self.binary, self.version);
            return Ok(());
        }
        if self.fetch_prebuilt(workspace) && self.is_there(workspace) {
            return Ok(());
        }
        self.compile(workspace)?;
        if !self.is_there(workspace) {
            bail!("{} was installed but does not answer as version {}", self.package, self.version);
        }
        Ok(())
    }

    fn is_there(&self, workspace: &Workspace) -> bool {
        let answer = workspace.program(self.binary).arg("--version").answer().unwrap_or_default();
        answer.split_whitespace().any(|word| word == self.version)
    }

    fn fetch_prebuilt(&self, workspace: &Workspace) -> bool {
        if workspace.program("cargo-binstall").arg("-V").answer().is_none() {
            return false;
        }
        println!("    {} {}: looking for a prebuilt one with cargo-binstall", self.package, self.version);
        let fetched = workspace
            .program("cargo")
            .args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"])
            .arg(workspace.tools())
            .arg(format!("{}@{}", self.package, self.version))
            .run();
        if let Err(error) = &fetched {
            println!("    cargo-binstall did not find one ({error:#}); compiling instead");
        }
        fetched.is_ok()
    }

    fn compile(&self, workspace: &Workspace) -> Result<()> {
        println!("    {} {}: compiling it; this takes minutes, once", self.package, self.version);
        // Half the time of the default release build; the tools themselves run for seconds only.
        workspace
            .program("cargo")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64")
            .args(["install", self.package, "--version", &self.version, "--force", "--root"])
            .arg(workspace.tools())
            .args(self.flags)
            .run()
    }
}

/// Debian's wasm-opt is too old for what rustc writes; the npm package is current and the same everywhere.
fn ensure_wasm_opt(workspace: &Workspace) -> Result<()> {
    let wanted = major_version(BINARYEN_VERSION);
    let is_there = || {
        let answer = workspace.program("wasm-opt").arg("--version").answer().unwrap_or_default();
        major_version(&answer) >= wanted
    };
    if is_there() {
        println!("    wasm-opt: there");
        return Ok(());
    }
    println!("    wasm-opt: installing binaryen {BINARYEN_VERSION} with npm");
    fs::create_dir_all(workspace.tools())?;
    workspace
        .program("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"])
        .arg(workspace.tools())
        .arg(format!("binaryen@{BINARYEN_VERSION}"))
        .run()?;
    if !is_there() {
        bail!("binaryen was installed but wasm-opt does not answer as version {BINARYEN_VERSION}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major_version("v20.11.1\n"), Some(20));
        assert_eq!(major_version("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(major_version("none"), None);
    }

    #[test]
    fn the_lock_file_gives_the_version_of_exactly_the_named_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\n";
        assert_eq!(version_in_lock_file(lock, "wasm-bindgen").as_deref(), Some("0.2.9"));
        assert_eq!(version_in_lock_file(lock, "wasm"), None);
    }
}
