use super::{
    Violation,
    sources::{Sources, breaking_lines},
};

/// The demo shop is left out: it writes files and answers nothing.
const FOLDERS: [&str; 4] =
    ["crates/analytics/src/", "crates/charts/src/", "crates/contract/src/", "server/src/"];
const FLOATS: [&str; 2] = ["f32", "f64"];
const OTHER_INTEGERS: [&str; 11] =
    ["i8", "i16", "i32", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"];

/// Invariant 3: a field or parameter of cents is an `i64`, alone or in a collection, unless it is a mean.
/// A variable may be a wider integer.
pub fn integer_money(sources: &Sources) -> Vec<Violation> {
    let files = sources.below(&FOLDERS, &["rs"]);
    files.flat_map(|source| breaking_lines(&source.path, &source.code(), declares_other_money)).collect()
}

fn declares_other_money(line: &str) -> bool {
    let is_variable = line.trim_start().starts_with("let ");
    line.match_indices("cents").any(|(start, word)| {
        let before = line[..start].rsplit(|c| !is_part_of_name(c)).next().unwrap_or_default();
        let is_money = before.is_empty() || before.ends_with('_');
        let is_mean = ["mean_", "average_"].iter().any(|prefix| before.starts_with(prefix));
        let declared = line[start + word.len()..].trim_start().strip_prefix(':');
        let kind = declared.map(innermost_type).unwrap_or_default();
        is_money && !is_mean && (FLOATS.contains(&kind) || !is_variable && OTHER_INTEGERS.contains(&kind))
    })
}

/// `f64` of `Option<Vec<f64>>`, `&mut [f64]` and `(f64, f64)`.
fn innermost_type(text: &str) -> &str {
    let kind = text.trim_start_matches(['&', '[', '(', ' ']);
    let kind = kind.strip_prefix("mut ").unwrap_or(kind).trim_start_matches('[');
    let name = kind.split(|c| !is_part_of_name(c)).next().unwrap_or_default();
    match kind[name.len()..].strip_prefix('<') {
        Some(inner) => innermost_type(inner),
        None => name,
    }
}

fn is_part_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, is_broken: bool) {
        let sources = Sources::of(&[("crates/analytics/src/x.rs", line)]);
        assert_eq!(!integer_money(&sources).is_empty(), is_broken, "{line}");
    }

    #[test]
    fn money_of_another_type_than_i64_is_found() {
        check("pub spent_cents: f64,", true);
        check("pub spent_cents: Option<f32>,", true);
        check("price_cents: Vec<u32>,", true);
        check("range_cents: Option<(i32, i32)>,", true);
        check("fn share(spent_cents: &[f64], all: i64) -> f64 {", true);
        check("fn add(all: i64, total_cents: &mut [u64]) {", true);
        check("let cents: f64 = 1.0;", true);
    }

    #[test]
    fn whole_cents_means_and_values_pass() {
        check("pub spent_cents: i64,", false);
        check("pub spent_cents: Option<Vec<i64>>,", false);
        check("fn share(spent_cents: i64, all: f64) -> f64 {", false);
        check("pub mean_spent_cents: Option<f64>,", false);
        check("pub percents: f64,", false);
        check("let sum_cents: i128 = rows.sum();", false);
        check("Row { spent_cents: rows[index as usize], revenue_cents: 0 }", false);
        check("// spent_cents: f64 would differ between machines", false);
    }
}
