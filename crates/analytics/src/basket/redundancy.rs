//! Rules that say no more than simpler ones.

use super::{itemsets::Itemsets, rules::RuleCounts};

/// True if some of the items on the left, or none of them, lead to the right side with at least the same
/// confidence.
pub(super) fn is_redundant(sets: &Itemsets, left: &[u32], right: u32, counts: RuleCounts) -> bool {
    let mut subset = Vec::with_capacity(left.len());
    let mut with_right = Vec::with_capacity(left.len() + 1);
    // Each number is a choice of items; the last one would be all of them.
    (0..(1_u32 << left.len()) - 1).any(|choice| {
        subset.clear();
        subset.extend(
            left.iter().enumerate().filter(|(item, _)| choice >> item & 1 == 1).map(|(_, item)| *item),
        );
        with_right.clear();
        with_right.extend_from_slice(&subset);
        with_right.insert(with_right.partition_point(|&item| item < right), right);
        let subset_count = if subset.is_empty() { Some(counts.baskets) } else { sets.count_of(&subset) };
        // Subsets of frequent itemsets are frequent.
        let (Some(left_count), Some(both)) = (subset_count, sets.count_of(&with_right)) else { return false };
        u64::from(both) * u64::from(counts.left) >= u64::from(counts.both) * u64::from(left_count)
    })
}
