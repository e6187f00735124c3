//! The next best action: an ordered list of rules in a file that people edit; the first match wins.

use std::collections::{BTreeMap, BTreeSet};

use clientele_contract::{Segment, Span, Tier};
use serde::Deserialize;
use toml::Spanned;

use super::toml_place::{line_of, syntax_error};
use crate::ConfigError;

const DEFAULT_RULES: &str = include_str!("../../rules/default.toml");
/// More rules than anyone can read; the stored position of a rule has 16 bits.
const RULES_MAX: usize = 1_000;

/// A checked list of rules.
#[derive(Debug, Clone)]
pub struct RuleBook {
    rules: Vec<Rule>,
    category_groups: BTreeMap<String, BTreeSet<String>>,
    /// As it was read, to be stored with the snapshot.
    text: String,
}

/// One rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) action: String,
    pub(crate) message: String,
    pub(crate) reason: String,
    #[serde(default)]
    pub(super) when: Conditions,
}

/// What must hold for a customer, all of it; an empty set and an absent bound let all pass.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Conditions {
    pub(super) segments: BTreeSet<Segment>,
    pub(super) tiers: BTreeSet<Tier>,
    pub(super) category_groups: BTreeSet<String>,
    min_review: Option<f64>,
    max_review: Option<f64>,
    min_recency_days: Option<i32>,
    max_recency_days: Option<i32>,
    min_orders: Option<u32>,
    max_orders: Option<u32>,
    min_spent: Option<f64>,
    max_spent: Option<f64>,
    pub(super) states: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    category_groups: BTreeMap<String, BTreeSet<String>>,
    rules: Vec<Spanned<Rule>>,
}

impl Default for RuleBook {
    /// The rules that come with the program.
    fn default() -> Self {
        match Self::from_toml(DEFAULT_RULES, "default.toml") {
            Ok(book) => book,
            Err(error) => unreachable!("the default rules are checked by a test: {error}"),
        }
    }
}

impl RuleBook {
    /// Reads and checks a rule file.
    ///
    /// # Errors
    /// Names the file, the line and what to change: unknown keys, an id that occurs twice, an unknown
    /// category group, bounds that no customer can meet, a rule that can never be reached, a last rule that does
    /// not always match.
    pub fn from_toml(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let file: RuleFile = toml::from_str(text).map_err(|error| syntax_error(&error, text, file_name))?;
        check(&file, text).map_err(|message| ConfigError::Meaning { file: file_name.to_owned(), message })?;
        let rules = file.rules.into_iter().map(Spanned::into_inner).collect();
        Ok(Self { rules, category_groups: file.category_groups, text: text.to_owned() })
    }

    /// The text as it was read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// In the order in which they are tried.
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The categories of a group; none if there is no such group.
    pub(super) fn categories_of(&self, group: &str) -> impl Iterator<Item = &str> {
        self.category_groups.get(group).into_iter().flatten().map(String::as_str)
    }

    /// Prepares the rules for customers whose favourite category is a position in `names`.
    pub(crate) fn for_categories(&self, names: &[String]) -> RuleMatcher<'_> {
        let categories_of = |rule: &Rule| {
            let groups = &rule.when.category_groups;
            let in_group =
                |name: &String| groups.iter().any(|group| self.category_groups[group].contains(name));
            (!groups.is_empty()).then(|| names.iter().map(in_group).collect())
        };
        RuleMatcher { rules: self.rules.iter().map(|rule| (&rule.when, categories_of(rule))).collect() }
    }
}

fn check(file: &RuleFile, text: &str) -> Result<(), String> {
    let place = |rule: &Spanned<Rule>| {
        format!("line {}: rule {:?}", line_of(text, rule.span().start), rule.as_ref().id)
    };
    let Some((last, others)) = file.rules.split_last() else {
        return Err("there is no rule; add at least one without `when`".to_owned());
    };
    if file.rules.len() > RULES_MAX {
        return Err(format!("there are {} rules; at most {RULES_MAX} can be used", file.rules.len()));
    }
    let mut ids = BTreeSet::new();
    for rule in &file.rules {
        check_rule(rule.as_ref(), file).map_err(|fault| format!("{} {fault}", place(rule)))?;
        if !ids.insert(&rule.as_ref().id) {
            return Err(format!("{} has the id of another rule; give each its own", place(rule)));
        }
    }
    if let Some(rule) = others.iter().find(|rule| rule.as_ref().when == Conditions::default()) {
        return Err(format!(
            "{} always matches, so no later rule is reached; move it to the end",
            place(rule)
        ));
    }
    if last.as_ref().when != Conditions::default() {
        return Err(format!(
            "{} is the last and has conditions; end with a rule without `when`, so that every customer gets an \
             action",
            place(last)
        ));
    }
    Ok(())
}

