//! Who has an order that meets a purchase filter, and who never bought something.

use std::collections::BTreeSet;

use clientele_contract::{FirstPurchaseFilter, NeverBoughtFilter, PurchaseFilter};

use super::{Engine, columns::row_with_id, select::epoch_span};

/// Which items a filter names; `None`: any.
struct ItemChoice {
    /// By product.
    products: Option<Vec<bool>>,
    /// By category.
    categories: Option<Vec<bool>>,
    /// Products that must all be there.
    every_product: Vec<u32>,
    /// Categories of which each must be there.
    every_category: Vec<u16>,
}

impl Engine {
    /// For each customer whether one of their completed orders meets all parts of `filter` at once; `None`
    /// if every customer passes.
    pub(crate) fn purchasers(&self, filter: &PurchaseFilter) -> Option<Vec<bool>> {
        if filter.is_open() {
            return None;
        }
        let days = epoch_span(filter.ordered);
        let mut purchasers = vec![false; self.customers.len()];
        // Nobody can have bought what is unknown together with anything.
        let Some(choice) = self.item_choice(filter) else { return Some(purchasers) };
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
        let (products, categories) = (filter.products.clone(), filter.categories.clone());
        let filter = PurchaseFilter { products, categories, ..PurchaseFilter::default() };
        // Nobody can have bought what is unknown.
        let Some(choice) = self.item_choice(&filter) else { return Some(vec![false; self.customers.len()]) };
        let orders = &self.orders.by_customer;
        let first = |customer| orders.of(customer).next().map(|position| orders.keys[position]);
        let passes = |customer| first(customer).is_some_and(|order| self.has_items(order, &choice));
        Some((0..self.customers.len()).map(passes).collect())
    }

    /// For each customer whether they never bought any of this; `None` if every customer passes.
    pub(crate) fn never_buyers(&self, filter: &NeverBoughtFilter) -> Option<Vec<bool>> {
        if *filter == NeverBoughtFilter::default() {
            return None;
        }
        let (products, categories) =
            (self.chosen_products(&filter.products), self.chosen_categories(&filter.categories));
        let mut never = vec![true; self.customers.len()];
        for (&product, &customer) in self.lines.products.iter().zip(&self.lines.customers) {
            let product = product as usize;
            if products[product] || categories[usize::from(self.products.categories.codes[product])] {
                never[customer as usize] = false;
            }
        }
        Some(never)
    }

    /// `None` if an item that every order must have is unknown.
    fn item_choice(&self, filter: &PurchaseFilter) -> Option<ItemChoice> {
        let product = |id: &String| row_with_id(&self.products.ids, id).map(|row| row as u32);
        let category =
            |name: &String| self.products.categories.names.binary_search(name).ok().map(|code| code as u16);
        Some(ItemChoice {
            products: (!filter.products.is_empty()).then(|| self.chosen_products(&filter.products)),
            categories: (!filter.categories.is_empty()).then(|| self.chosen_categories(&filter.categories)),
            every_product: filter.every_product.iter().map(product).collect::<Option<_>>()?,
            every_category: filter.every_category.iter().map(category).collect::<Option<_>>()?,
        })
    }

    /// By product.
    fn chosen_products(&self, wanted: &BTreeSet<String>) -> Vec<bool> {
        let mut chosen = vec![false; self.products.ids.len()];
        for product in wanted.iter().filter_map(|id| row_with_id(&self.products.ids, id)) {
            chosen[product] = true;
        }
        chosen
    }

    /// By category.
    fn chosen_categories(&self, wanted: &BTreeSet<String>) -> Vec<bool> {
        self.products.categories.names.iter().map(|name| wanted.contains(name)).collect()
    }

    /// The order has an item of a chosen product and one of a chosen category; it may be the same item. It has all
    /// of what it must have.
    fn has_items(&self, order: u32, choice: &ItemChoice) -> bool {
        let products = || self.lines.of_order(order).map(|line| self.lines.products[line] as usize);
        let category = |product: usize| self.products.categories.codes[product];
        choice.products.as_ref().is_none_or(|chosen| products().any(|product| chosen[product]))
            && choice
                .categories
                .as_ref()
                .is_none_or(|chosen| products().any(|product| chosen[usize::from(category(product))]))
            && choice.every_product.iter().all(|&wanted| products().any(|product| product == wanted as usize))
            && choice
                .every_category
                .iter()
                .all(|&wanted| products().any(|product| category(product) == wanted))
    }
}
