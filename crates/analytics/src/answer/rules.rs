//! The rules of the next best action, and what others would do.

use std::collections::BTreeMap;

use clientele_contract::{
    ActionChange, ActionMove, AnalyticsError, CustomerFilter, RuleLine, RuleList, RulePreview, Scope,
};

use super::Engine;
use crate::RuleBook;

/// What messages call a text that has not been saved.
const DRAFT: &str = "the rules";

impl Engine {
    pub(crate) fn list_rules(&self, scope: &Scope) -> RuleList {
        let mut counts = vec![(0_u64, 0_i64); self.rules.rules().len()];
        for row in self.selector(scope, &CustomerFilter::default()).rows() {
            let (customers, cents) = &mut counts[usize::from(self.customers.rules[row])];
            *customers += 1;
            *cents += self.customers.spent_cents[row];
        }
        let currency = &self.facts.currency_symbol;
        let lines = self.rules.rules().iter().zip(counts).zip(1..);
        let rules = lines.map(|((rule, (customers, revenue_cents)), position)| RuleLine {
            position,
            action_id: rule.id.clone(),
            action: rule.action.clone(),
            message: rule.message.clone(),
            reason: rule.reason.clone(),
            conditions: self.rules.conditions_in_words(rule, currency),
            customers,
            revenue_cents,
        });
        RuleList { rules: rules.collect(), text: self.rules.text().to_owned() }
    }

    pub(crate) fn compare_rules(&self, scope: &Scope, text: &str) -> Result<RulePreview, AnalyticsError> {
        let proposed = RuleBook::from_toml(text, DRAFT)
            .map_err(|mistake| AnalyticsError::InvalidQuestion(mistake.to_string()))?;
        let chosen = self.match_rules(&proposed);
        let mut counts = RulePairs::new();
        for row in self.selector(scope, &CustomerFilter::default()).rows() {
            let (customers, cents) = counts.entry((self.customers.rules[row], chosen[row])).or_default();
            *customers += 1;
            *cents += self.customers.spent_cents[row];
        }
        let moves = action_moves(&self.rules, &proposed, &counts);
        Ok(RulePreview {
            customers: counts.values().map(|(customers, _)| customers).sum(),
            moved_customers: moves.iter().map(|moved| moved.customers).sum(),
            actions: action_changes(&self.rules, &proposed, &counts),
            moves,
        })
    }
}

/// Customers and their spend, by the rule now and the rule then.
type RulePairs = BTreeMap<(u16, u16), (u64, i64)>;

/// Most customers first, ties in the order of the rules now and then.
fn action_moves(now: &RuleBook, then: &RuleBook, counts: &RulePairs) -> Vec<ActionMove> {
    let pairs = counts.iter().map(|(&(from, to), &count)| {
        (&now.rules()[usize::from(from)], &then.rules()[usize::from(to)], count)
    });
    let mut moves: Vec<ActionMove> = pairs
        .filter(|(from, to, _)| from.id != to.id)
        .map(|(from, to, (customers, revenue_cents))| ActionMove {
            from: from.action.clone(),
            to: to.action.clone(),
            customers,
            revenue_cents,
        })
        .collect();
    moves.sort_by_key(|moved| std::cmp::Reverse(moved.customers));
    moves
}

/// The new rules in their order, then those that are gone in theirs; each id of a book is its only one.
fn action_changes(now: &RuleBook, then: &RuleBook, counts: &RulePairs) -> Vec<ActionChange> {
    let mut before = vec![0_u64; now.rules().len()];
    let mut after = vec![0_u64; then.rules().len()];
    for (&(from, to), (customers, _)) in counts {
        before[usize::from(from)] += customers;
        after[usize::from(to)] += customers;
    }
    let position_now = |id: &str| now.rules().iter().position(|rule| rule.id == id);
    let kept_and_new = then.rules().iter().zip(after).map(|(rule, customers_after)| ActionChange {
        action_id: rule.id.clone(),
        action: rule.action.clone(),
        customers_before: position_now(&rule.id).map_or(0, |position| before[position]),
        customers_after,
    });
    let is_gone = |id: &str| then.rules().iter().all(|rule| rule.id != id);
    let gone = now.rules().iter().zip(&before).filter(|(rule, _)| is_gone(&rule.id));
    let gone = gone.map(|(rule, &customers_before)| ActionChange {
        action_id: rule.id.clone(),
        action: rule.action.clone(),
        customers_before,
        customers_after: 0,
    });
    kept_and_new.chain(gone).collect()
}
