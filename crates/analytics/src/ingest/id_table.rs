//! Ids of any form become dense numbers.

use std::{
    cmp::Ordering,
    hash::{BuildHasher, Hasher},
    ops::Deref,
};

use foldhash::fast::FixedState;
use hashbrown::{HashTable, hash_table::Entry};

use super::id_store::{HEX_DIGITS, IdStore, hex_digits, pack};

/// A set of byte strings, numbered 0, 1, 2 … in the order of their first appearance.
///
/// Ids of 32 hex digits, as Olist's and those of many other shops, take 16 bytes each; of any other form, what they
/// have and four bytes more.
#[derive(Default)]
pub(crate) struct IdTable {
    store: IdStore,
    /// Part of the hash of each id beside its number, so that growing looks at no id again.
    table: HashTable<(u32, u32)>,
}

/// An id by its bytes.
pub(crate) enum IdText<'a> {
    Stored(&'a [u8]),
    Unpacked([u8; HEX_DIGITS]),
}

impl Deref for IdText<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Stored(id) => id,
            Self::Unpacked(id) => id,
        }
    }
}

impl PartialEq for IdText<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for IdText<'_> {}

impl PartialOrd for IdText<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for IdText<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl IdTable {
    /// Growing moves every entry again, so room for about as many as will come is made beforehand.
    pub(crate) fn with_capacity(ids: usize) -> Self {
        Self { store: IdStore::with_capacity(ids), table: HashTable::with_capacity(ids) }
    }

    /// Makes room for as many ids in all.
    pub(crate) fn make_room(&mut self, ids: usize) {
        self.table.reserve(ids.saturating_sub(self.len()), |&(known, _)| spread(known));
    }

    /// The number of `id`, and whether it is new.
    pub(crate) fn insert(&mut self, id: &[u8]) -> (u32, bool) {
        let packed = if self.store.is_packed() { pack(id) } else { None };
        if packed.is_none() && self.store.is_packed() {
            self.unpack();
        }
        let Self { store, table } = self;
        let short = hash(id, packed);
        let is_it = |&(known, number): &(u32, u32)| known == short && store.is(number, id, packed);
        match table.entry(spread(short), is_it, |&(known, _)| spread(known)) {
            Entry::Occupied(entry) => (entry.get().1, false),
            Entry::Vacant(entry) => {
                let number = store.len() as u32;
                entry.insert((short, number));
                store.push(id, packed);
                (number, true)
            }
        }
    }

    /// The number of `id`, if it is known.
    pub(crate) fn get(&self, id: &[u8]) -> Option<u32> {
        let packed = if self.store.is_packed() { Some(pack(id)?) } else { None };
        let short = hash(id, packed);
        let is_it = |&(known, number): &(u32, u32)| known == short && self.store.is(number, id, packed);
        self.table.find(spread(short), is_it).map(|(_, number)| *number)
    }

    pub(crate) fn id(&self, number: u32) -> IdText<'_> {
        match self.store.packed(number) {
            Some(packed) => IdText::Unpacked(hex_digits(packed)),
            None => IdText::Stored(self.store.bytes(number)),
        }
    }

    /// How two ids sort by their bytes.
    pub(crate) fn compare(&self, one: u32, other: u32) -> Ordering {
        match (self.store.packed(one), self.store.packed(other)) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.store.bytes(one).cmp(self.store.bytes(other)),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.store.len()
    }

    /// Gives up what only looking up needs: from here on ids are known by their numbers.
    pub(crate) fn forget_lookup(&mut self) {
        self.table = HashTable::new();
    }

    /// Bytes at the beginning that all ids have in common.
    pub(crate) fn common_prefix(&self) -> usize {
        self.store.common_prefix()
    }

    /// Eight bytes of an id as a number that sorts as they do: those after `skipped` bytes that all ids have in
    /// common. The rest decides ties.
    pub(crate) fn sort_key(&self, number: u32, skipped: usize) -> u64 {
        match self.store.packed(number) {
            // Sixteen digits.
            Some(packed) => (packed >> 64) as u64,
            None => {
                let id = self.store.bytes(number).get(skipped..).unwrap_or_default();
                let mut key = [0; 8];
                let length = id.len().min(8);
                key[..length].copy_from_slice(&id[..length]);
                u64::from_be_bytes(key)
            }
        }
    }

    /// An id came that cannot be packed: from here on all are kept as they are.
    fn unpack(&mut self) {
        self.store = self.store.unpacked();
        let ids = 0..self.store.len() as u32;
        let mut table = HashTable::with_capacity(self.table.len());
        for number in ids {
            let short = hash(self.store.bytes(number), None);
            table.insert_unique(spread(short), (short, number), |&(known, _)| spread(known));
        }
        self.table = table;
    }
}

fn hash(id: &[u8], packed: Option<u128>) -> u32 {
    let mut hasher = FixedState::default().build_hasher();
    match packed {
        Some(packed) => hasher.write_u128(packed),
        None => hasher.write(id),
    }
    (hasher.finish() >> 32) as u32
}

/// The hash table takes its places from the lower bits and its tags from the upper ones.
fn spread(short: u32) -> u64 {
    u64::from(short).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ids_get_one_number_and_keep_their_bytes() {
        let mut ids = IdTable::default();
        assert_eq!(ids.insert(b"b"), (0, true));
        assert_eq!(ids.insert(b""), (1, true));
        assert_eq!(ids.insert(b"b"), (0, false));
        assert_eq!(ids.get(b""), Some(1));
        assert_eq!(ids.get(b"c"), None);
        assert_eq!((&*ids.id(0), &*ids.id(1), ids.len()), (&b"b"[..], &b""[..], 2));
    }

    /// Packed ids, then one that cannot be: nothing about the ones before changes.
    #[test]
    fn ids_of_hex_digits_are_packed_until_another_form_comes() {
        let hex = |number: u64| format!("{:032x}", u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut ids = IdTable::default();
        for number in 0..1_000 {
            assert_eq!(ids.insert(hex(number).as_bytes()), (number as u32, true));
        }
        let upper = "0123456789ABCDEF0123456789ABCDEF";
        assert_eq!(ids.get(upper.as_bytes()), None);
        for (other, number) in [(upper, 1_000), ("short", 1_001)] {
            assert_eq!(ids.insert(other.as_bytes()), (number, true));
        }
        for number in 0..1_000 {
            assert_eq!(ids.insert(hex(number).as_bytes()), (number as u32, false));
            assert_eq!(&*ids.id(number as u32), hex(number).as_bytes());
        }
        assert_eq!(ids.get(upper.as_bytes()), Some(1_000));
    }

    #[test]
    fn keys_sort_as_the_bytes_do() {
        let plain: Vec<String> =
            ["", "a", "ab", "b", "order-0000000001", "order-1"].map(str::to_owned).to_vec();
        let alike: Vec<String> = (0..2_000).map(|number| format!("order-number-{number:09}")).collect();
        let hex: Vec<String> = (0..2_000_u128).map(|number| format!("{:032x}", number << 60)).collect();
        for words in [plain, alike, hex] {
            let mut ids = IdTable::default();
            for word in &words {
                ids.insert(word.as_bytes());
            }
            let skipped = ids.common_prefix();
            let sorted = (1..words.len() as u32).all(|number| {
                let key = |number| ids.sort_key(number, skipped);
                key(number - 1) <= key(number) && ids.compare(number - 1, number) == Ordering::Less
            });
            assert!(sorted, "{}", words[0]);
        }
    }
}
