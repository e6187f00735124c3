//! The orders that count: completed, with at least one item.

use rayon::prelude::*;

use crate::{
    OrderMeaning,
    ingest::{IdTable, Reviews, ShopTables},
};

/// Order key of an order that does not count.
pub(crate) const NOT_COMPLETED: u32 = u32::MAX;

/// The completed orders, sorted by id; the position is the order key.
pub(crate) struct CompletedOrders {
    /// Row in the orders file.
    pub(crate) rows: Vec<u32>,
    /// Days since 1970-01-01.
    pub(crate) dates: Vec<i32>,
    /// Price and freight of the items.
    pub(crate) value_cents: Vec<i64>,
    pub(crate) review_scores: Scores,
}

/// Mean reviews in eight bytes each.
#[derive(Default)]
pub(crate) struct Scores(Vec<f64>);

impl Scores {
    pub(crate) fn get(&self, position: usize) -> Option<f64> {
        Some(self.0[position]).filter(|score| !score.is_nan())
    }

    /// Sums divided by their counts; none where nothing was counted.
    pub(crate) fn of_sums(mut sums: Vec<f64>, counts: &[u32]) -> Self {
        for (sum, &count) in sums.iter_mut().zip(counts) {
            *sum = if count == 0 { f64::NAN } else { *sum / f64::from(count) };
        }
        Self(sums)
    }
}

/// The completed orders, and the order key of each row of the orders file, or [`NOT_COMPLETED`].
pub(crate) fn collect_completed_orders(tables: &mut ShopTables) -> (CompletedOrders, Vec<u32>) {
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
    drop(has_item);
    sort_by_id(&mut rows, &orders.ids);
    let mut keys = vec![NOT_COMPLETED; orders.ids.len()];
    for (key, &row) in rows.iter().enumerate() {
        keys[row as usize] = key as u32;
    }
    let value_cents = rows.iter().map(|&row| values[row as usize]).collect();
    drop(values);
    let reviews = std::mem::take(&mut tables.reviews);
    let completed = CompletedOrders {
        dates: rows.iter().map(|&row| tables.orders.dates[row as usize]).collect(),
        value_cents,
        review_scores: mean_reviews(&reviews, &keys, rows.len()),
        rows,
    };
    (completed, keys)
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

/// Where the entries of each group are, once those of all groups are put one group after another.
pub(crate) struct Groups {
    /// Where each group begins, and where the last one ends.
    starts: Vec<u32>,
    /// The entries, in the order in which they came within each group.
    entries: Vec<u32>,
}

impl Groups {
    /// Puts the entries of each group together; entries of no group are left out.
    pub(crate) fn new(groups: usize, group_of: impl Iterator<Item = Option<u32>> + Clone) -> Self {
        let mut starts = vec![0_u32; groups + 1];
        for group in group_of.clone().flatten() {
            starts[group as usize + 1] += 1;
        }
        for group in 0..groups {
            starts[group + 1] += starts[group];
        }
        let mut entries = vec![0_u32; starts[groups] as usize];
        // Each start moves to the end of its group, which is where the next one begins.
        for (entry, group) in (0_u32..).zip(group_of) {
            if let Some(group) = group {
                let next = &mut starts[group as usize];
                entries[*next as usize] = entry;
                *next += 1;
            }
        }
        starts.pop();
        starts.insert(0, 0);
        Self { starts, entries }
    }

    pub(crate) fn of(&self, group: usize) -> &[u32] {
        &self.entries[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    /// All entries, group after group, those of each sorted as `key` says.
    pub(crate) fn into_sorted<K: Ord>(mut self, key: impl Fn(u32) -> K) -> Vec<u32> {
        for bounds in self.starts.windows(2) {
            let of_group = &mut self.entries[bounds[0] as usize..bounds[1] as usize];
            if of_group.len() > 1 {
                of_group.sort_unstable_by_key(|&entry| (key(entry), entry));
            }
        }
        self.entries
    }
}

fn mean_reviews(reviews: &Reviews, keys: &[u32], orders: usize) -> Scores {
    let mut sums = vec![0.0; orders];
    let mut counts = vec![0_u32; orders];
    for (&order, &score) in reviews.orders.iter().zip(&reviews.scores) {
        let key = keys[order as usize];
        if key != NOT_COMPLETED {
            // Whole numbers: the sum is exact.
            sums[key as usize] += f64::from(score);
            counts[key as usize] += 1;
        }
    }
    Scores::of_sums(sums, &counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_together_by_group_in_the_order_in_which_they_came() {
        let group_of = [Some(2), Some(0), None, Some(2), Some(0), Some(2)];
        let groups = Groups::new(4, group_of.into_iter());
        let found: Vec<&[u32]> = (0..4).map(|group| groups.of(group)).collect();
        assert_eq!(found, [&[1, 4][..], &[], &[0, 3, 5], &[]]);
        assert_eq!(groups.into_sorted(std::cmp::Reverse), [4, 1, 5, 3, 0]);
    }
}
