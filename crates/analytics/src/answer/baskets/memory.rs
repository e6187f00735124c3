use std::sync::{Arc, Mutex, PoisonError};

/// Values are kept up to this number; the one that was used longest ago goes first.
const VALUES_MAX: usize = 6;

/// Remembers what is made of a key, so that it is made once.
pub(super) struct Memory<K, V>(Mutex<Vec<(K, Arc<V>)>>);

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Vec::new()))
    }
}

impl<K: PartialEq, V> Memory<K, V> {
    /// What belongs to the key. Two who ask at once may both make it, but nobody waits for another's question.
    pub(super) fn get_or_make(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        if let Some(known) = self.find(&key) {
            return known;
        }
        let made = Arc::new(make());
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(other, _)| *other != key);
        kept.truncate(VALUES_MAX - 1);
        kept.insert(0, (key, Arc::clone(&made)));
        made
    }

    fn find(&self, key: &K) -> Option<Arc<V>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let position = kept.iter().position(|(known, _)| known == key)?;
        kept[..=position].rotate_right(1);
        Some(Arc::clone(&kept[0].1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once_until_others_take_their_place() {
        let memory = Memory::default();
        let made = std::cell::Cell::new(0);
        let get = |key: usize| {
            *memory.get_or_make(key, || {
                made.set(made.get() + 1);
                key * 10
            })
        };
        assert_eq!((get(1), get(1), made.get()), (10, 10, 1));
        for key in 2..=VALUES_MAX {
            get(key);
        }
        get(1);
        get(VALUES_MAX + 1);
        assert_eq!(made.get(), VALUES_MAX + 1, "1 was used, so 2 went");
        get(1);
        assert_eq!(made.get(), VALUES_MAX + 1);
        get(2);
        assert_eq!(made.get(), VALUES_MAX + 2);
    }
}
