//! The invariants of docs/ARCHITECTURE.md, each as a check that can fail.

mod contract;
mod dependencies;
mod layout;
mod lexer;
mod money;
mod server_functions;
mod sources;
mod words;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use sources::Sources;

/// One breach of a rule: where, and what was found.
type Violation = String;

/// Runs every check and names each breach.
pub fn check() -> Result<()> {
    let workspace = Workspace::locate()?;
    let sources = Sources::read(&workspace.root)?;
    let results = [
        ("layout: the top level holds only what the architecture names", layout::top_level(&sources)),
        ("layout: no source file reaches 500 lines", layout::file_lengths(&sources)),
        (
            "layout: every crate takes the workspace's lints, which forbid unsafe code",
            layout::lints(&sources),
        ),
        ("layout: lints are expected with a reason, never allowed", words::no_allow_attributes(&sources)),
        ("layout: nothing points to one machine", words::no_machine_paths(&sources)),
        (
            "1: the browser's side never sees the engine or the server",
            dependencies::browser_side(&workspace)?,
        ),
        ("1: only the server sees both interface and engine", dependencies::two_sides(&workspace)),
        ("2: the engine reads no clock, environment or unseeded chance", words::pure_engine(&sources)),
        ("3: money is integer cents", money::integer_money(&sources)),
        ("4, 6: the contract holds no usize, hash map or NaN", contract::plain_types(&sources)),
        ("5: every question takes a scope first", contract::scope_first(&sources)),
        ("7: the interface keeps no state outside the address", words::no_browser_storage(&sources)),
        ("8: server functions ask one question each", server_functions::are_thin(&sources)),
        ("9: numbers are formatted in format.rs, those on axes in axis.rs", words::one_formatter(&sources)),
        ("9: colours come from tokens, styles from style sheets", words::colours_from_tokens(&sources)),
        ("10: the environment is read in config.rs only", words::one_environment_reader(&sources)),
        ("10: main.rs is wiring", layout::short_main(&sources)),
    ];
    let mut breaches = 0;
    for (rule, violations) in &results {
        println!("    {} {rule}", if violations.is_empty() { "ok    " } else { "BROKEN" });
        for violation in violations {
            println!("             {violation}");
        }
        breaches += violations.len();
    }
    if breaches > 0 {
        bail!("{breaches} places break the architecture; docs/ARCHITECTURE.md says what the rules are for");
    }
    Ok(())
}
