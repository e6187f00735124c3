//! What is bought together: frequent itemsets and association rules over baskets of distinct items.
//!
//! Items are dense numbers, so the module knows nothing of shops, and its answers are exact: thresholds are
//! compared in whole numbers, and the order of the baskets changes nothing.
//!
//! - Itemsets come from a depth-first search over projected baskets (Eclat's search order with the occurrence
//!   lists of Uno, Kiyomi and Arimura, *LCM ver. 2*, 2004): for each itemset one pass over what follows it in
//!   its baskets counts all its extensions. Rare items come first, so projections stay small. First items are
//!   spread over the threads.
//! - Rules have one item on the right and follow the R package `arules`: support and confidence reach their
//!   thresholds (≥), and a rule of length 1 has nothing on the left.
//! - Memory and time are bounded by [`Limits`]: where thresholds let through more than that, the search is run
//!   again for shorter itemsets, then for greater counts, and [`MinedRules`] says with what. What it says depends on
//!   the data alone, not on the machine.

mod itemsets;
mod redundancy;
mod rules;
mod significance;

use std::ops::Range;

pub use rules::{MinedRules, Rule, RuleCounts, mine_rules};
pub use significance::{benjamini_hochberg, fisher_exact_greater, ln_factorial};

/// Baskets with more distinct items than this are left out: they are wholesale or test orders, and every part
/// of their items would be an itemset.
pub const BASKET_ITEMS_MAX: usize = 50;

/// Baskets of distinct items: item numbers one basket after the other, and where each begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baskets {
    starts: Vec<u32>,
    items: Vec<u32>,
    item_count: u32,
    large: u64,
}

impl Default for Baskets {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new(), item_count: 0, large: 0 }
    }
}

impl Baskets {
    /// Adds a basket; items that occur twice count once. One with more than [`BASKET_ITEMS_MAX`] distinct items is
    /// counted as large and left out, one without items is passed over.
    pub fn push(&mut self, items: impl IntoIterator<Item = u32>) {
        let start = self.items.len();
        self.items.extend(items);
        self.items[start..].sort_unstable();
        let mut end = start;
        for position in start..self.items.len() {
            if end == start || self.items[position] != self.items[end - 1] {
                self.items[end] = self.items[position];
                end += 1;
            }
        }
        self.items.truncate(end);
        if end - start > BASKET_ITEMS_MAX {
            self.items.truncate(start);
            self.large += 1;
        } else if end > start {
            self.item_count = self.item_count.max(self.items[end - 1] + 1);
            self.starts.push(end as u32);
        }
    }

    /// Number of baskets that count.
    pub fn len(&self) -> u32 {
        (self.starts.len() - 1) as u32
    }

    /// True if no basket counts.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One more than the greatest item.
    pub fn item_count(&self) -> u32 {
        self.item_count
    }

    /// Baskets that were left out for their size.
    pub fn large(&self) -> u64 {
        self.large
    }

    /// Baskets with at least two distinct items.
    pub fn of_several(&self) -> u64 {
        self.starts.windows(2).filter(|ends| ends[1] - ends[0] > 1).count() as u64
    }

    /// The items of a basket, ascending.
    pub fn items(&self, basket: u32) -> &[u32] {
        &self.items[self.range(basket as usize)]
    }

    fn range(&self, basket: usize) -> Range<usize> {
        self.starts[basket] as usize..self.starts[basket + 1] as usize
    }

    /// All baskets.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|basket| self.items(basket))
    }

    /// In how many baskets each item is.
    pub fn counts_by_item(&self) -> Vec<u32> {
        let mut counts = vec![0; self.item_count as usize];
        for &item in &self.items {
            counts[item as usize] += 1;
        }
        counts
    }
}

/// Which rules are looked for. Shares are whole basis points, hundredths of a per cent, so that no rounding
/// decides about a rule at the threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Thresholds {
    /// Least number of baskets with all items of the rule; 0 means 1.
    pub least_count: u32,
    /// Least share of all baskets that hold all items of the rule.
    pub support_basis_points: u32,
    /// Least share of the baskets with the left side that hold the right side, too.
    pub confidence_basis_points: u32,
    /// Least lift, in hundredths: 150 is 1.5.
    pub lift_hundredths: u32,
    /// Least number of items of a rule; 1 admits rules with nothing on the left.
    pub shortest: u8,
    /// Greatest number of items of a rule.
    pub longest: u8,
    /// Leaves out rules that say no more than a simpler one: one with fewer of the items on the left, or none, and
    /// the same right side has at least the same confidence.
    pub without_redundant: bool,
}

impl Default for Thresholds {
    /// The defaults of `apriori` in the R package `arules`, without pruning.
    fn default() -> Self {
        Self {
            least_count: 1,
            support_basis_points: 1_000,
            confidence_basis_points: 8_000,
            lift_hundredths: 0,
            shortest: 1,
            longest: 10,
            without_redundant: false,
        }
    }
}

impl Thresholds {
    /// The least number of baskets that meets both the count and the share of `baskets`.
    pub fn least_baskets(&self, baskets: u32) -> u32 {
        let by_share = (u64::from(baskets) * u64::from(self.support_basis_points)).div_ceil(BASIS_POINTS);
        self.least_count.max(1).max(u32::try_from(by_share).unwrap_or(u32::MAX))
    }
}

const BASIS_POINTS: u64 = 10_000;

/// What a search may cost; above it, it is narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Frequent itemsets.
    pub itemsets: u64,
    /// Items looked at while searching, which bounds the time.
    pub steps: u64,
    /// Rules that are kept; those with the highest lift stay.
    pub rules: u64,
}

impl Default for Limits {
    /// Some ten megabytes, and about a second on one core.
    fn default() -> Self {
        Self { itemsets: 200_000, steps: 200_000_000, rules: 50_000 }
    }
}
