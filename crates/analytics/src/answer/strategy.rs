//! What to do for the selected customers.

use clientele_contract::{ActionGroup, Strategy};

use super::{
    columns::CustomerColumns,
    totals::{Totals, ratio},
};
use crate::RuleBook;

/// What is counted while the selected customers pass by.
pub(crate) struct StrategyCounts {
    /// Customers and their spend, by rule.
    by_rule: Vec<(u64, i64)>,
    recency_days: Vec<i32>,
}

impl StrategyCounts {
    pub(crate) fn new(rules: usize) -> Self {
        Self { by_rule: vec![(0, 0); rules], recency_days: Vec::new() }
    }

    pub(crate) fn add(&mut self, customers: &CustomerColumns, row: usize) {
        let (count, cents) = &mut self.by_rule[usize::from(customers.rules[row])];
        *count += 1;
        *cents += customers.spent_cents[row];
        self.recency_days.push(customers.recency_days[row]);
    }

    pub(crate) fn summarize(mut self, rules: &RuleBook, selection: &Totals, everyone: &Totals) -> Strategy {
        let mut actions: Vec<ActionGroup> = rules
            .rules()
            .iter()
            .zip(&self.by_rule)
            .filter(|(_, (customers, _))| *customers > 0)
            .map(|(rule, &(customers, revenue_cents))| ActionGroup {
                action_id: rule.id.clone(),
                action: rule.action.clone(),
                message: rule.message.clone(),
                reason: rule.reason.clone(),
                customers,
                revenue_cents,
            })
            .collect();
        actions.sort_by_key(|action| std::cmp::Reverse(action.customers));
        let mean = |totals: &Totals| ratio(totals.revenue_cents as f64, totals.customers);
        let spend_ratio = match (mean(selection), mean(everyone)) {
            (Some(selected), Some(all)) if all > 0.0 => Some(selected / all),
            _ => None,
        };
        Strategy {
            actions,
            rules: rules.rules().len() as u32,
            spend_ratio,
            median_recency_days: self.median_recency_days(),
        }
    }

    /// The lower of the two middle values where the number is even.
    fn median_recency_days(&mut self) -> Option<i32> {
        let middle = self.recency_days.len().checked_sub(1)? / 2;
        Some(*self.recency_days.select_nth_unstable(middle).1)
    }
}
