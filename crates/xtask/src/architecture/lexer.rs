/// Replaces comments of Rust code by spaces; line numbers stay as they are.
pub fn without_comments(text: &str) -> String {
    blank(text, false)
}

/// Replaces comments and the insides of string literals of Rust code by spaces.
pub fn without_comments_and_strings(text: &str) -> String {
    blank(text, true)
}

/// What the first pair of braces encloses, in code without comments and strings.
pub fn first_block(code: &str) -> Option<&str> {
    let start = code.find('{')? + 1;
    let mut depth = 1_usize;
    for (position, c) in code[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&code[start..start + position]);
        }
    }
    None
}

fn blank(text: &str, strings_too: bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, is_kept) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (block_comment_length(rest), false)
        } else if let Some(length) = string_length(rest, kept.chars().next_back()) {
            (length, !strings_too)
        } else {
            (char_literal_length(rest).unwrap_or(first.len_utf8()), true)
        };
        let (token, after) = rest.split_at(length);
        if is_kept {
            kept.push_str(token);
        } else {
            kept.extend(token.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = after;
    }
    kept
}

/// Block comments nest.
fn block_comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut position = 0;
    while position < text.len() {
        let rest = &text[position..];
        if rest.starts_with("/*") {
            depth += 1;
            position += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            position += 2;
            if depth == 0 {
                return position;
            }
        } else {
            position += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a string literal at the start of `text`: `"…"`, `r"…"`, `r#"…"#`, also as bytes.
fn string_length(text: &str, before: Option<char>) -> Option<usize> {
    if text.starts_with('"') {
        return Some(quoted_length(text));
    }
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let body = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let opened = body[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - opened.len();
    Some(opened.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

fn quoted_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (position, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return position + 1,
            _ => {}
        }
    }
    text.len()
}

/// `'"'` and `'\''` are characters, `'a` alone is a lifetime.
fn char_literal_length(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    if let Some(escaped) = body.strip_prefix('\\') {
        let skipped = escaped.chars().next()?.len_utf8();
        return escaped[skipped..].find('\'').map(|end| 2 + skipped + end + 1);
    }
    let c = body.chars().next()?;
    body[c.len_utf8()..].starts_with('\'').then_some(1 + c.len_utf8() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, code: &str) {
        assert_eq!(without_comments_and_strings(text), code, "{text}");
    }

    #[test]
    fn comments_and_strings_become_spaces() {
        check("a // b\nc", "a     \nc");
        check("a /* b /* c */ d */ e", "a                   e");
        check(r#"f("a \" b", x)"#, "f(        , x)");
        check(r###"f(r#"a " b"#, x)"###, "f(          , x)");
        check(r#"for"x""#, "for   ");
    }

    #[test]
    fn characters_and_lifetimes_do_not_open_strings() {
        check(r#"['"', '\'', 'x'] + "y""#, r#"['"', '\'', 'x'] +    "#);
        check("fn f<'a>(x: &'a str) {} // y", "fn f<'a>(x: &'a str) {}     ");
    }

    #[test]
    fn strings_stay_when_only_comments_go() {
        assert_eq!(without_comments(r#""http://x" // y"#), r#""http://x"     "#);
    }

    #[test]
    fn a_block_ends_with_its_own_brace() {
        assert_eq!(first_block("fn a() { b { c } d } fn e() {}"), Some(" b { c } d "));
        assert_eq!(first_block("fn a() { b { c }"), None);
    }
}
