use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Is filled by whoever asks first.
type Slot<V> = Arc<OnceLock<Arc<V>>>;

/// What takes long to make, by what it is made of. Whoever asks for the same at the same time waits until it is made
/// once. So many values are kept; the one that was asked for longest ago goes first.
pub(crate) struct Memo<K, V> {
    most: usize,
    /// Last asked last. A slot is filled outside of the lock, so that other keys need not wait for it.
    slots: Mutex<VecDeque<(K, Slot<V>)>>,
}

impl<K: PartialEq, V> Memo<K, V> {
    /// Nothing yet, and never more than `most` values.
    pub(crate) fn up_to(most: usize) -> Self {
        Self { most, slots: Mutex::default() }
    }

    /// The value of `key`, made if it is not known. `make` must not ask for the same key.
    pub(crate) fn get_or_make(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        Arc::clone(self.slot(key).get_or_init(|| Arc::new(make())))
    }

    fn slot(&self, key: K) -> Slot<V> {
        // A thread that panicked held no half-done change.
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let known = slots.iter().position(|(known, _)| *known == key);
        let slot = known.and_then(|index| slots.remove(index)).map(|(_, slot)| slot).unwrap_or_default();
        if slots.len() >= self.most {
            slots.pop_front();
        }
        slots.push_back((key, Arc::clone(&slot)));
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, sync::Barrier, thread};

    use super::*;

    #[test]
    fn the_values_asked_for_last_are_kept() {
        const MOST: usize = 3;
        let (memo, made) = (Memo::up_to(MOST), Cell::new(0));
        let ask = |key: usize| {
            let value = memo.get_or_make(key, || {
                made.set(made.get() + 1);
                key * 10
            });
            assert_eq!(*value, key * 10);
        };
        for key in 0..MOST {
            ask(key);
        }
        ask(0);
        assert_eq!(made.get(), MOST, "known");
        ask(MOST);
        ask(0);
        assert_eq!(made.get(), MOST + 1, "the first was asked for again and stays");
        ask(1);
        assert_eq!(made.get(), MOST + 2, "the second made room");
    }

    #[test]
    fn what_many_ask_for_at_once_is_made_once() {
        const ASKERS: usize = 4;
        let (memo, made, together) = (Memo::up_to(1), Mutex::new(0), Barrier::new(ASKERS));
        thread::scope(|threads| {
            for _ in 0..ASKERS {
                threads.spawn(|| {
                    together.wait();
                    memo.get_or_make("key", || *made.lock().unwrap() += 1);
                });
            }
        });
        assert_eq!(*made.lock().unwrap(), 1);
    }
}
