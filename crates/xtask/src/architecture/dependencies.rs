use anyhow::Result;

use super::Violation;
use crate::{process::Program, workspace::Workspace};

/// What browsers must never load.
const SERVER_SIDE: [&str; 5] = ["polars", "linfa", "axum", "tokio", "clientele-analytics"];
/// What the interface must not see on the server either.
const ENGINE: [&str; 3] = ["polars", "linfa", "clientele-analytics"];
/// What the engine must not see.
const WEB: [&str; 3] = ["axum", "leptos", "clientele-app"];

/// Invariant 1, by the resolved dependency trees.
pub fn browser_side(workspace: &Workspace) -> Result<Vec<Violation>> {
    let wasm = ["--target", "wasm32-unknown-unknown"];
    let mut violations = Vec::new();
    for (package, flags, forbidden) in [
        ("clientele-frontend", &wasm[..], &SERVER_SIDE[..]),
        ("clientele-contract", &[], &SERVER_SIDE),
        ("clientele-charts", &[], &SERVER_SIDE),
        ("clientele-app", &["--features", "ssr"], &ENGINE),
        ("clientele-analytics", &[], &WEB),
    ] {
        let tree = Program::new("cargo")
            .directory(&workspace.root)
            .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--package", package])
            .args(flags)
            .output()?;
        violations.extend(forbidden_packages(package, &tree, forbidden));
    }
    Ok(violations)
}

/// A name stands for itself and its family: `polars` for `polars-core` too.
fn forbidden_packages(package: &str, tree: &str, forbidden: &[&str]) -> Vec<Violation> {
    let mut found: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| {
            forbidden.iter().any(|family| {
                name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
            })
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.iter().map(|name| format!("{package} depends on {name}")).collect()
}

/// No package but the server names both sides among its dependencies.
pub fn two_sides(workspace: &Workspace) -> Vec<Violation> {
    let packages = workspace.metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let sees = |package: &serde_json::Value, name: &str| {
        package["dependencies"].as_array().is_some_and(|all| all.iter().any(|found| found["name"] == name))
    };
    packages
        .iter()
        .filter(|package| sees(package, "clientele-app") && sees(package, "clientele-analytics"))
        .filter_map(|package| package["name"].as_str())
        .filter(|name| *name != "clientele")
        .map(|name| format!("{name} depends on both clientele-app and clientele-analytics"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_found_and_a_similar_name_is_not() {
        let tree = "clientele-app v0.1.0 (/x)\npolars-core v0.55.0\ntokiox v1.0.0\npolars-core v0.55.0 (*)\n";
        assert_eq!(
            forbidden_packages("clientele-app", tree, &["polars", "tokio"]),
            ["clientele-app depends on polars-core"]
        );
    }
}
