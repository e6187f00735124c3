//! The items with the strongest ties, for a picture that stays readable.

use clientele_contract::{BasketItem, BasketItems, BasketPair};

use super::super::Engine;
use crate::basket::Rule;

/// More items cannot be told apart on a phone.
const ITEMS_MAX: usize = 12;
/// Pairs above this q-value are more likely than that to be chance.
const Q_VALUE_MAX: f64 = 0.05;

impl Engine {
    /// The items of the pairs that bring the most orders beyond chance, and the ties between them.
    pub(super) fn item_map(
        &self,
        items: BasketItems,
        rules: &[Rule],
        matching: &[usize],
    ) -> (Vec<BasketItem>, Vec<BasketPair>) {
        let mut pairs: Vec<&Rule> =
            matching.iter().map(|&rule| &rules[rule]).filter(|rule| is_tie(rule)).collect();
        pairs.sort_by(|a, b| b.counts.leverage().total_cmp(&a.counts.leverage()));
        let chosen = choose(&pairs);
        let place = |item: u32| chosen.iter().position(|&known| known == item).map(|place| place as u32);
        let pair = |rule: &&Rule| {
            Some(BasketPair {
                left: place(rule.left[0])?,
                right: place(rule.right)?,
                orders: u64::from(rule.counts.both),
                confidence: rule.counts.confidence(),
                lift: rule.counts.lift(),
            })
        };
        let pairs = pairs.iter().filter_map(pair).collect();
        (chosen.iter().map(|&item| self.basket_item(items, item)).collect(), pairs)
    }
}

fn is_tie(rule: &Rule) -> bool {
    rule.left.len() == 1 && rule.q_value <= Q_VALUE_MAX && rule.counts.lift() > 1.0
}

/// The items of the first pairs. An item stands behind the one that brought it in.
fn choose(pairs: &[&Rule]) -> Vec<u32> {
    let mut chosen: Vec<u32> = Vec::new();
    for rule in pairs {
        let (left, right) = (rule.left[0], rule.right);
        let place = |item: u32| chosen.iter().position(|&known| known == item);
        let added = match (place(left), place(right)) {
            (None, None) => 2,
            (Some(_), Some(_)) => 0,
            _ => 1,
        };
        if chosen.len() + added > ITEMS_MAX {
            continue;
        }
        match (place(left), place(right)) {
            (None, None) => chosen.extend([left, right]),
            (Some(at), None) => chosen.insert(at + 1, right),
            (None, Some(at)) => chosen.insert(at + 1, left),
            (Some(_), Some(_)) => {}
        }
    }
    chosen
}