/// What is wrong with a rule by itself, to be read after its name.
fn check_rule(rule: &Rule, file: &RuleFile) -> Result<(), String> {
    let is_slug =
        |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_slug(&rule.id) {
        return Err("has an id with other signs; use letters, digits and hyphens".to_owned());
    }
    for (key, words) in [("action", &rule.action), ("message", &rule.message), ("reason", &rule.reason)] {
        if words.trim().is_empty() {
            return Err(format!("has an empty {key}; say it in a few words"));
        }
    }
    let groups = &file.category_groups;
    if let Some(group) = rule.when.category_groups.iter().find(|group| !groups.contains_key(*group)) {
        let known: Vec<&str> = groups.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(format!("names the category group {group:?}, which is not defined; defined: {known}"));
    }
    check_bounds(&rule.when)
}

fn check_bounds(when: &Conditions) -> Result<(), String> {
    let numbers = [when.min_review, when.max_review, when.min_spent, when.max_spent];
    if numbers.iter().flatten().any(|number| !number.is_finite()) {
        return Err("has a bound that is not a finite number".to_owned());
    }
    let crossed = |name: &str| Err(format!("has min_{name} above max_{name}, so nobody can meet it"));
    if is_crossed(when.review()) {
        crossed("review")
    } else if is_crossed(when.recency_days()) {
        crossed("recency_days")
    } else if is_crossed(when.orders()) {
        crossed("orders")
    } else if is_crossed(when.spent()) {
        crossed("spent")
    } else {
        Ok(())
    }
}

fn is_crossed<T: PartialOrd>(span: Span<T>) -> bool {
    matches!((span.min, span.max), (Some(min), Some(max)) if min > max)
}

/// What a rule can test.
pub(crate) struct CustomerTraits<'a> {
    pub(crate) segment: Segment,
    pub(crate) tier: Option<Tier>,
    pub(crate) category: u16,
    pub(crate) review_score: Option<f64>,
    pub(crate) recency_days: i32,
    pub(crate) orders: u32,
    pub(crate) spent_cents: i64,
    pub(crate) state: &'a str,
}

/// Rules prepared for one list of categories.
pub(crate) struct RuleMatcher<'a> {
    /// Conditions, and for each category whether it is meant; `None`: all are.
    rules: Vec<(&'a Conditions, Option<Vec<bool>>)>,
}

impl RuleMatcher<'_> {
    /// The position of the first rule that matches; the last always does.
    pub(crate) fn first_match(&self, customer: &CustomerTraits<'_>) -> u16 {
        let matching = self.rules.iter().position(|(conditions, categories)| {
            let category_fits = categories.as_ref().is_none_or(|meant| meant[usize::from(customer.category)]);
            category_fits && conditions.hold_for(customer)
        });
        matching.unwrap_or(self.rules.len() - 1) as u16
    }
}

impl Conditions {
    pub(super) fn review(&self) -> Span<f64> {
        Span { min: self.min_review, max: self.max_review }
    }

    pub(super) fn recency_days(&self) -> Span<i32> {
        Span { min: self.min_recency_days, max: self.max_recency_days }
    }

    pub(super) fn orders(&self) -> Span<u32> {
        Span { min: self.min_orders, max: self.max_orders }
    }

    /// In currency units.
    pub(super) fn spent(&self) -> Span<f64> {
        Span { min: self.min_spent, max: self.max_spent }
    }

