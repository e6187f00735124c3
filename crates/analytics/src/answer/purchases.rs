//! Who has an order that meets a purchase filter.

use std::collections::BTreeSet;

use clientele_contract::PurchaseFilter;

use super::{Engine, columns::row_with_id, select::epoch_span};

/// Which items a filter names; `None`: any.
struct ItemChoice {
    /// By product.
    products: Option<Vec<bool>>,
    /// By category.
    categories: Option<Vec<bool>>,
}

impl Engine {
    /// For each customer whether one of their completed orders meets all parts of `filter` at once; `None`
    /// if every customer passes.
    pub(crate) fn purchasers(&self, filter: &PurchaseFilter) -> Option<Vec<bool>> {
        if filter.is_open() {
            return None;
        }
        let days = epoch_span(filter.ordered);
        let choice = self.item_choice(filter);
        let mut purchasers = vec![false; self.customers.len()];
        for (order, &customer) in self.orders.customers.iter().enumerate() {
            let meets = || days.contains(self.orders.dates[order]) && self.has_items(order as u32, &choice);
            let passes = &mut purchasers[customer as usize];
            *passes = *passes || meets();
        }
        Some(purchasers)
    }

    fn item_choice(&self, filter: &PurchaseFilter) -> ItemChoice {
        let products = |wanted: &BTreeSet<String>| {
            let mut chosen = vec![false; self.products.ids.len()];
            for product in wanted.iter().filter_map(|id| row_with_id(&self.products.ids, id)) {
                chosen[product] = true;
            }
            chosen
        };
        let categories = |wanted: &BTreeSet<String>| {
            self.products.categories.names.iter().map(|name| wanted.contains(name)).collect()
        };
        ItemChoice {
            products: (!filter.products.is_empty()).then(|| products(&filter.products)),
            categories: (!filter.categories.is_empty()).then(|| categories(&filter.categories)),
        }
    }

    /// The order has an item of a chosen product and one of a chosen category; it may be the same item.
    fn has_items(&self, order: u32, choice: &ItemChoice) -> bool {
        let products = || self.lines.of_order(order).map(|line| self.lines.products[line] as usize);
        let category = |product: usize| usize::from(self.products.categories.codes[product]);
        choice.products.as_ref().is_none_or(|chosen| products().any(|product| chosen[product]))
            && choice
                .categories
                .as_ref()
                .is_none_or(|chosen| products().any(|product| chosen[category(product)]))
    }
}
