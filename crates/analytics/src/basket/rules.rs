//! From frequent itemsets to rules.

use rayon::prelude::*;

use super::{
    BASIS_POINTS, Baskets, Limits, Thresholds,
    itemsets::{Itemsets, frequent_itemsets},
    redundancy::is_redundant,
    significance::{benjamini_hochberg, fisher_exact_greater},
};

/// In how many baskets the sides of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleCounts {
    /// All baskets.
    pub baskets: u32,
    /// Baskets with both sides.
    pub both: u32,
    /// Baskets with the left side.
    pub left: u32,
    /// Baskets with the right side.
    pub right: u32,
}

impl RuleCounts {
    /// Share of all baskets that hold both sides.
    pub fn support(self) -> f64 {
        f64::from(self.both) / f64::from(self.baskets)
    }

    /// Share of the baskets with the left side that hold the right side, too.
    pub fn confidence(self) -> f64 {
        f64::from(self.both) / f64::from(self.left)
    }

    /// How many times as often both sides are in one basket as they would be by chance (Brin and others 1997).
    pub fn lift(self) -> f64 {
        let RuleCounts { baskets, both, left, right } = self;
        f64::from(both) * f64::from(baskets) / (f64::from(left) * f64::from(right))
    }

    /// Share of all baskets with both sides beyond what chance would bring (Piatetsky-Shapiro 1991).
    pub fn leverage(self) -> f64 {
        let share = |count: u32| f64::from(count) / f64::from(self.baskets);
        self.support() - share(self.left) * share(self.right)
    }

    /// How many times as often the left side would come without the right side by chance as it does (Brin and
    /// others 1997); `None` if it never does.
    pub fn conviction(self) -> Option<f64> {
        let without = f64::from(self.left - self.both);
        let by_chance = f64::from(self.left) * f64::from(self.baskets - self.right) / f64::from(self.baskets);
        (self.left > self.both).then(|| by_chance / without)
    }

    /// Compares lifts exactly.
    fn compare_lift(self, other: Self) -> std::cmp::Ordering {
        let product = |counts: Self, other: Self| {
            u128::from(counts.both) * u128::from(other.left) * u128::from(other.right)
        };
        product(self, other).cmp(&product(other, self))
    }

    fn meets(self, thresholds: &Thresholds) -> bool {
        let [baskets, both, left, right] = [self.baskets, self.both, self.left, self.right].map(u128::from);
        both * u128::from(BASIS_POINTS) >= left * u128::from(thresholds.confidence_basis_points)
            && both * baskets * 100 >= left * right * u128::from(thresholds.lift_hundredths)
    }
}

/// One rule: who has the left side in the basket tends to have the right side, too.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Items, ascending; empty in a rule of length 1.
    pub left: Vec<u32>,
    /// One item.
    pub right: u32,
    /// What the measures follow from.
    pub counts: RuleCounts,
    /// Of Fisher's exact test, one-sided.
    pub p_value: f64,
    /// After Benjamini and Hochberg, over all [`MinedRules::tests`].
    pub q_value: f64,
}

/// What was found, and with which thresholds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MinedRules {
    /// Highest lift first, then most baskets, then by items.
    pub rules: Vec<Rule>,
    /// Frequent itemsets, single items included.
    pub itemsets: u64,
    /// Rules that could be made from them, whatever their confidence: as many hypotheses were tested.
    pub tests: u64,
    /// Rules left out because they were redundant.
    pub redundant: u64,
    /// Rules beyond the limit, left out because their lift is lower.
    pub dropped: u64,
    /// The least number of baskets that was looked for; more than the thresholds ask for where these went beyond
    /// the limits.
    pub least_baskets: u32,
    /// The longest itemsets that were looked for; shorter than the thresholds allow where these went beyond the
    /// limits.
    pub longest: u8,
}

