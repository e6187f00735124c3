use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::Args;

use crate::{
    process::Program,
    steps::Steps,
    tools,
    workspace::{Workspace, files_below, remove_folder},
};

/// The bundle that cargo-leptos builds, as Cargo.toml names it.
pub const SITE: &str = "target/site";

/// What goes into the server and its bundle; a change in any of it means a new build.
const BUILD_INPUTS: [&str; 13] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "app",
    "crates/analytics",
    "crates/charts",
    "crates/contract",
    "crates/demo",
    "crates/frontend",
    "public",
    "rust-toolchain.toml",
    "server",
    "style",
];

#[derive(Args)]
pub struct ServeOptions {
    /// Folder of the published data; made from a demo shop if it holds none.
    #[arg(long, value_name = "DIR", default_value = "clientele-data")]
    data: PathBuf,
    /// Customers of the demo shop, if one is made.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    customers: u32,
    /// Address to listen on.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:3000")]
    address: String,
}

/// Builds what changed, makes demo data if there is none, and serves until it is stopped.
pub fn serve(options: &ServeOptions) -> Result<()> {
    let workspace = Workspace::locate()?;
    let mut steps = Steps::default();
    build_release(&workspace, &mut steps)?;
    let data = workspace.root.join(&options.data);
    if !has_snapshot(&data) {
        make_demo_data(&workspace, &mut steps, &data, options.customers)?;
    }
    steps.print_times();
    println!("\nServing; stop with Ctrl+C.");
    product(&workspace)
        .args(["serve", "--site", SITE, "--address", &options.address, "--data"])
        .arg(&data)
        .run()
}

/// Installs the tools and builds server and bundle for production, unless nothing has changed since.
pub fn build_release(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.run("tools", "installs what the build needs and is missing", || {
        tools::ensure_build_tools(workspace)
    })?;
    steps.run("build", "compiles server and browser bundle for production", || {
        let fingerprint = fingerprint(&workspace.root)?;
        let stamp = workspace.target.join("release-build.stamp");
        let is_current = fs::read_to_string(&stamp).is_ok_and(|built| built == fingerprint)
            && workspace.server_binary("release").is_file()
            && workspace.root.join(SITE).join("pkg").is_dir();
        if is_current {
            println!("    nothing changed since the last build");
            return Ok(());
        }
        let write_stamp =
            |text: &str| fs::write(&stamp, text).with_context(|| format!("cannot write {}", stamp.display()));
        // A build that fails half-way must not pass for the one before.
        write_stamp("")?;
        clear_bundle(workspace, SITE)?;
        workspace
            .program("cargo")
            .args(["leptos", "build", "--release", "--split", "--precompress"])
            .run()?;
        write_stamp(&fingerprint)
    })
}

/// Builds the server alone for production.
pub fn build_server(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.run("build", "compiles the server for production", || {
        // The selection of the other commands: another one would compile the dependencies again.
        let selection = ["build", "--release", "--workspace", "--exclude", "clientele-frontend"];
        workspace.program("cargo").args(selection).run()
    })
}

/// Removes the bundle in `site` before it is built anew.
///
/// File names hold hashes, so an older bundle, or one of another profile, would stay beside the new one;
/// cargo-leptos patches every file that it finds and stops at a mixture.
pub fn clear_bundle(workspace: &Workspace, site: &str) -> Result<()> {
    remove_folder(&workspace.root.join(site).join("pkg"))
}

/// The production binary, run in the root of the checkout.
pub fn product(workspace: &Workspace) -> Program {
    Program::new(workspace.server_binary("release")).directory(&workspace.root)
}

fn make_demo_data(workspace: &Workspace, steps: &mut Steps, data: &Path, customers: u32) -> Result<()> {
    let shop = workspace.target.join(format!("demo-shop-{customers}"));
    steps.run("demo data", "makes up a shop, because there is no data yet", || {
        product(workspace)
            .args(["demo-data", "--seed", "1", "--customers", &customers.to_string(), "--out"])
            .arg(&shop)
            .run()
    })?;
    steps.run("refresh", "reads the shop's files and scores its customers", || {
        product(workspace).arg("refresh").arg("--source").arg(&shop).arg("--data").arg(data).run()
    })
}

fn has_snapshot(data: &Path) -> bool {
    data.join("published.json").is_file()
}

/// A number for the content of all build inputs.
fn fingerprint(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    for input in BUILD_INPUTS {
        files.extend(files_below(&root.join(input))?);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
