//! The next best action: an ordered list of rules in a file that people edit; the first match wins.

use std::collections::{BTreeMap, BTreeSet};

use clientele_contract::{Segment, Span, Tier};
use serde::Deserialize;

use crate::ConfigError;

const DEFAULT_RULES: &str = include_str!("../../rules/default.toml");

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
    when: Conditions,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Conditions {
    segments: BTreeSet<Segment>,
    tiers: BTreeSet<Tier>,
    category_groups: BTreeSet<String>,
    min_review: Option<f64>,
    max_review: Option<f64>,
    min_recency_days: Option<i32>,
    max_recency_days: Option<i32>,
    min_orders: Option<u32>,
    max_orders: Option<u32>,
    min_spent: Option<f64>,
    max_spent: Option<f64>,
    states: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    category_groups: BTreeMap<String, BTreeSet<String>>,
    rules: Vec<Rule>,
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
    /// Names the file, the rule and what to change: unknown keys, an id that occurs twice, an unknown
    /// category group, a rule that can never be reached, a last rule that does not always match.
    pub fn from_toml(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let file: RuleFile = toml::from_str(text).map_err(|error| ConfigError::Syntax {
            file: file_name.to_owned(),
            message: error.to_string(),
        })?;
        check(&file).map_err(|message| ConfigError::Meaning { file: file_name.to_owned(), message })?;
        Ok(Self { rules: file.rules, category_groups: file.category_groups, text: text.to_owned() })
    }

    /// The text as it was read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// In the order in which they are tried.
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
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

fn check(file: &RuleFile) -> Result<(), String> {
    let Some((last, others)) = file.rules.split_last() else {
        return Err("there is no rule; add at least one without `when`".to_owned());
    };
    if last.when != Conditions::default() {
        return Err(format!("the last rule, {:?}, has conditions; end with a rule without `when`", last.id));
    }
    if let Some(rule) = others.iter().find(|rule| rule.when == Conditions::default()) {
        return Err(format!(
            "rule {:?} always matches, so no later rule is reached; move it to the end",
            rule.id
        ));
    }
    let mut ids = BTreeSet::new();
    for rule in &file.rules {
        let is_slug =
            |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_slug(&rule.id) {
            return Err(format!("rule id {:?}: use letters, digits and hyphens", rule.id));
        }
        if !ids.insert(&rule.id) {
            return Err(format!("two rules have the id {:?}; give each its own", rule.id));
        }
        let unknown =
            rule.when.category_groups.iter().find(|group| !file.category_groups.contains_key(*group));
        if let Some(group) = unknown {
            return Err(format!(
                "rule {:?} names the category group {group:?}, which is not defined",
                rule.id
            ));
        }
    }
    Ok(())
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
    fn hold_for(&self, customer: &CustomerTraits<'_>) -> bool {
        let review = Span { min: self.min_review, max: self.max_review };
        let spent = Span { min: self.min_spent, max: self.max_spent };
        (self.segments.is_empty() || self.segments.contains(&customer.segment))
            && (self.tiers.is_empty() || customer.tier.is_some_and(|tier| self.tiers.contains(&tier)))
            && (self.states.is_empty() || self.states.contains(customer.state))
            // An unknown review meets no condition on the review.
            && (review.is_open() || customer.review_score.is_some_and(|score| review.contains(score)))
            && Span { min: self.min_recency_days, max: self.max_recency_days }.contains(customer.recency_days)
            && Span { min: self.min_orders, max: self.max_orders }.contains(customer.orders)
            && spent.contains(customer.spent_cents as f64 / 100.0)
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
            (rule("a", "when = { max_orders = 1 }"), "the last rule, \"a\", has conditions"),
            (rule("a", "") + &rule("b", ""), "no later rule is reached"),
            (rule("a", "when = { max_orders = 1 }") + &rule("a", ""), "two rules have the id \"a\""),
            (rule("a", "when = { category_groups = [\"x\"] }") + &rule("b", ""), "which is not defined"),
            (rule("a", "when = { tier = [\"gold\"] }") + &rule("b", ""), "line 6"),
            (rule("a b", ""), "use letters"),
        ] {
            let error = RuleBook::from_toml(&text, "rules.toml").unwrap_err().to_string();
            assert!(error.starts_with("rules.toml: ") && error.contains(expected), "{error}");
        }
    }
}
