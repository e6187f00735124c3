//! The developer's commands of Clientele. `cargo xtask --help` lists them.

mod architecture;
mod bench;
mod browser;
mod postgres;
mod process;
mod real_data;
mod screenshots;
mod serve;
mod steps;
mod suite;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The developer's commands of Clientele.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build for production, make demo data if there is no data, and serve.
    Serve(serve::ServeOptions),
    /// Install what is missing and run formatting, lints, unit, integration, architecture and browser tests.
    Test(suite::TestOptions),
    /// Compare speed and memory with packages of Python and with DuckDB, and measure the server.
    Bench(bench::BenchOptions),
    /// Take the pictures of docs/screenshots of the production build.
    Screenshots,
    /// Check the invariants of docs/ARCHITECTURE.md (also a step of `test`).
    CheckArchitecture,
}

fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Serve(options) => serve::serve(&options),
        Command::Test(options) => suite::test(&options),
        Command::Bench(options) => bench::bench(&options),
        Command::Screenshots => screenshots::take(),
        Command::CheckArchitecture => architecture::check(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
