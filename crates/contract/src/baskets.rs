use serde::{Deserialize, Serialize};

use crate::{CustomerFilter, SortDirection};

/// What a basket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum BasketItems {
    /// Products.
    #[default]
    Products,
    /// Their categories.
    Categories,
}

impl BasketItems {
    /// Both, products first.
    pub const ALL: [Self; 2] = [Self::Products, Self::Categories];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Categories => "categories",
        }
    }

    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|items| items.slug() == slug)
    }
}

/// What a rule must reach; `None` leaves the choice to the engine, which says what it chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BasketThresholds {
    /// Least number of orders with all items of the rule.
    pub orders: Option<u32>,
    /// Least share of all orders with all items of the rule, in basis points.
    pub support_basis_points: Option<u32>,
    /// Least confidence, in basis points.
    pub confidence_basis_points: Option<u32>,
    /// Least lift, in hundredths: 150 is 1.5.
    pub lift_hundredths: Option<u32>,
    /// Most items of a rule, both sides together; at most [`RULE_ITEMS_MAX`].
    pub longest: Option<u8>,
}

/// Rules with more items are not looked for.
pub const RULE_ITEMS_MAX: u8 = 6;

/// The measures by which rules can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum RuleMeasure {
    /// How many times as often as by chance.
    #[default]
    Lift,
    /// Share of the orders with the left side that have the right side, too.
    Confidence,
    /// Orders with all items, and so the support.
    Orders,
    /// Share of the orders beyond what chance would bring.
    Leverage,
    /// How much more rarely the rule fails than by chance.
    Conviction,
    /// The share of false discoveries among the rules up to this one.
    QValue,
}

impl RuleMeasure {
    /// All, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Orders, Self::Confidence, Self::Lift, Self::Leverage, Self::Conviction, Self::QValue];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Lift => "lift",
            Self::Confidence => "confidence",
            Self::Orders => "orders",
            Self::Leverage => "leverage",
            Self::Conviction => "conviction",
            Self::QValue => "q",
        }
    }

    /// The measure with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.slug() == slug)
    }
}

/// Which rules are looked for in the completed orders of some customers, and which part of them is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct BasketQuestion {
    /// Whose orders.
    pub filter: CustomerFilter,
    /// What a basket holds.
    pub items: BasketItems,
    /// What a rule must reach.
    pub thresholds: BasketThresholds,
    /// Shows rules that say no more than a simpler one, too.
    pub with_redundant: bool,
    /// A part of the name of an item on either side; empty lets all pass.
    pub search: String,
    /// The same of an item on the left.
    pub left: String,
    /// The same of the item on the right.
    pub right: String,
    /// What rules are sorted by.
    pub sort: RuleMeasure,
    /// Best first is descending for every measure but the q-value.
    pub direction: SortDirection,
    /// From 1; a page past the end is answered with the last page.
    pub page: u32,
    /// Rules on one page, at most [`crate::PAGE_SIZE_MAX`]; 0 asks for all rules at once, without the picture and
    /// the suggestions.
    pub page_size: u32,
}

impl Default for BasketQuestion {
    fn default() -> Self {
        Self {
            filter: CustomerFilter::default(),
            items: BasketItems::Products,
            thresholds: BasketThresholds::default(),
            with_redundant: false,
            search: String::new(),
            left: String::new(),
            right: String::new(),
            sort: RuleMeasure::Lift,
            direction: SortDirection::Descending,
            page: 1,
            page_size: 25,
        }
    }
}

/// The customers who bought some items in one order and never another one, as far as they pass `filter`.
///
/// `None` where `filter` asks for an order already: one list cannot ask for two.
pub fn rule_targets(
    filter: &CustomerFilter,
    items: BasketItems,
    left: &[BasketItem],
    right: &BasketItem,
) -> Option<CustomerFilter> {
    if !filter.purchase.is_open() {
        return None;
    }
    let mut filter = filter.clone();
    let (purchase, never) = (&mut filter.purchase, &mut filter.never_bought);
    let (any, every, never) = match items {
        BasketItems::Products => (&mut purchase.products, &mut purchase.every_product, &mut never.products),
        BasketItems::Categories => {
            (&mut purchase.categories, &mut purchase.every_category, &mut never.categories)
        }
    };
    let wanted = if left.len() == 1 { any } else { every };
    wanted.extend(left.iter().map(|item| item.id.clone()));
    never.insert(right.id.clone());
    Some(filter)
}

