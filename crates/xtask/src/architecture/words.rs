//! Rules about words that must not occur in some places.

use super::{
    Violation,
    sources::{Source, Sources, breaking_lines, has_word},
};

/// This module names the words it forbids, and so do its tests.
const THIS_CHECK: &str = "crates/xtask/src/architecture/";

const IMPURE: [&str; 11] = [
    "std::env",
    "env::var",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "thread_rng",
    "from_entropy",
    "from_os_rng",
    "OsRng",
    "rand::random",
];

/// Invariant 2.
pub fn pure_engine(sources: &Sources) -> Vec<Violation> {
    let folders = ["crates/analytics/src/", "crates/demo/src/", "crates/contract/src/", "crates/charts/src/"];
    let is_impure = |line: &str| IMPURE.iter().any(|word| has_word(line, word));
    scan_code(sources, &folders, is_impure)
}

/// Invariant 7.
pub fn no_browser_storage(sources: &Sources) -> Vec<Violation> {
    let words = ["local_storage", "session_storage", "localStorage", "sessionStorage", "indexedDB"];
    scan_code(sources, &["app/src/", "crates/frontend/src/"], |line| {
        words.iter().any(|word| has_word(line, word))
    })
}

/// Where numbers become text: all of the page's, and the labels that are drawn on money axes.
const FORMATTERS: [&str; 2] = ["app/src/format.rs", "crates/charts/src/axis.rs"];

/// Invariant 9, numbers: no rounding `{:.2}` in the interface and its pictures outside the formatters.
pub fn one_formatter(sources: &Sources) -> Vec<Violation> {
    let files = sources.below(&["app/src/", "crates/charts/src/"], &["rs"]);
    let files = files.filter(|source| !FORMATTERS.contains(&source.path.as_str()));
    files.flat_map(|source| breaking_lines(&source.path, &source.without_comments(), rounds)).collect()
}

fn rounds(line: &str) -> bool {
    line.match_indices('{').any(|(start, _)| {
        let end = line[start..].find('}').map_or(line.len(), |length| start + length);
        line[start..end].split_once(':').is_some_and(|(_, format)| has_precision(format))
    })
}

/// True for `.2`, `.*`, `.decimals$` and `>+8.1`; a blank first is a field of a struct, `{ rate: 0.5 }`.
fn has_precision(format: &str) -> bool {
    let Some((width, precision)) = format.split_once('.') else { return false };
    let is_width = width.chars().all(|c| c.is_alphanumeric() || "<>^+-#_$".contains(c));
    is_width && (precision.starts_with(|c: char| c.is_ascii_digit() || c == '*') || precision.ends_with('$'))
}

/// Invariant 9, colours and styles.
pub fn colours_from_tokens(sources: &Sources) -> Vec<Violation> {
    let is_tokens = |source: &Source| source.path == "style/tokens.css";
    let files = sources.below(&["app/src/", "crates/charts/src/", "style/"], &["rs", "css"]);
    let mut violations: Vec<Violation> = files
        .filter(|source| !is_tokens(source))
        .flat_map(|source| breaking_lines(&source.path, &source.without_comments(), names_a_colour))
        .collect();
    let has_inline_style = |line: &str| has_attribute(line, "style");
    let views = sources.below(&["app/src/"], &["rs"]);
    violations.extend(
        views.flat_map(|source| breaking_lines(&source.path, &source.without_comments(), has_inline_style)),
    );
    violations
}

fn names_a_colour(line: &str) -> bool {
    let is_function = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab("].iter().any(|name| {
        line.match_indices(name)
            .any(|(start, _)| !line[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    });
    let is_hexadecimal = line.match_indices('#').any(|(start, _)| {
        let digits: String = line[start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        [3, 4, 6, 8].contains(&digits.len())
            && digits.chars().all(|c| c.is_ascii_hexdigit())
            && digits.chars().any(|c| c.is_ascii_digit() || digits.len() != 4)
            && !line[..start].ends_with('&')
    });
    is_function || is_hexadecimal
}

/// True for `name="…"`, `name=x` and Leptos' `name:…=` on an element.
fn has_attribute(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = &line[start + name.len()..];
        let stands_alone = before.is_none_or(char::is_whitespace);
        let is_set = after.starts_with('=') && !after.starts_with("==");
        let sets_property =
            after.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()));
        stands_alone && (is_set || sets_property)
    })
}

/// Invariant 10: in the product only `config.rs` of the server reads the environment.
pub fn one_environment_reader(sources: &Sources) -> Vec<Violation> {
    let reads = |line: &str| {
        ["std::env", "env::var", "env::vars", "env::var_os"].iter().any(|word| has_word(line, word))
    };
    let files = sources.below(&["app/src/", "server/src/"], &["rs"]);
    let files = files.filter(|source| source.path != "server/src/config.rs");
    files.flat_map(|source| breaking_lines(&source.path, &source.code(), reads)).collect()
}

