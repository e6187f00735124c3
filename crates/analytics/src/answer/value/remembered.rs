use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Answers that take long, by question. Equal questions asked at once are computed once; the oldest are forgotten.
pub(super) struct Remembered<K, V> {
    most: usize,
    answers: Mutex<VecDeque<(K, Place<V>)>>,
}

/// Where an answer stands, or will.
type Place<V> = Arc<OnceLock<Arc<V>>>;

impl<K: PartialEq, V> Remembered<K, V> {
    /// Nothing yet, and never more than `most` answers.
    pub(super) fn up_to(most: usize) -> Self {
        Self { most, answers: Mutex::new(VecDeque::new()) }
    }

    /// The answer to `key`, computed if it is not known.
    pub(super) fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> Arc<V> {
        Arc::clone(self.place_of(key).get_or_init(|| Arc::new(compute())))
    }

    fn place_of(&self, key: K) -> Place<V> {
        // What a thread left behind that stopped half-way is still a list of whole entries.
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, place)) = answers.iter().find(|(known, _)| *known == key) {
            return Arc::clone(place);
        }
        if answers.len() >= self.most {
            answers.pop_front();
        }
        let place = Arc::default();
        answers.push_back((key, Arc::clone(&place)));
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_computed_once_until_it_is_forgotten() {
        let (remembered, mut computed) = (Remembered::up_to(2), 0);
        for key in ["a", "a", "b", "c", "a"] {
            let answer = remembered.get_or_compute(key, || {
                computed += 1;
                key.to_owned()
            });
            assert_eq!(*answer, key);
        }
        assert_eq!(computed, 4);
    }
}