/// A product or a category.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct BasketItem {
    /// The shop's product id, or the category.
    pub id: String,
    /// Its category.
    pub category: String,
}

/// Who has the left side in an order tends to have the right side in it, too.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BasketRule {
    /// One item or more.
    pub left: Vec<BasketItem>,
    /// One item.
    pub right: BasketItem,
    /// Orders with both sides.
    pub orders: u64,
    /// Orders with the left side.
    pub left_orders: u64,
    /// Orders with the right side.
    pub right_orders: u64,
    /// `orders` / all orders.
    pub support: f64,
    /// `orders` / `left_orders`.
    pub confidence: f64,
    /// How many times as often both sides are in one order as they would be by chance.
    pub lift: f64,
    /// `support` − what chance would bring.
    pub leverage: f64,
    /// How many times as often the rule would fail by chance as it does; `None` if it never fails.
    pub conviction: Option<f64>,
    /// Of Fisher's exact test, one-sided.
    pub p_value: f64,
    /// After Benjamini and Hochberg.
    pub q_value: f64,
    /// Customers who have an order with the left side and never bought the right side; `None` where
    /// [`rule_targets`] has no list of them.
    pub targets: Option<u64>,
}

/// Two items of the picture, as positions in [`BasketRules::map_items`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BasketPair {
    /// The item on the left.
    pub left: u32,
    /// The item on the right.
    pub right: u32,
    /// Orders with both.
    pub orders: u64,
    /// Share of the orders with the left one that have the right one, too.
    pub confidence: f64,
    /// How many times as often as by chance.
    pub lift: f64,
}

/// What rules were asked to reach, or had to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RuleLimits {
    /// Least number of orders with all items of a rule.
    pub orders: u64,
    /// Least confidence, in basis points.
    pub confidence_basis_points: u32,
    /// Least lift, in hundredths.
    pub lift_hundredths: u32,
    /// Most items of a rule.
    pub longest: u8,
}

/// What is bought together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BasketRules {
    /// Customers whose orders were looked at.
    pub customers: u64,
    /// Their completed orders, without those left out.
    pub baskets: u64,
    /// Those with at least two different items.
    pub baskets_of_several: u64,
    /// Orders left out because they hold more than [`BasketRules::basket_items_max`] different items.
    pub large_baskets: u64,
    /// Orders with more different items are left out.
    pub basket_items_max: u64,
    /// What rules were asked to reach.
    pub asked: RuleLimits,
    /// What they had to reach: more where that would have been too many itemsets.
    pub used: RuleLimits,
    /// Items and sets of items in at least as many orders.
    pub itemsets: u64,
    /// Rules that were tried.
    pub tests: u64,
    /// Rules that reach the thresholds, whatever is searched for.
    pub found: u64,
    /// Left out of them, because a simpler rule says as much.
    pub redundant: u64,
    /// Left out of them, because there were too many; their lift is lower.
    pub dropped: u64,
    /// Rules with the items that were searched for.
    pub matching: u64,
    /// The page that is shown, from 1.
    pub page: u32,
    /// Number of pages, at least 1.
    pub pages: u32,
    /// Rules on a full page; 0: all rules are on one.
    pub page_size: u32,
    /// The rules of this page.
    pub rules: Vec<BasketRule>,
    /// The items with the strongest ties among the matching rules; those with ties to one another stand together.
    pub map_items: Vec<BasketItem>,
    /// The ties between them.
    pub map_pairs: Vec<BasketPair>,
    /// Names to search for, in order: the categories of the items of the rules, at most
    /// [`BasketRules::SUGGESTIONS_MAX`]. Where there are more, those that are in the most rules.
    pub suggestions: Vec<String>,
}

impl BasketRules {
    /// More names are no help to those who search.
    pub const SUGGESTIONS_MAX: usize = 200;
}
