use std::collections::BTreeSet;

use super::{Violation, sources::Sources};

/// The top level, besides dot files.
const TOP_LEVEL: [&str; 16] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "app",
    "benches",
    "clippy.toml",
    "crates",
    "docs",
    "end2end",
    "public",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "server",
    "style",
];
const LONGEST_FILE: usize = 499;
const LONGEST_MAIN: usize = 60;

/// The top level is a fixed list.
pub fn top_level(sources: &Sources) -> Vec<Violation> {
    let found: BTreeSet<&str> = sources.all().filter_map(|source| source.path.split('/').next()).collect();
    let foreign = found.into_iter().filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(name));
    foreign.map(|name| format!("{name} is not part of the top level")).collect()
}

/// Files stay short enough to be read in one go.
pub fn file_lengths(sources: &Sources) -> Vec<Violation> {
    let written_by_people = sources.below(&[""], &["rs", "css", "ts", "js", "py", "md"]);
    let long = written_by_people.filter(|source| source.text.lines().count() > LONGEST_FILE);
    long.map(|source| format!("{} has {} lines", source.path, source.text.lines().count())).collect()
}

/// Every crate inherits the lints, and they forbid `unsafe`.
pub fn lints(sources: &Sources) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources.below(&["app/", "server/", "crates/"], &["toml"]) {
        let is_manifest = source.path.ends_with("/Cargo.toml");
        if is_manifest && !source.text.replace(' ', "").contains("[lints]\nworkspace=true") {
            violations.push(format!("{} does not say `[lints] workspace = true`", source.path));
        }
    }
    for source in sources.all().filter(|source| source.path == "Cargo.toml") {
        if !source.text.contains("unsafe_code = \"forbid\"") {
            violations.push("Cargo.toml does not forbid unsafe_code".to_owned());
        }
    }
    violations
}

/// `main.rs` of the server only wires parts together.
pub fn short_main(sources: &Sources) -> Vec<Violation> {
    let main = sources.all().filter(|source| source.path == "server/src/main.rs");
    let long = main.filter(|source| source.text.lines().count() > LONGEST_MAIN);
    long.map(|source| {
        format!(
            "{} has {} lines, at most {LONGEST_MAIN} are wiring",
            source.path,
            source.text.lines().count()
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_at_the_top_is_found() {
        let sources = Sources::of(&[("scripts/x.sh", ""), ("app/Cargo.toml", ""), (".gitignore", "")]);
        assert_eq!(top_level(&sources), ["scripts is not part of the top level"]);
    }

    #[test]
    fn length_is_counted_in_lines() {
        let sources = Sources::of(&[("app/a.rs", &"\n".repeat(500)), ("app/b.rs", &"\n".repeat(499))]);
        assert_eq!(file_lengths(&sources), ["app/a.rs has 500 lines"]);
        let sources = Sources::of(&[("server/src/main.rs", &"\n".repeat(61))]);
        assert_eq!(short_main(&sources).len(), 1);
    }

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let good = ("crates/a/Cargo.toml", "[lints]\nworkspace = true\n");
        let sources = Sources::of(&[good, ("crates/b/Cargo.toml", "[package]\n"), ("Cargo.toml", "")]);
        assert_eq!(lints(&sources).len(), 2);
    }
}
