//! Which of the mined rules a page shows, and in which order.

use std::{cmp::Ordering, collections::BTreeSet};

use clientele_contract::{BasketItems, BasketQuestion, RuleMeasure, SortDirection};

use super::super::Engine;
use crate::basket::{Baskets, Rule};

impl Engine {
    /// The positions of the rules with the items that are searched for, sorted as asked.
    pub(super) fn matching_rules(
        &self,
        question: &BasketQuestion,
        baskets: &Baskets,
        rules: &[Rule],
    ) -> Vec<usize> {
        let search = |text: &str| self.items_named(question.items, baskets, text);
        let (any, left, right) = (search(&question.search), search(&question.left), search(&question.right));
        let passes = |rule: &Rule| {
            let on_left = |wanted: &Named| rule.left.iter().any(|&item| wanted.holds(item));
            (on_left(&any) || any.holds(rule.right)) && on_left(&left) && right.holds(rule.right)
        };
        let mut matching: Vec<usize> = (0..rules.len()).filter(|&rule| passes(&rules[rule])).collect();
        // Rules come by lift, and the sort is stable, so ties stay by lift.
        matching.sort_by(|&a, &b| {
            let ordering = compare(&rules[a], &rules[b], question.sort);
            match question.direction {
                SortDirection::Ascending => ordering,
                SortDirection::Descending => ordering.reverse(),
            }
        });
        matching
    }

    fn items_named(&self, items: BasketItems, baskets: &Baskets, text: &str) -> Named {
        let wanted = plain(text);
        if wanted.is_empty() {
            return Named(None);
        }
        let categories = &self.products.categories;
        let has_text = |name: &str| plain(name).contains(&wanted);
        let by_category: Vec<bool> = categories.names.iter().map(|name| has_text(name)).collect();
        let is_named = |item: u32| match items {
            BasketItems::Categories => by_category[item as usize],
            BasketItems::Products => {
                let item = item as usize;
                by_category[usize::from(categories.codes[item])]
                    || self.products.ids.get(item).is_some_and(has_text)
            }
        };
        Named(Some((0..baskets.item_count()).map(is_named).collect()))
    }

    /// The categories of the items of rules, by name.
    pub(super) fn suggestions(&self, items: BasketItems, rules: &[Rule]) -> Vec<String> {
        let numbers: BTreeSet<u32> =
            rules.iter().flat_map(|rule| rule.left.iter().chain([&rule.right])).copied().collect();
        let names: BTreeSet<String> =
            numbers.into_iter().map(|number| self.basket_item(items, number).category).collect();
        names.into_iter().collect()
    }
}

/// The items whose name holds a text; `None`: any.
struct Named(Option<Vec<bool>>);

impl Named {
    fn holds(&self, item: u32) -> bool {
        self.0.as_ref().is_none_or(|named| named[item as usize])
    }
}

/// A name as people may type it.
fn plain(name: &str) -> String {
    name.trim().replace('_', " ").to_lowercase()
}

fn compare(a: &Rule, b: &Rule, measure: RuleMeasure) -> Ordering {
    let by = |of: fn(&Rule) -> f64| of(a).total_cmp(&of(b));
    match measure {
        RuleMeasure::Lift => by(|rule| rule.counts.lift()),
        RuleMeasure::Confidence => by(|rule| rule.counts.confidence()),
        RuleMeasure::Orders => a.counts.both.cmp(&b.counts.both),
        RuleMeasure::Leverage => by(|rule| rule.counts.leverage()),
        // A rule that never fails stands above all others.
        RuleMeasure::Conviction => by(|rule| rule.counts.conviction().unwrap_or(f64::INFINITY)),
        RuleMeasure::QValue => by(|rule| rule.q_value),
    }
}
