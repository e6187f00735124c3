use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Which part of the shop a person may see.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Scope {
    /// `None`: the whole shop. `Some`: only customers whose state is in the set.
    states: Option<BTreeSet<String>>,
}

impl Scope {
    /// The whole shop.
    pub fn everything() -> Self {
        Self::default()
    }

    /// Only the customers of these states.
    pub fn of_states(states: impl IntoIterator<Item = String>) -> Self {
        Self { states: Some(states.into_iter().collect()) }
    }

    /// The states that may be seen, or `None` for all.
    pub fn states(&self) -> Option<&BTreeSet<String>> {
        self.states.as_ref()
    }

    /// True if a customer of `state` may be seen.
    pub fn allows_state(&self, state: &str) -> bool {
        self.states.as_ref().is_none_or(|states| states.contains(state))
    }
}
