//! Who has an order that meets a purchase filter.

use std::collections::BTreeSet;

use clientele_contract::{FirstPurchaseFilter, PurchaseFilter};

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
        let choice = self.item_choice(&filter.products, &filter.categories);
        let mut purchasers = vec![false; self.customers.len()];
        for (order, &customer) in self.orders.customers.iter().enumerate() {
            let meets = || days.contains(self.orders.dates[order]) && self.has_items(order as u32, &choice);
            let passes = &mut purchasers[customer as usize];
            *passes = *passes || meets();
        }
        Some(purchasers)
    }

    /// For each customer whether their first completed order meets all parts of `filter`; `None` if every customer
    /// passes.
    pub(crate) fn first_purchasers(&self, filter: &FirstPurchaseFilter) -> Option<Vec<bool>> {
        if filter.products.is_empty() && filter.categories.is_empty() {
            return None;
        }
        let choice = self.item_choice(&filter.products, &filter.categories);
        let orders = &self.orders.by_customer;
        let first = |customer| orders.of(customer).next().map(|position| orders.keys[position]);
        let passes = |customer| first(customer).is_some_and(|order| self.has_items(order, &choice));
        Some((0..self.customers.len()).map(passes).collect())
    }

    fn item_choice(&self, products: &BTreeSet<String>, categories: &BTreeSet<String>) -> ItemChoice {
        let in_products = |wanted: &BTreeSet<String>| {
            let mut chosen = vec![false; self.products.ids.len()];
            for product in wanted.iter().filter_map(|id| row_with_id(&self.products.ids, id)) {
                chosen[product] = true;
            }
            chosen
        };
        let in_categories = |wanted: &BTreeSet<String>| {
            self.products.categories.names.iter().map(|name| wanted.contains(name)).collect()
        };
        ItemChoice {
            products: (!products.is_empty()).then(|| in_products(products)),
            categories: (!categories.is_empty()).then(|| in_categories(categories)),
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
