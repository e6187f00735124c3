use super::{
    Violation, lexer,
    sources::{Sources, breaking_lines, has_word},
};

const CONTRACT: [&str; 1] = ["crates/contract/src/"];

/// Invariants 4 and 6: what crosses the boundary is the same on every machine and in every run.
pub fn plain_types(sources: &Sources) -> Vec<Violation> {
    scan(sources, |line| {
        let is_declaration = line.trim_start().starts_with("pub ") || line.trim_end().ends_with(',');
        let counts_by_pointer_size = is_declaration
            && ["usize", "isize"].iter().any(|size| has_word(line, size))
            && !has_word(line, "const");
        counts_by_pointer_size
            || ["HashMap", "HashSet", "NAN", "INFINITY"].iter().any(|word| has_word(line, word))
    })
}

/// Invariant 5: every method of the trait `Analytics` takes `scope: &Scope` first.
pub fn scope_first(sources: &Sources) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut methods = 0;
    for source in sources.below(&CONTRACT, &["rs"]) {
        let code = lexer::without_comments_and_strings(&source.text);
        let Some(start) = code.find("pub trait Analytics") else { continue };
        let body = &code[start..];
        let body = &body[..body.find("\n}").unwrap_or(body.len())];
        for method in body.split("fn ").skip(1) {
            methods += 1;
            let packed: String = method.split_whitespace().collect();
            let name = packed.split('(').next().unwrap_or_default();
            let arguments = &packed[name.len()..];
            let is_scoped = ["(&self,scope:&Scope,", "(&self,scope:&Scope)"];
            if !is_scoped.iter().any(|expected| arguments.starts_with(expected)) {
                violations.push(format!("{}: `{name}` does not take `scope: &Scope` first", source.path));
            }
        }
    }
    if methods == 0 {
        violations.push("no method of the trait `Analytics` was found in crates/contract".to_owned());
    }
    violations
}

fn scan(sources: &Sources, breaks: impl Fn(&str) -> bool) -> Vec<Violation> {
    let files = sources.below(&CONTRACT, &["rs"]);
    files.flat_map(|source| breaking_lines(&source.path, &source.code(), &breaks)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contract(text: &str) -> Sources {
        Sources::of(&[("crates/contract/src/x.rs", text)])
    }

    #[test]
    fn machine_dependent_types_are_found() {
        assert_eq!(plain_types(&contract("pub rows: usize,")).len(), 1);
        assert_eq!(plain_types(&contract("    Rows(Vec<usize>),")).len(), 1);
        assert_eq!(plain_types(&contract("use std::collections::HashMap;")).len(), 1);
        assert!(plain_types(&contract("    ALL.get(usize::from(i)).copied()")).is_empty());
    }

    #[test]
    fn a_question_without_a_scope_is_found() {
        let good = "pub trait Analytics {\n    fn a(&self, scope: &Scope) -> A;\n    fn b(\n        &self,\n        scope: &Scope,\n        q: Q,\n    ) -> B;\n}\n";
        assert!(scope_first(&contract(good)).is_empty());
        let bad = "pub trait Analytics {\n    fn a(&self, query: &Query, scope: &Scope) -> A;\n}\n";
        assert_eq!(scope_first(&contract(bad)).len(), 1);
        assert_eq!(scope_first(&contract("pub struct Moved;")).len(), 1);
    }
}
