//! The conditions of a rule in words.

use clientele_contract::{Segment, Span, Tier};

use super::rules::{Conditions, Rule, RuleBook};

/// Categories of a group that are named before "…".
const NAMED_CATEGORIES: usize = 4;

impl RuleBook {
    /// The conditions of a rule of this book in words, all of which must hold; none: every customer.
    ///
    /// Amounts are in units of `currency_symbol`.
    pub(crate) fn conditions_in_words(&self, rule: &Rule, currency_symbol: &str) -> Vec<String> {
        let when = &rule.when;
        let mut words = Vec::new();
        if !when.tiers.is_empty() {
            words.push(format!("tier is {}", any_of(when.tiers.iter().map(|tier| Tier::name(*tier)))));
        }
        if !when.segments.is_empty() {
            let names = when.segments.iter().map(|segment| Segment::name(*segment));
            words.push(format!("segment is {}", any_of(names)));
        }
        if !when.category_groups.is_empty() {
            let groups: Vec<String> =
                when.category_groups.iter().map(|group| self.group_in_words(group)).collect();
            words.push(format!("favourite category group is {}", any_of(groups.iter().map(String::as_str))));
        }
        if !when.states.is_empty() {
            words.push(format!("state is {}", any_of(when.states.iter().map(String::as_str))));
        }
        words.extend(bounds_in_words(when, currency_symbol));
        words
    }

    /// `tech (telephony, electronics)`.
    fn group_in_words(&self, group: &str) -> String {
        let categories: Vec<String> =
            self.categories_of(group).map(|category| category.replace('_', " ")).collect();
        let more = if categories.len() > NAMED_CATEGORIES { ", …" } else { "" };
        let named = categories[..categories.len().min(NAMED_CATEGORIES)].join(", ");
        if named.is_empty() { format!("{group} (no category)") } else { format!("{group} ({named}{more})") }
    }
}

fn bounds_in_words(when: &Conditions, currency_symbol: &str) -> Vec<String> {
    let orders = |number: &u32| format!("{number} {}", if *number == 1 { "order" } else { "orders" });
    let days = |number: &i32| format!("{number} {}", if *number == 1 { "day" } else { "days" });
    let amount = |number: &f64| format!("{currency_symbol} {number}");
    let parts = [
        in_words(when.review(), f64::to_string).map(|bounds| format!("mean review {bounds}")),
        in_words(when.recency_days(), days).map(|bounds| format!("last order {bounds} ago")),
        in_words(when.orders(), orders),
        in_words(when.spent(), amount).map(|bounds| format!("spent {bounds}")),
    ];
    parts.into_iter().flatten().collect()
}

/// `at least 2`, `at most 2`, `from 2 to 4`, `exactly 2`; `None` for an open range.
fn in_words<T: PartialEq>(span: Span<T>, word: impl Fn(&T) -> String) -> Option<String> {
    match (span.min, span.max) {
        (None, None) => None,
        (Some(min), None) => Some(format!("at least {}", word(&min))),
        (None, Some(max)) => Some(format!("at most {}", word(&max))),
        (Some(min), Some(max)) if min == max => Some(format!("exactly {}", word(&min))),
        (Some(min), Some(max)) => Some(format!("from {} to {}", word(&min), word(&max))),
    }
}

/// `a`, `a or b`, `a, b or c`.
fn any_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(when: &str) -> Vec<String> {
        let rule = "id = \"a\"\naction = \"a\"\nmessage = \"m\"\nreason = \"r\"\n";
        let text = format!(
            "[category_groups]\ntech = [\"telephony\", \"computers_accessories\"]\nmany = [\"a\", \"b\", \"c\", \"d\", \
             \"e\"]\n[[rules]]\n{rule}when = {{ {when} }}\n[[rules]]\n{}",
            rule.replace("\"a\"", "\"b\"")
        );
        let book = RuleBook::from_toml(&text, "rules.toml").unwrap();
        book.conditions_in_words(&book.rules()[0], "R$")
    }

    #[test]
    fn conditions_read_as_sentences_would() {
        for (when, expected) in [
            ("tiers = [\"platinum\"]", "tier is Platinum"),
            ("tiers = [\"platinum\", \"gold\", \"silver\"]", "tier is Platinum, Gold or Silver"),
            ("segments = [\"at-risk\", \"cannot-lose\"]", "segment is At Risk or Cannot Lose"),
            (
                "category_groups = [\"tech\"]",
                "favourite category group is tech (computers accessories, telephony)",
            ),
            ("category_groups = [\"many\"]", "favourite category group is many (a, b, c, d, …)"),
            ("states = [\"SP\"]", "state is SP"),
            ("max_review = 2.0", "mean review at most 2"),
            ("min_review = 1.5, max_review = 3", "mean review from 1.5 to 3"),
            ("min_recency_days = 90", "last order at least 90 days ago"),
            ("min_orders = 1, max_orders = 1", "exactly 1 order"),
            ("min_orders = 2", "at least 2 orders"),
            ("min_spent = 500.5", "spent at least R$ 500.5"),
        ] {
            assert_eq!(words_of(when), [expected]);
        }
        assert_eq!(words_of("min_orders = 2, tiers = [\"gold\"]"), ["tier is Gold", "at least 2 orders"]);
    }

    #[test]
    fn a_rule_for_everyone_has_no_conditions() {
        let book = RuleBook::default();
        let last = book.rules().last().unwrap();
        assert!(book.conditions_in_words(last, "R$").is_empty());
        assert_eq!(book.conditions_in_words(&book.rules()[0], "R$"), ["mean review at most 2"]);
    }
}
