//! Frequent itemsets by depth-first search over projected baskets.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use rayon::prelude::*;
use std::hash::BuildHasher;

use super::{Baskets, Limits};

/// Follows the last item of each basket.
const END: u32 = u32::MAX;

/// Itemsets with the number of baskets that hold them; the items of each ascend.
#[derive(Debug, Default)]
pub(super) struct Itemsets {
    starts: Vec<u32>,
    items: Vec<u32>,
    counts: Vec<u32>,
    positions: HashTable<u32>,
}

impl Itemsets {
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    pub(super) fn items(&self, itemset: usize) -> &[u32] {
        &self.items[self.starts[itemset] as usize..self.starts[itemset + 1] as usize]
    }

    pub(super) fn count(&self, itemset: usize) -> u32 {
        self.counts[itemset]
    }

    /// In how many baskets these items are, if they are a frequent itemset; `items` ascend.
    pub(super) fn count_of(&self, items: &[u32]) -> Option<u32> {
        let found = self.positions.find(hash(items), |&itemset| self.items(itemset as usize) == items);
        found.map(|&itemset| self.counts[itemset as usize])
    }

    /// Joins what the first items found; `item_of_rank` gives items their numbers back.
    fn join(found: &[Found], item_of_rank: &[u32]) -> Self {
        let mut sets = Self { starts: vec![0], ..Self::default() };
        for Found { ranks, lengths, counts } in found {
            let mut ranks = ranks.as_slice();
            for (&length, &count) in lengths.iter().zip(counts) {
                let (itemset, rest) = ranks.split_at(usize::from(length));
                ranks = rest;
                let start = sets.items.len();
                sets.items.extend(itemset.iter().map(|&rank| item_of_rank[rank as usize]));
                sets.items[start..].sort_unstable();
                sets.starts.push(sets.items.len() as u32);
                sets.counts.push(count);
            }
        }
        sets.index();
        sets
    }

    fn index(&mut self) {
        let mut positions = HashTable::with_capacity(self.len());
        for itemset in 0..self.len() {
            let hash_at = |&other: &u32| hash(self.items(other as usize));
            positions.insert_unique(hash(self.items(itemset)), itemset as u32, hash_at);
        }
        self.positions = positions;
    }
}

fn hash(items: &[u32]) -> u64 {
    FixedState::default().hash_one(items)
}

/// All itemsets of at most `longest` items that at least `least` baskets hold; `None` if that goes beyond the
/// limits, whatever the number of threads.
pub(super) fn frequent_itemsets(
    baskets: &Baskets,
    least: u32,
    longest: u8,
    limits: Limits,
) -> Option<Itemsets> {
    let projection = Projection::new(baskets, least);
    let budget = Budget {
        limits,
        itemsets: AtomicU64::new(0),
        steps: AtomicU64::new(0),
        spent: AtomicBool::new(false),
    };
    let search = Search { tails: &projection.tails, least, longest: longest.max(1), budget: &budget };
    let frequent = projection.item_of_rank.len();
    let found: Vec<Found> = (0..frequent)
        .into_par_iter()
        .map_init(
            || Scratch::new(frequent),
            |scratch, first| search.from(first as u32, projection.of(first), scratch),
        )
        .collect();
    (!budget.spent.into_inner()).then(|| Itemsets::join(&found, &projection.item_of_rank))
}

/// The baskets without rare items, which are numbered by rank: the rarest is 0.
struct Projection {
    item_of_rank: Vec<u32>,
    /// The ranks of each basket, ascending, and [`END`].
    tails: Vec<u32>,
    /// What follows each occurrence of a rank: positions in `tails`, by rank.
    occurrences: Vec<u32>,
    starts: Vec<u32>,
}

impl Projection {
    fn new(baskets: &Baskets, least: u32) -> Self {
        let counts = baskets.counts_by_item();
        let mut item_of_rank: Vec<u32> =
            (0..baskets.item_count()).filter(|&item| counts[item as usize] >= least).collect();
        item_of_rank.sort_by_key(|&item| (counts[item as usize], item));
        let mut rank_of_item = vec![END; counts.len()];
        let mut starts = vec![0];
        for (rank, &item) in item_of_rank.iter().enumerate() {
            rank_of_item[item as usize] = rank as u32;
            starts.push(starts[rank] + counts[item as usize]);
        }
        let mut next = starts.clone();
        let mut occurrences = vec![0; starts[item_of_rank.len()] as usize];
        let mut tails = Vec::with_capacity(occurrences.len() + baskets.len() as usize);
        for basket in baskets.iter() {
            let start = tails.len();
            tails.extend(basket.iter().map(|&item| rank_of_item[item as usize]).filter(|&rank| rank != END));
            tails[start..].sort_unstable();
            for (position, &rank) in tails.iter().enumerate().skip(start) {
                let place = &mut next[rank as usize];
                occurrences[*place as usize] = position as u32 + 1;
                *place += 1;
            }
            tails.push(END);
        }
        Self { item_of_rank, tails, occurrences, starts }
    }

