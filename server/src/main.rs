//! The binary `clientele`: wiring only, see the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    clientele_server::run()
}
