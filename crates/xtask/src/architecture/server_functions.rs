use super::{Violation, sources::Sources};

/// Parse, one call, map the error: that fits.
const LONGEST_BODY: usize = 25;

/// Invariant 8: the body of a server function is a few lines.
pub fn are_thin(sources: &Sources) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources.below(&["app/src/", "server/src/"], &["rs"]) {
        let code = source.code();
        let lines: Vec<&str> = code.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            if !line.trim_start().starts_with("#[server") {
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            let closing = format!("{}}}", " ".repeat(indent));
            let length = lines[index..].iter().position(|line| **line == closing).unwrap_or(usize::MAX);
            if length > LONGEST_BODY {
                violations.push(format!(
                    "{}:{}: a server function of more than {LONGEST_BODY} lines",
                    source.path,
                    index + 1
                ));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_server_function_is_found() {
        let function = |lines| format!("#[server]\npub async fn f() {{\n{}}}\n", "    x();\n".repeat(lines));
        assert!(are_thin(&Sources::of(&[("app/src/api/f.rs", &function(20))])).is_empty());
        assert_eq!(are_thin(&Sources::of(&[("app/src/api/f.rs", &function(40))])).len(), 1);
    }
}
