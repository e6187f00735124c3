use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::{
    architecture,
    browser::{self, Chromium},
    postgres,
    real_data::RealData,
    serve::clear_bundle,
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
    let data = RealData::locate(&workspace);
    let outcome = run_steps(&workspace, &mut steps, options, &data);
    steps.print_times();
    outcome?;
    println!("\n{}", data.summary(&workspace)?);
    Ok(())
}

fn run_steps(workspace: &Workspace, steps: &mut Steps, options: &TestOptions, data: &RealData) -> Result<()> {
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

fn cargo(workspace: &Workspace, data: &RealData, arguments: &[&str]) -> Result<()> {
    data.pass_to(workspace.program("cargo").args(arguments)).run()
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
fn run_unit_tests(workspace: &Workspace, steps: &mut Steps, data: &RealData, run_them: bool) -> Result<()> {
    let (purpose, last): (&str, &[&str]) = if run_them {
        ("runs unit and integration tests", &[])
    } else {
        ("builds the server", &["--no-run"])
    };
    if run_them {
        steps.run(
            "database",
            "finds or installs the PostgreSQL that tests start",
            postgres::ensure_postgres,
        )?;
    }
    steps.run("unit", purpose, || {
        let program = workspace
            .program("cargo")
            .args(["test", "--workspace", "--exclude", "clientele-frontend"])
            .args(last);
        data.pass_to(program).run()
    })
}

fn run_browser_tests(workspace: &Workspace, steps: &mut Steps, data: &RealData) -> Result<()> {
    let chromium = steps.run("test tools", "installs Playwright and finds a Chromium", || {
        browser::ensure_test_packages(workspace)?;
        browser::ensure_chromium(workspace)
    })?;
    steps.run("bundle", "compiles what browsers load", || {
        clear_bundle(workspace, TEST_SITE)?;
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
        data.pass_to(program).run()
    })
}