    fn hold_for(&self, customer: &CustomerTraits<'_>) -> bool {
        let review = self.review();
        (self.segments.is_empty() || self.segments.contains(&customer.segment))
            && (self.tiers.is_empty() || customer.tier.is_some_and(|tier| self.tiers.contains(&tier)))
            && (self.states.is_empty() || self.states.contains(customer.state))
            // An unknown review meets no condition on the review.
            && (review.is_open() || customer.review_score.is_some_and(|score| review.contains(score)))
            && self.recency_days().contains(customer.recency_days)
            && self.orders().contains(customer.orders)
            && self.spent().contains(customer.spent_cents as f64 / 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action_for(tier: Tier, category: &str, review_score: Option<f64>) -> String {
        let book = RuleBook::default();
        let names = vec![category.to_owned()];
        let rule = book.for_categories(&names).first_match(&CustomerTraits {
            segment: Segment::New,
            tier: Some(tier),
            category: 0,
            review_score,
            recency_days: 10,
            orders: 1,
            spent_cents: 10_000,
            state: "SP",
        });
        book.rules()[usize::from(rule)].action.clone()
    }

    #[test]
    fn the_default_rules_are_those_of_the_definition() {
        for (tier, category, review, action) in [
            (Tier::Platinum, "telephony", Some(2.0), "Apology and service recovery"),
            (Tier::Bronze, "toys", Some(1.0), "Apology and service recovery"),
            (Tier::Platinum, "telephony", Some(2.1), "VIP pre-order: new gadgets"),
            (Tier::Platinum, "bed_bath_table", None, "VIP home concierge"),
            (Tier::Platinum, "toys", None, "VIP concierge offer"),
            (Tier::Gold, "computers", None, "Upgrade your setup, 10 % off"),
            (Tier::Gold, "watches_gifts", None, "New season styles, 10 % off"),
            (Tier::Gold, "housewares", None, "10 % off your second order"),
            (Tier::Silver, "furniture_decor", None, "New home decor"),
            (Tier::Silver, "telephony", None, "We miss you"),
            (Tier::Bronze, "telephony", None, "Daily deals"),
        ] {
            assert_eq!(action_for(tier, category, review), action, "{tier} {category} {review:?}");
        }
    }

    #[test]
    fn a_rule_file_with_a_mistake_says_where_and_what_to_do() {
        let rule = |id: &str, when: &str| {
            format!("[[rules]]\nid = \"{id}\"\naction = \"a\"\nmessage = \"m\"\nreason = \"r\"\n{when}\n")
        };
        for (text, expected) in [
            ("rules = []".to_owned(), "there is no rule"),
            (rule("a", "when = { max_orders = 1 }"), "line 1: rule \"a\" is the last and has conditions"),
            (
                rule("a", "") + &rule("b", ""),
                "line 1: rule \"a\" always matches, so no later rule is reached",
            ),
            (
                rule("a", "when = { max_orders = 1 }") + &rule("a", ""),
                "line 7: rule \"a\" has the id of another rule",
            ),
            (
                rule("a", "when = { category_groups = [\"x\"] }") + &rule("b", ""),
                "line 1: rule \"a\" names the category group \"x\", which is not defined; defined: none",
            ),
            (
                rule("a", "when = { tier = [\"gold\"] }") + &rule("b", ""),
                "line 6, column 10: unknown field `tier`",
            ),
            (
                rule("a", "when = { tiers = [\"vip\"] }") + &rule("b", ""),
                "line 6, column 19: unknown variant",
            ),
            (
                rule("a", "when = { min_orders = \"two\" }") + &rule("b", ""),
                "line 6, column 23: invalid type",
            ),
            (
                rule("a", "when = { min_orders = 3, max_orders = 2 }") + &rule("b", ""),
                "line 1: rule \"a\" has min_orders above max_orders",
            ),
            (rule("a", "when = { max_review = nan }") + &rule("b", ""), "rule \"a\" has a bound that is not"),
            (rule("a b", ""), "line 1: rule \"a b\" has an id with other signs; use letters"),
            (rule("a", "").replace("\"m\"", "\" \""), "line 1: rule \"a\" has an empty message"),
            ("[[rules]]\nid = \"a\"\n".to_owned(), "missing field `action`"),
        ] {
            let error = RuleBook::from_toml(&text, "rules.toml").unwrap_err().to_string();
            assert!(error.starts_with("rules.toml: ") && error.contains(expected), "{error}");
        }
    }
}
