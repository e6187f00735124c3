use std::{env, path::PathBuf};

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::{
    architecture,
    browser::{self, Chromium},
    process::Program,
    steps::Steps,
    tools,
    workspace::Workspace,
};

/// The bundle of the browser tests; apart from that of `serve`, so that neither rebuilds the other.
const TEST_SITE: &str = "target/site-dev";

#[derive(Args)]
pub struct TestOptions {
    /// Run this step alone, and what it needs.
    #[arg(long)]
    only: Option<Step>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// `cargo fmt --check`.
    Format,
    /// Clippy for the host.
    Lint,
    /// Clippy for the browser.
    LintWasm,
    /// Unit and integration tests.
    Unit,
    /// The invariants of docs/ARCHITECTURE.md.
    Architecture,
    /// Playwright.
    Browser,
}

/// Runs the checks from the quickest to the slowest and stops at the first that fails.
pub fn test(options: &TestOptions) -> Result<()> {
    let workspace = Workspace::locate()?;
    let mut steps = Steps::default();
    let data = test_data(&workspace);
    let outcome = run_steps(&workspace, &mut steps, options, data.as_ref());
    steps.print_times();
    match data {
        Some(path) => println!("Real data was read from {} (CLIENTELE_TEST_DATA).", path.display()),
        None => println!(
            "CLIENTELE_TEST_DATA is not set and ../shared is not there: tests on real data reported themselves skipped."
        ),
    }
    outcome
}

fn run_steps(
    workspace: &Workspace,
    steps: &mut Steps,
    options: &TestOptions,
    data: Option<&PathBuf>,
) -> Result<()> {
    let wanted = |step| options.only.is_none_or(|only| only == step);
    if wanted(Step::Format) {
        steps.run("format", "checks that rustfmt would change nothing", || {
            cargo(workspace, data, &["fmt", "--all", "--check"])
        })?;
    }
    if wanted(Step::Architecture) {
        steps.run("architecture", "checks the invariants of docs/ARCHITECTURE.md", architecture::check)?;
    }
    if wanted(Step::Browser) || wanted(Step::LintWasm) {
        steps.run("tools", "installs what the build needs and is missing", || {
            tools::ensure_build_tools(workspace)
        })?;
    }
    if wanted(Step::LintWasm) {
        steps.run("lint wasm", "runs clippy on what browsers load", || lint_wasm(workspace))?;
    }
    if wanted(Step::Lint) {
        steps.run("lint", "runs clippy on everything that runs on the host", || {
            cargo(
                workspace,
                data,
                &[
                    "clippy",
                    "--workspace",
                    "--exclude",
                    "clientele-frontend",
                    "--all-targets",
                    "--",
                    "-D",
                    "warnings",
                ],
            )
        })?;
    }
    if wanted(Step::Unit) || wanted(Step::Browser) {
        run_unit_tests(workspace, steps, data, wanted(Step::Unit))?;
    }
    if wanted(Step::Browser) {
        run_browser_tests(workspace, steps, data)?;
    }
    Ok(())
}

/// The data sets that are not part of the project: the folder named by the environment, else `../shared`.
fn test_data(workspace: &Workspace) -> Option<PathBuf> {
    let named = env::var_os("CLIENTELE_TEST_DATA").filter(|value| !value.is_empty());
    // The steps run in different folders.
    let named = named.and_then(|path| std::path::absolute(path).ok());
    let beside = || workspace.root.parent().map(|parent| parent.join("shared"));
    named.or_else(|| beside().filter(|folder| folder.join("data").is_dir()))
}

fn cargo(workspace: &Workspace, data: Option<&PathBuf>, arguments: &[&str]) -> Result<()> {
    with_test_data(workspace.program("cargo").args(arguments), data).run()
}

fn with_test_data(program: Program, data: Option<&PathBuf>) -> Program {
    match data {
        Some(path) => program.env("CLIENTELE_TEST_DATA", path),
        None => program,
    }
}

/// Lints in the folder where cargo-leptos builds the bundle, so that build scripts and macros are built once.
fn lint_wasm(workspace: &Workspace) -> Result<()> {
    workspace
        .program("cargo")
        .args([
            "clippy",
            "--package",
            "clientele-frontend",
            "--target",
            "wasm32-unknown-unknown",
            "--target-dir",
        ])
        .arg(workspace.target.join("front"))
        .args(["--", "-D", "warnings"])
        .run()
}

/// Also builds the server of the browser tests: one selection of packages, one set of features, Polars once.
fn run_unit_tests(
    workspace: &Workspace,
    steps: &mut Steps,
    data: Option<&PathBuf>,
    run_them: bool,
) -> Result<()> {
    let (purpose, last): (&str, &[&str]) = if run_them {
        ("runs unit and integration tests", &[])
    } else {
        ("builds the server", &["--no-run"])
    };
    steps.run("unit", purpose, || {
        let program = workspace
            .program("cargo")
            .args(["test", "--workspace", "--exclude", "clientele-frontend"])
            .args(last);
        with_test_data(program, data).run()
    })
}

fn run_browser_tests(workspace: &Workspace, steps: &mut Steps, data: Option<&PathBuf>) -> Result<()> {
    let chromium = steps.run("test tools", "installs Playwright and finds a Chromium", || {
        browser::ensure_test_packages(workspace)?;
        browser::ensure_chromium(workspace)
    })?;
    steps.run("bundle", "compiles what browsers load", || {
        workspace
            .program("cargo")
            .env("LEPTOS_SITE_ROOT", TEST_SITE)
            .args(["leptos", "build", "--frontend-only", "--split"])
            .run()
    })?;
    steps.run("browser", "runs the browser tests", || {
        let server = workspace.server_binary("debug");
        ensure!(server.is_file(), "{} was not built by the step before", server.display());
        let program = workspace
            .program("npx")
            .directory(&workspace.root.join("end2end"))
            .env("CLIENTELE_SERVER", &server)
            .env("CLIENTELE_SITE", workspace.root.join(TEST_SITE))
            .args(["playwright", "test"]);
        let program = match &chromium {
            Chromium::Installed(path) => program.env("CLIENTELE_CHROMIUM", path),
            Chromium::OfPlaywright => program,
        };
        with_test_data(program, data).run()
    })
}