/// A lint that does not apply is expected, with the reason; the compiler then says when it is out of date.
pub fn no_allow_attributes(sources: &Sources) -> Vec<Violation> {
    scan_code(sources, &["app/", "server/", "crates/"], |line| {
        line.contains("#[allow(") || line.contains("#![allow(")
    })
}

/// No path or address of one machine in anything that is committed.
pub fn no_machine_paths(sources: &Sources) -> Vec<Violation> {
    let names_a_machine = |line: &str| {
        ["/home/", "/root/", "/work/", "/Users/", "\"resolved\":"].iter().any(|word| line.contains(word))
    };
    let files = sources.all().filter(|source| !source.path.starts_with(THIS_CHECK));
    files.flat_map(|source| breaking_lines(&source.path, &source.text, names_a_machine)).collect()
}

fn scan_code(sources: &Sources, folders: &[&str], breaks: impl Fn(&str) -> bool) -> Vec<Violation> {
    let files = sources.below(folders, &["rs"]);
    files.flat_map(|source| breaking_lines(&source.path, &source.code(), &breaks)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: fn(&Sources) -> Vec<Violation>, path: &str, line: &str, is_broken: bool) {
        assert_eq!(!rule(&Sources::of(&[(path, line)])).is_empty(), is_broken, "{path}: {line}");
    }

    #[test]
    fn the_engine_has_no_clock() {
        check(pure_engine, "crates/analytics/src/a.rs", "let now = Instant::now();", true);
        check(pure_engine, "crates/analytics/src/a.rs", "// Instant::now() would differ per run", false);
        check(pure_engine, "server/src/a.rs", "let now = Instant::now();", false);
    }

    #[test]
    fn rounding_belongs_to_one_module() {
        check(one_formatter, "app/src/pages/a.rs", "format!(\"{value:.1} %\")", true);
        check(one_formatter, "app/src/pages/a.rs", "format!(\"{:.*}\", 2, value)", true);
        check(one_formatter, "app/src/pages/a.rs", "format!(\"{value:.decimals$}\")", true);
        check(one_formatter, "app/src/pages/a.rs", "format!(\"{value:>+8.1}\")", true);
        check(one_formatter, "app/src/pages/a.rs", "format!(\"{value:>4}\")", false);
        check(one_formatter, "app/src/pages/a.rs", "Share { rate: 0.5 }", false);
        check(one_formatter, "app/src/pages/format.rs", "format!(\"{value:.1} %\")", true);
        check(one_formatter, "crates/charts/src/trend.rs", "format!(\"{value:.1}\")", true);
        check(one_formatter, "crates/charts/src/axis.rs", "format!(\"{value:.1}\")", false);
        check(one_formatter, "app/src/format.rs", "format!(\"{value:.1} %\")", false);
    }

    #[test]
    fn colours_belong_to_tokens() {
        check(colours_from_tokens, "style/base.css", "color: #fff;", true);
        check(colours_from_tokens, "style/base.css", "color: rgb(1 2 3);", true);
        check(colours_from_tokens, "style/base.css", "color: var(--text);", false);
        check(colours_from_tokens, "style/tokens.css", "--text: #17201c;", false);
        check(colours_from_tokens, "app/src/a.rs", "<a href=\"#main\">", false);
        check(colours_from_tokens, "app/src/a.rs", "#[component]", false);
        check(colours_from_tokens, "crates/charts/src/a.rs", "\"#0b6e4f\"", true);
    }

    #[test]
    fn styles_belong_to_style_sheets() {
        check(colours_from_tokens, "app/src/a.rs", "<p style=\"x\">", true);
        check(colours_from_tokens, "app/src/a.rs", "<p style:width=move || x>", true);
        check(colours_from_tokens, "app/src/a.rs", "let style = x;", false);
    }

    #[test]
    fn the_environment_has_one_reader() {
        check(one_environment_reader, "server/src/http.rs", "std::env::var(\"X\")", true);
        check(one_environment_reader, "server/src/config.rs", "std::env::var(\"X\")", false);
    }

    #[test]
    fn the_interface_stores_nothing() {
        check(no_browser_storage, "app/src/a.rs", "window().local_storage()", true);
    }

    #[test]
    fn lints_are_not_silenced() {
        check(no_allow_attributes, "app/src/a.rs", "#[allow(dead_code)]", true);
        check(no_allow_attributes, "app/src/a.rs", "#[expect(dead_code, reason = \"x\")]", false);
    }

    #[test]
    fn no_path_of_one_machine_is_committed() {
        check(no_machine_paths, "docs/a.md", "see /home/someone/notes", true);
        check(no_machine_paths, "end2end/package-lock.json", "\"resolved\": \"https://example.org\"", true);
        check(no_machine_paths, "docs/a.md", "see docs/ARCHITECTURE.md", false);
    }
}
