//! The orders that count: completed, with at least one item.

use rayon::prelude::*;

use crate::{
    OrderMeaning,
    ingest::{IdTable, ShopTables},
};

/// Order key of an order that does not count.
pub(crate) const NOT_COMPLETED: u32 = u32::MAX;

/// The completed orders, sorted by id; the position is the order key.
pub(crate) struct CompletedOrders {
    /// Row in the orders file.
    pub(crate) rows: Vec<u32>,
    /// Order key of each row of the orders file, or [`NOT_COMPLETED`].
    pub(crate) keys: Vec<u32>,
    /// Days since 1970-01-01.
    pub(crate) dates: Vec<i32>,
    /// Price and freight of the items.
    pub(crate) value_cents: Vec<i64>,
    /// Mean review of the order.
    pub(crate) review_scores: Vec<Option<f64>>,
}

pub(crate) fn collect_completed_orders(tables: &ShopTables) -> CompletedOrders {
    let orders = &tables.orders;
    let mut values = vec![0_i64; orders.ids.len()];
    let mut has_item = vec![false; orders.ids.len()];
    for (line, &order) in tables.items.orders.iter().enumerate() {
        values[order as usize] += tables.items.price_cents[line] + tables.items.freight_cents[line];
        has_item[order as usize] = true;
    }
    let counts = |row: &usize| {
        let (_, meaning) = tables.statuses[usize::from(orders.statuses[*row])];
        meaning == OrderMeaning::Completed && has_item[*row]
    };
    let mut rows: Vec<u32> = orders.known_rows().filter(counts).map(|row| row as u32).collect();
    sort_by_id(&mut rows, &orders.ids);
    let mut keys = vec![NOT_COMPLETED; orders.ids.len()];
    for (key, &row) in rows.iter().enumerate() {
        keys[row as usize] = key as u32;
    }
    let review_scores = mean_reviews(tables, &keys, rows.len());
    CompletedOrders {
        dates: rows.iter().map(|&row| orders.dates[row as usize]).collect(),
        value_cents: rows.iter().map(|&row| values[row as usize]).collect(),
        review_scores,
        rows,
        keys,
    }
}

/// Sorts numbers of an id table by the bytes of their ids.
pub(crate) fn sort_by_id(numbers: &mut [u32], ids: &IdTable) {
    let skipped = ids.common_prefix();
    let mut keyed: Vec<(u64, u32)> =
        numbers.par_iter().map(|&number| (ids.sort_key(number, skipped), number)).collect();
    keyed.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| ids.compare(a.1, b.1)));
    for (number, (_, sorted)) in numbers.iter_mut().zip(keyed) {
        *number = sorted;
    }
}

fn mean_reviews(tables: &ShopTables, keys: &[u32], orders: usize) -> Vec<Option<f64>> {
    let mut sums = vec![(0_u32, 0_u32); orders];
    for (&order, &score) in tables.reviews.orders.iter().zip(&tables.reviews.scores) {
        let key = keys[order as usize];
        if key != NOT_COMPLETED {
            let (sum, count) = &mut sums[key as usize];
            *sum += u32::from(score);
            *count += 1;
        }
    }
    sums.into_iter().map(|(sum, count)| (count > 0).then(|| f64::from(sum) / f64::from(count))).collect()
}