/// Finds the rules of these baskets.
pub fn mine_rules(baskets: &Baskets, thresholds: &Thresholds, limits: Limits) -> MinedRules {
    let mut least_baskets = thresholds.least_baskets(baskets.len());
    let mut longest = thresholds.longest.clamp(1, LONGEST_MAX);
    let sets = loop {
        if let Some(sets) = frequent_itemsets(baskets, least_baskets, longest, limits) {
            break sets;
        }
        if longest > 2 {
            longest -= 1;
        } else {
            least_baskets = least_baskets.saturating_mul(2);
        }
    };
    let Derived { mut drafts, tests, redundant } = derive(baskets, &sets, thresholds);
    drafts.par_sort_unstable_by(|a, b| a.compare(b, &sets));
    let kept = drafts.len().min(usize::try_from(limits.rules).unwrap_or(usize::MAX));
    let dropped = (drafts.len() - kept) as u64;
    drafts.truncate(kept);
    MinedRules {
        rules: write_out(&drafts, &sets, tests),
        itemsets: sets.len() as u64,
        tests,
        redundant,
        dropped,
        least_baskets,
        longest,
    }
}

/// A rule has a bit for each of its items when subsets are looked at.
const LONGEST_MAX: u8 = 16;

/// A rule as an itemset and the place of its right side.
struct Draft {
    itemset: u32,
    right: u8,
    counts: RuleCounts,
}

impl Draft {
    fn left_of(&self, sets: &Itemsets) -> Vec<u32> {
        let mut left = sets.items(self.itemset as usize).to_vec();
        left.remove(usize::from(self.right));
        left
    }

    fn right_of(&self, sets: &Itemsets) -> u32 {
        sets.items(self.itemset as usize)[usize::from(self.right)]
    }

    fn compare(&self, other: &Self, sets: &Itemsets) -> std::cmp::Ordering {
        let items = |draft: &Self| sets.items(draft.itemset as usize);
        // Shared ends are the same in both, so comparing lifts leaves them out.
        other
            .counts
            .compare_lift(self.counts)
            .then(other.counts.both.cmp(&self.counts.both))
            .then(items(self).len().cmp(&items(other).len()))
            .then_with(|| items(self).cmp(items(other)))
            .then(self.right.cmp(&other.right))
    }
}

#[derive(Default)]
struct Derived {
    drafts: Vec<Draft>,
    tests: u64,
    redundant: u64,
}

impl Derived {
    fn join(mut self, mut other: Self) -> Self {
        self.drafts.append(&mut other.drafts);
        Self { tests: self.tests + other.tests, redundant: self.redundant + other.redundant, ..self }
    }
}

/// All rules of the itemsets that meet the thresholds.
fn derive(baskets: &Baskets, sets: &Itemsets, thresholds: &Thresholds) -> Derived {
    (0..sets.len())
        .into_par_iter()
        .fold(Derived::default, |mut derived, itemset| {
            derive_from(baskets.len(), sets, itemset, thresholds, &mut derived);
            derived
        })
        .reduce(Derived::default, Derived::join)
}

fn derive_from(
    baskets: u32,
    sets: &Itemsets,
    itemset: usize,
    thresholds: &Thresholds,
    derived: &mut Derived,
) {
    let items = sets.items(itemset);
    if items.len() < usize::from(thresholds.shortest.max(1)) {
        return;
    }
    let mut left = Vec::with_capacity(items.len());
    for (position, &right) in items.iter().enumerate() {
        left.clear();
        left.extend(items.iter().copied().filter(|&item| item != right));
        let left_count = if left.is_empty() { Some(baskets) } else { sets.count_of(&left) };
        // Parts of a frequent itemset are frequent.
        let (Some(left_count), Some(right_count)) = (left_count, sets.count_of(&[right])) else { continue };
        derived.tests += 1;
        let counts = RuleCounts { baskets, both: sets.count(itemset), left: left_count, right: right_count };
        if !counts.meets(thresholds) {
            continue;
        }
        if thresholds.without_redundant && is_redundant(sets, &left, right, counts) {
            derived.redundant += 1;
        } else {
            derived.drafts.push(Draft { itemset: itemset as u32, right: position as u8, counts });
        }
    }
}

fn write_out(drafts: &[Draft], sets: &Itemsets, tests: u64) -> Vec<Rule> {
    let p_values: Vec<f64> = drafts.par_iter().map(|draft| fisher_exact_greater(draft.counts)).collect();
    let q_values = benjamini_hochberg(&p_values, tests);
    let rule = |((draft, p_value), q_value): ((&Draft, f64), f64)| Rule {
        left: draft.left_of(sets),
        right: draft.right_of(sets),
        counts: draft.counts,
        p_value,
        q_value,
    };
    drafts.iter().zip(p_values).zip(q_values).map(rule).collect()
}
