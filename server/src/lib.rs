//! The binary `clientele`: command line, configuration, HTTP, exports and the snapshot in service.
//!
//! Nothing here computes a figure: questions go through [`clientele_contract::Analytics`] to the engine.

#![warn(missing_docs)]

pub mod cache;
pub mod config;
pub mod desk;
pub mod export;
pub mod http;
pub mod live;
pub mod operations;
pub mod refresh;
mod shelf;
pub mod source_file;
pub mod sourcing;
mod uploads;

mod commands;
mod failure;
mod hashed;
mod local_path;
mod postgres;
mod progress;
mod questions;
mod stop_signal;
mod warehouse;

#[cfg(test)]
mod test_support;

use std::{io::Write, process::ExitCode};

use clap::Parser;

use crate::config::{CommandLine, RequestedCommand};

/// Runs the command that the command line names. Results go to stdout, everything else to stderr.
pub fn run() -> ExitCode {
    let command_line = CommandLine::parse();
    // Not locked: a message that a library prints from another thread would wait for ever.
    let mut stdout = std::io::stdout();
    let outcome = match &command_line.command {
        RequestedCommand::Recognise(args) => commands::recognise::run(args, &mut stdout),
        RequestedCommand::Refresh(args) => commands::refresh::run(args, &mut stdout),
        RequestedCommand::Serve(args) => commands::serve::run(args, &mut stdout),
        RequestedCommand::DemoData(args) => commands::demo_data::run(args, &mut stdout),
        RequestedCommand::Export(args) => commands::export::run(args, &mut stdout),
        RequestedCommand::Report(args) => commands::report::run(args, &mut stdout),
        RequestedCommand::Warehouse(args) => commands::warehouse::run(args, &mut stdout),
    };
    match outcome.and_then(|()| Ok(stdout.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough: `clientele export | head`.
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("clientele: {failure}");
            failure.exit_code()
        }
    }
}
