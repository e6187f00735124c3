//! Ids of any form become dense numbers.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use hashbrown::{HashTable, hash_table::Entry};

/// Olist's ids are 32 hex digits.
const TYPICAL_ID_BYTES: usize = 32;

/// A set of byte strings, numbered 0, 1, 2 … in the order of their first appearance.
#[derive(Default)]
pub(crate) struct IdTable {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<u32>,
}

impl IdTable {
    /// Growing moves every id again, so room for about as many as will come is made beforehand.
    pub(crate) fn with_capacity(ids: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(ids * TYPICAL_ID_BYTES),
            ends: Vec::with_capacity(ids),
            table: HashTable::with_capacity(ids),
        }
    }

    /// The number of `id`, and whether it is new.
    pub(crate) fn insert(&mut self, id: &[u8]) -> (u32, bool) {
        let Self { bytes, ends, table } = self;
        let entry = table.entry(
            hash(id),
            |&number| slice(bytes, ends, number) == id,
            |&number| hash(slice(bytes, ends, number)),
        );
        match entry {
            Entry::Occupied(entry) => (*entry.get(), false),
            Entry::Vacant(entry) => {
                let number = ends.len() as u32;
                entry.insert(number);
                bytes.extend_from_slice(id);
                ends.push(bytes.len());
                (number, true)
            }
        }
    }

    /// The number of `id`, if it is known.
    pub(crate) fn get(&self, id: &[u8]) -> Option<u32> {
        self.table.find(hash(id), |&number| self.id(number) == id).copied()
    }

    pub(crate) fn id(&self, number: u32) -> &[u8] {
        slice(&self.bytes, &self.ends, number)
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The first 16 bytes as a number that sorts as the bytes do; the rest decides ties.
    pub(crate) fn sort_prefix(&self, number: u32) -> u128 {
        let id = self.id(number);
        let mut prefix = [0; 16];
        let length = id.len().min(16);
        prefix[..length].copy_from_slice(&id[..length]);
        u128::from_be_bytes(prefix)
    }
}

fn hash(id: &[u8]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(id);
    hasher.finish()
}

fn slice<'a>(bytes: &'a [u8], ends: &[usize], number: u32) -> &'a [u8] {
    let index = number as usize;
    let start = if index == 0 { 0 } else { ends[index - 1] };
    &bytes[start..ends[index]]
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
        assert_eq!((ids.id(0), ids.id(1), ids.len()), (&b"b"[..], &b""[..], 2));
    }

    #[test]
    fn prefixes_sort_as_the_bytes_do() {
        let mut ids = IdTable::default();
        let words: [&[u8]; 4] = [b"", b"a", b"ab", b"b"];
        let prefixes: Vec<u128> = words
            .iter()
            .map(|word| {
                let number = ids.insert(word).0;
                ids.sort_prefix(number)
            })
            .collect();
        assert!(prefixes.is_sorted());
    }
}
