use super::{Violation, lexer, sources::Sources};

/// A branch or a loop decides or computes; that belongs behind the trait `Analytics`.
const DECISIONS: [&str; 5] = ["if", "match", "for", "while", "loop"];

/// Invariant 8: a server function asks one question and may shape the answer in one more expression.
pub fn are_thin(sources: &Sources) -> Vec<Violation> {
    let mut violations = Vec::new();
    for source in sources.below(&["app/src/", "server/src/"], &["rs"]) {
        let code = source.code();
        for (start, _) in code.match_indices("#[server") {
            let line = code[..start].lines().count() + 1;
            if let Some(fault) = fault_of(&code[start..]) {
                violations.push(format!("{}:{line}: a server function {fault}", source.path));
            }
        }
    }
    violations
}

/// What is wrong with the server function at the start of `code`.
fn fault_of(code: &str) -> Option<&'static str> {
    let Some(body) = lexer::first_block(code) else { return Some("has no body") };
    let words = || body.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let questions = body.match_indices('(').filter(|(open, _)| calls_ask(&body[..*open])).count();
    if questions != 1 {
        return Some("does not make exactly one call of `ask` or `ask_…`");
    }
    if words().any(|word| DECISIONS.contains(&word)) {
        return Some("branches or loops");
    }
    (body.matches(';').count() > 1).then_some("has more than two statements")
}

/// True if the text before an opening parenthesis ends in `ask` or `ask_…`.
fn calls_ask(before: &str) -> bool {
    let name = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    name == "ask" || name.starts_with("ask_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, faults: usize) {
        let function = format!("#[server(input = Json)]\npub async fn f() -> Result<A, E> {{\n{body}\n}}\n");
        assert_eq!(are_thin(&Sources::of(&[("app/src/api/f.rs", &function)])).len(), faults, "{body}");
    }

    #[test]
    fn one_question_is_thin() {
        check("ask(move |analytics, scope| analytics.cohorts(scope, &filter)).await", 0);
        check("let a = ask(move |a, scope| a.overview(scope)).await?;\nOk(draw_overview(a))", 0);
        check("ask_with_notice(move |a, scope| { a.overview(scope) }).await", 0);
    }

    #[test]
    fn more_than_one_question_is_found() {
        check("Ok(A::default())", 1);
        check("task(move |a, scope| a.overview(scope)).await", 1);
        check("let a = ask(x).await?;\nask(y).await", 1);
        check("if filter.is_empty() { return Err(E) }\nask(x).await", 1);
        check("let a = ask(x).await?;\nlet b = a.sum();\nOk(b)", 1);
    }
}
