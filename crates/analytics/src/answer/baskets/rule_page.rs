//! Which of the mined rules a page shows, and in which order.

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
};

use clientele_contract::{BasketItems, BasketQuestion, BasketRules, RuleMeasure, SortDirection};

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

    /// The categories of the items of rules, by name; where there are too many, those of most items of rules.
    pub(super) fn suggestions(&self, items: BasketItems, rules: &[Rule]) -> Vec<String> {
        let mut uses: BTreeMap<u32, u64> = BTreeMap::new();
        for &item in rules.iter().flat_map(|rule| rule.left.iter().chain([&rule.right])) {
            *uses.entry(item).or_default() += 1;
        }
        let mut by_name: BTreeMap<String, u64> = BTreeMap::new();
        for (item, uses) in uses {
            *by_name.entry(self.basket_item(items, item).category).or_default() += uses;
        }
        let mut names: Vec<(String, u64)> = by_name.into_iter().collect();
        names.sort_by_key(|(_, uses)| Reverse(*uses));
        names.truncate(BasketRules::SUGGESTIONS_MAX);
        let mut names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }
}

/// The part of the matching rules that is shown.
pub(super) struct ShownRules<'a> {
    pub(super) rules: &'a [usize],
    pub(super) page: u32,
    pub(super) pages: u32,
}

/// The page that is asked for, or the last; all on one page where the question asks for it.
pub(super) fn shown_of<'a>(matching: &'a [usize], question: &BasketQuestion) -> ShownRules<'a> {
    if question.page_size == 0 {
        return ShownRules { rules: matching, page: 1, pages: 1 };
    }
    let size = question.page_size as usize;
    let pages = matching.len().div_ceil(size).max(1) as u32;
    let page = question.page.clamp(1, pages);
    let rules = matching.chunks(size).nth(page as usize - 1).unwrap_or_default();
    ShownRules { rules, page, pages }
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
