//! What is bought together.

mod item_map;
mod product;
mod rule_page;
mod shop_baskets;

use std::{collections::BTreeMap, sync::Arc};

use clientele_contract::{
    AnalyticsError, BasketItem, BasketItems, BasketQuestion, BasketReport, BasketRule, BasketRules,
    BasketThresholds, CustomerFilter, PAGE_SIZE_MAX, ProductProfile, RULE_ITEMS_MAX, RuleLimits, RuleReport,
    Scope, rule_targets,
};

use super::{Engine, memo::Memo};
use crate::basket::{BASKET_ITEMS_MAX, Limits, MinedRules, Rule, Thresholds, mine_rules};
use rule_page::shown_of;
use shop_baskets::ShopBaskets;

/// Rules in fewer orders are chance, whatever the size of the shop.
const LEAST_ORDERS_MIN: u64 = 3;
/// Unless a person says otherwise, a rule is in at least one of so many orders of several items. Most orders
/// hold one item, so a share of all orders would hide what is bought together.
const ORDERS_OF_SEVERAL_PER_RULE: u64 = 1_000;
const AUTOMATIC_CONFIDENCE_BASIS_POINTS: u32 = 1_000;
/// Rules of a lower lift say that one keeps from the other.
const AUTOMATIC_LIFT_HUNDREDTHS: u32 = 100;
/// Longer rules can hardly be acted upon.
const AUTOMATIC_LONGEST: u8 = 3;
/// Baskets of so many choices of orders are kept, and as many sets of rules.
const KEPT_MAX: usize = 6;
/// Rules of the report.
const TOP: usize = 10;

/// Whose orders, and what they hold.
type BasketsKey = (Scope, CustomerFilter, BasketItems);

/// What was computed for questions before: rules are mined once, then searched, sorted and paged.
pub(crate) struct BasketMemory {
    baskets: Memo<BasketsKey, ShopBaskets>,
    rules: Memo<(BasketsKey, Thresholds), MinedRules>,
}

impl Default for BasketMemory {
    fn default() -> Self {
        Self { baskets: Memo::up_to(KEPT_MAX), rules: Memo::up_to(KEPT_MAX) }
    }
}

/// The rules of one question, and what they were mined from.
struct FoundRules {
    shop: Arc<ShopBaskets>,
    asked: RuleLimits,
    mined: Arc<MinedRules>,
}

impl FoundRules {
    fn used(&self) -> RuleLimits {
        let MinedRules { least_baskets, longest, .. } = *self.mined;
        RuleLimits { orders: u64::from(least_baskets), longest, ..self.asked }
    }
}

impl Engine {
    pub(crate) fn summarize_basket_rules(
        &self,
        scope: &Scope,
        question: &BasketQuestion,
    ) -> Result<BasketRules, AnalyticsError> {
        if question.page_size > PAGE_SIZE_MAX {
            let found = question.page_size;
            return Err(AnalyticsError::InvalidQuestion(format!(
                "a page has at most {PAGE_SIZE_MAX} rules, {found} were asked for"
            )));
        }
        let found = self.find_rules(scope, question);
        let FoundRules { shop, mined, .. } = &found;
        let matching = self.matching_rules(question, &shop.baskets, &mined.rules);
        let shown = shown_of(&matching, question);
        let answer =
            |&rule: &usize| self.rule_answer(question.items, &question.filter, shop, &mined.rules[rule]);
        let is_page = question.page_size > 0;
        let (map_items, map_pairs) =
            if is_page { self.item_map(question.items, &mined.rules, &matching) } else { Default::default() };
        Ok(BasketRules {
            customers: shop.customers,
            baskets: u64::from(shop.baskets.len()),
            baskets_of_several: shop.baskets.of_several(),
            large_baskets: shop.baskets.large(),
            basket_items_max: BASKET_ITEMS_MAX as u64,
            asked: found.asked,
            used: found.used(),
            itemsets: mined.itemsets,
            tests: mined.tests,
            found: mined.rules.len() as u64,
            redundant: mined.redundant,
            dropped: mined.dropped,
            matching: matching.len() as u64,
            page: shown.page,
            pages: shown.pages,
            page_size: question.page_size,
            suggestions: if is_page { self.suggestions(question.items, &mined.rules) } else { Vec::new() },
            rules: shown.rules.iter().map(answer).collect(),
            map_items,
            map_pairs,
        })
    }

    fn find_rules(&self, scope: &Scope, question: &BasketQuestion) -> FoundRules {
        let shop = self.shop_baskets(scope, &question.filter, question.items);
        let (thresholds, asked) = thresholds_for(&shop, question);
        let key = ((scope.clone(), question.filter.clone(), question.items), thresholds);
        let mined =
            self.baskets.rules.get_or_make(key, || mine_rules(&shop.baskets, &thresholds, Limits::default()));
        FoundRules { shop, asked, mined }
    }