    fn of(&self, rank: usize) -> &[u32] {
        &self.occurrences[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }
}

/// What the search has cost so far. Sums do not depend on who adds first, so whether a limit is passed is the
/// same on every machine.
struct Budget {
    limits: Limits,
    itemsets: AtomicU64,
    steps: AtomicU64,
    spent: AtomicBool,
}

impl Budget {
    /// False if a limit is passed.
    fn spend(&self, itemsets: u64, steps: u64) -> bool {
        let itemsets = self.itemsets.fetch_add(itemsets, Ordering::Relaxed) + itemsets;
        let steps = self.steps.fetch_add(steps, Ordering::Relaxed) + steps;
        if itemsets > self.limits.itemsets || steps > self.limits.steps {
            self.spent.store(true, Ordering::Relaxed);
        }
        !self.spent.load(Ordering::Relaxed)
    }
}

/// The itemsets that begin with one item, in ranks.
#[derive(Default)]
struct Found {
    ranks: Vec<u32>,
    lengths: Vec<u8>,
    counts: Vec<u32>,
}

/// Room that a thread uses again and again: a number for each rank, all 0 between uses, and those that are not.
struct Scratch {
    numbers: Vec<u32>,
    touched: Vec<u32>,
}

impl Scratch {
    fn new(ranks: usize) -> Self {
        Self { numbers: vec![0; ranks], touched: Vec::new() }
    }
}

struct Search<'a> {
    tails: &'a [u32],
    least: u32,
    longest: u8,
    budget: &'a Budget,
}

/// An item that makes a frequent itemset longer.
struct Extension {
    rank: u32,
    count: u32,
    /// Where its occurrences begin among those of all extensions.
    start: u32,
}

impl Search<'_> {
    fn from(&self, first: u32, occurrences: &[u32], scratch: &mut Scratch) -> Found {
        let mut found = Found::default();
        self.visit(&mut vec![first], occurrences, scratch, &mut found);
        found
    }

    /// Notes an itemset and all that begin with it; `occurrences` are the positions behind its last item.
    fn visit(&self, prefix: &mut Vec<u32>, occurrences: &[u32], scratch: &mut Scratch, found: &mut Found) {
        found.ranks.extend_from_slice(prefix);
        found.lengths.push(prefix.len() as u8);
        found.counts.push(occurrences.len() as u32);
        if !self.budget.spend(1, 0) || prefix.len() >= usize::from(self.longest) {
            return;
        }
        let (extensions, places) = self.extensions(occurrences, scratch);
        for Extension { rank, count, start } in extensions {
            prefix.push(rank);
            self.visit(prefix, &places[start as usize..(start + count) as usize], scratch, found);
            prefix.pop();
        }
    }

    /// The frequent items behind these positions, rarest first, and the positions behind each.
    fn extensions(&self, occurrences: &[u32], scratch: &mut Scratch) -> (Vec<Extension>, Vec<u32>) {
        let Scratch { numbers, touched } = scratch;
        let mut steps = 0;
        for &position in occurrences {
            for &rank in self.tail(position) {
                let count = &mut numbers[rank as usize];
                if *count == 0 {
                    touched.push(rank);
                }
                *count += 1;
                steps += 1;
            }
        }
        touched.sort_unstable();
        let mut extensions = Vec::new();
        let mut end = 0;
        for &rank in touched.iter() {
            let count = std::mem::take(&mut numbers[rank as usize]);
            if count >= self.least {
                extensions.push(Extension { rank, count, start: end });
                // One more than the next place, because 0 says that the item is rare.
                numbers[rank as usize] = end + 1;
                end += count;
            }
        }
        touched.clear();
        let mut places = vec![0; end as usize];
        if self.budget.spend(0, steps) && end > 0 {
            self.place(occurrences, numbers, &mut places);
        }
        for extension in &extensions {
            numbers[extension.rank as usize] = 0;
        }
        (extensions, places)
    }

    /// Writes the positions behind each frequent item to its places.
    fn place(&self, occurrences: &[u32], next: &mut [u32], places: &mut [u32]) {
        for &position in occurrences {
            for (offset, &rank) in self.tail(position).iter().enumerate() {
                let place = &mut next[rank as usize];
                if *place > 0 {
                    places[*place as usize - 1] = position + offset as u32 + 1;
                    *place += 1;
                }
            }
        }
    }

    /// The ranks from a position to the end of its basket.
    fn tail(&self, position: u32) -> &[u32] {
        let rest = &self.tails[position as usize..];
        let end = rest.iter().position(|&rank| rank == END).unwrap_or(rest.len());
        &rest[..end]
    }
}
