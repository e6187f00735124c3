//! The items of completed orders, in the order of their keys.

use rayon::prelude::*;

use super::completed::{Groups, NOT_COMPLETED, sort_by_id};
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

/// The products, sorted by id.
pub(crate) struct ProductKeys {
    /// Number of each product in the id table; the position is the product key.
    products: Vec<u32>,
    /// Product key of each number.
    pub(crate) of_numbers: Vec<u32>,
}

pub(crate) fn number_products(tables: &ShopTables) -> ProductKeys {
    let mut products: Vec<u32> = (0..tables.product_ids.len() as u32).collect();
    sort_by_id(&mut products, &tables.product_ids);
    let mut of_numbers = vec![0_u32; products.len()];
    for (key, &number) in products.iter().enumerate() {
        of_numbers[number as usize] = key as u32;
    }
    ProductKeys { products, of_numbers }
}

/// Takes the items out of the tables; `keys` holds the order key of each order.
pub(crate) fn collect_line_items(
    tables: &mut ShopTables,
    product_keys: ProductKeys,
    keys: &[u32],
    orders: usize,
) -> LineItems {
    let mut items = std::mem::take(&mut tables.items);
    let key_of = |order: &u32| Some(keys[*order as usize]).filter(|key| *key != NOT_COMPLETED);
    let groups = Groups::new(orders, items.orders.iter().map(key_of));
    let rows = groups.into_sorted(|row| items.numbers[row as usize]);
    let ProductKeys { products, of_numbers } = product_keys;
    let (category_names, product_categories) = number_categories(tables, &products);
    // Each column is given up as soon as it has its new order.
    LineItems {
        order_keys: in_order(&rows, std::mem::take(&mut items.orders), |order| keys[order as usize]),
        numbers: in_order(&rows, std::mem::take(&mut items.numbers), |number| number),
        product_keys: in_order(&rows, std::mem::take(&mut items.products), |product| {
            of_numbers[product as usize]
        }),
        price_cents: in_order(&rows, std::mem::take(&mut items.price_cents), |cents| cents),
        freight_cents: in_order(&rows, std::mem::take(&mut items.freight_cents), |cents| cents),
        quantities: items.quantities.take().map(|pieces| in_order(&rows, pieces, |pieces| pieces)),
        products,
        category_names,
        product_categories,
    }
}

fn in_order<T: Copy + Sync + Send, U: Send>(
    rows: &[u32],
    column: Vec<T>,
    change: impl Fn(T) -> U + Sync,
) -> Vec<U> {
    let sorted = rows.par_iter().map(|&row| change(column[row as usize])).collect();
    drop(column);
    sorted
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