    fn shop_baskets(&self, scope: &Scope, filter: &CustomerFilter, items: BasketItems) -> Arc<ShopBaskets> {
        let key = (scope.clone(), filter.clone(), items);
        self.baskets.baskets.get_or_make(key, || {
            let selected = self.selector(scope, filter).selected();
            self.collect_baskets(&selected, items)
        })
    }

    fn rule_answer(
        &self,
        items: BasketItems,
        filter: &CustomerFilter,
        shop: &ShopBaskets,
        rule: &Rule,
    ) -> BasketRule {
        let counts = rule.counts;
        let left: Vec<BasketItem> = rule.left.iter().map(|&item| self.basket_item(items, item)).collect();
        let right = self.basket_item(items, rule.right);
        let has_list = rule_targets(filter, items, &left, &right).is_some();
        BasketRule {
            left,
            right,
            orders: u64::from(counts.both),
            left_orders: u64::from(counts.left),
            right_orders: u64::from(counts.right),
            support: counts.support(),
            confidence: counts.confidence(),
            lift: counts.lift(),
            leverage: counts.leverage(),
            conviction: counts.conviction(),
            p_value: rule.p_value,
            q_value: rule.q_value,
            targets: has_list.then(|| self.count_targets(shop, items, &rule.left, rule.right)),
        }
    }

    /// The item with a number of the baskets: a product's key, or the code of a category.
    fn basket_item(&self, items: BasketItems, number: u32) -> BasketItem {
        let number = number as usize;
        match items {
            BasketItems::Products => BasketItem {
                id: self.products.ids.get(number).unwrap_or_default().to_owned(),
                category: self.products.categories.name(number).to_owned(),
            },
            BasketItems::Categories => {
                let name = &self.products.categories.names[number];
                BasketItem { id: name.clone(), category: name.clone() }
            }
        }
    }

    pub(crate) fn summarize_product(
        &self,
        scope: &Scope,
        product_id: &str,
    ) -> Result<Option<ProductProfile>, AnalyticsError> {
        Ok(self.product_profile(scope, product_id))
    }

    /// The rules of products and of categories, for the report.
    pub(crate) fn basket_reports(&self, scope: &Scope) -> BTreeMap<String, BasketReport> {
        let report = |items: BasketItems| {
            let question = BasketQuestion { items, ..BasketQuestion::default() };
            let FoundRules { shop, asked: _, mined } = self.find_rules(scope, &question);
            let report = BasketReport {
                baskets: u64::from(shop.baskets.len()),
                baskets_of_several: shop.baskets.of_several(),
                large_baskets: shop.baskets.large(),
                least_orders: u64::from(mined.least_baskets),
                itemsets: mined.itemsets,
                rules: mined.rules.len() as u64,
                redundant: mined.redundant,
                top: mined.rules.iter().take(TOP).map(|rule| self.rule_report(items, rule)).collect(),
            };
            (items.slug().to_owned(), report)
        };
        BasketItems::ALL.into_iter().map(report).collect()
    }

    fn rule_report(&self, items: BasketItems, rule: &Rule) -> RuleReport {
        RuleReport {
            left: rule.left.iter().map(|&item| self.basket_item(items, item).id).collect(),
            right: self.basket_item(items, rule.right).id,
            orders: u64::from(rule.counts.both),
            confidence: rule.counts.confidence(),
            lift: rule.counts.lift(),
            q_value: rule.q_value,
        }
    }
}

/// What rules have to reach: what was asked for, else what suits the shop.
fn thresholds_for(shop: &ShopBaskets, question: &BasketQuestion) -> (Thresholds, RuleLimits) {
    let BasketThresholds { orders, support_basis_points, confidence_basis_points, lift_hundredths, longest } =
        question.thresholds;
    let automatic = shop.baskets.of_several().div_ceil(ORDERS_OF_SEVERAL_PER_RULE).max(LEAST_ORDERS_MIN);
    // Who gives a share alone means the share.
    let least = match (orders, support_basis_points) {
        (Some(orders), _) => orders,
        (None, Some(_)) => 1,
        (None, None) => u32::try_from(automatic).unwrap_or(u32::MAX),
    };
    let thresholds = Thresholds {
        least_count: least,
        support_basis_points: support_basis_points.unwrap_or(0),
        confidence_basis_points: confidence_basis_points.unwrap_or(AUTOMATIC_CONFIDENCE_BASIS_POINTS),
        lift_hundredths: lift_hundredths.unwrap_or(AUTOMATIC_LIFT_HUNDREDTHS),
        shortest: 2,
        longest: longest.unwrap_or(AUTOMATIC_LONGEST).clamp(2, RULE_ITEMS_MAX),
        without_redundant: !question.with_redundant,
    };
    let asked = RuleLimits {
        orders: u64::from(thresholds.least_baskets(shop.baskets.len())),
        confidence_basis_points: thresholds.confidence_basis_points,
        lift_hundredths: thresholds.lift_hundredths,
        longest: thresholds.longest,
    };
    (thresholds, asked)
}
