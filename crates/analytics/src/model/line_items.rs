//! The items of completed orders, in the order of their keys.

use rayon::prelude::*;

use super::completed::{CompletedOrders, NOT_COMPLETED, sort_by_id};
use crate::ingest::ShopTables;

/// One entry per item of a completed order, sorted by order key and line number.
pub(crate) struct LineItems {
    pub(crate) order_keys: Vec<u32>,
    pub(crate) numbers: Vec<u16>,
    pub(crate) product_keys: Vec<u32>,
    pub(crate) price_cents: Vec<i64>,
    pub(crate) freight_cents: Vec<i64>,
    /// Pieces; `None`: one each.
    pub(crate) quantities: Option<Vec<u32>>,
    /// Number of each product in the id table, sorted by id; the position is the product key.
    pub(crate) products: Vec<u32>,
    /// Category names, sorted.
    pub(crate) category_names: Vec<String>,
    /// Category of each product key, a position in `category_names`.
    pub(crate) product_categories: Vec<u16>,
}

impl LineItems {
    pub(crate) fn len(&self) -> usize {
        self.order_keys.len()
    }

    pub(crate) fn category(&self, line: usize) -> u16 {
        self.product_categories[self.product_keys[line] as usize]
    }
}

pub(crate) fn collect_line_items(tables: &ShopTables, completed: &CompletedOrders) -> LineItems {
    let items = &tables.items;
    // Order key, line number and row in one number: unique, and sorted as wanted.
    let mut sorted: Vec<(u64, u32)> = items
        .orders
        .iter()
        .enumerate()
        .filter_map(|(row, &order)| {
            let key = completed.keys[order as usize];
            (key != NOT_COMPLETED)
                .then(|| ((u64::from(key) << 16) | u64::from(items.numbers[row]), row as u32))
        })
        .collect();
    sorted.par_sort_unstable();
    let mut products: Vec<u32> = (0..tables.product_ids.len() as u32).collect();
    sort_by_id(&mut products, &tables.product_ids);
    let mut product_keys = vec![0_u32; products.len()];
    for (key, &number) in products.iter().enumerate() {
        product_keys[number as usize] = key as u32;
    }
    let (category_names, product_categories) = number_categories(tables, &products);
    let rows = || sorted.iter().map(|&(_, row)| row as usize);
    LineItems {
        order_keys: sorted.iter().map(|&(key, _)| (key >> 16) as u32).collect(),
        numbers: rows().map(|row| items.numbers[row]).collect(),
        product_keys: rows().map(|row| product_keys[items.products[row] as usize]).collect(),
        price_cents: rows().map(|row| items.price_cents[row]).collect(),
        freight_cents: rows().map(|row| items.freight_cents[row]).collect(),
        quantities: items.quantities.as_ref().map(|pieces| rows().map(|row| pieces[row]).collect()),
        products,
        category_names,
        product_categories,
    }
}

/// Sorted category names, and the category of each product key.
fn number_categories(tables: &ShopTables, products: &[u32]) -> (Vec<String>, Vec<u16>) {
    let mut names = tables.product_categories.clone();
    names.sort_unstable();
    names.dedup();
    let categories = products.iter().map(|&number| {
        let name = &tables.product_categories[number as usize];
        names.binary_search(name).unwrap_or_default() as u16
    });
    let categories = categories.collect();
    (names, categories)
}
