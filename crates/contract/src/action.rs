use serde::{Deserialize, Serialize};

/// The selected customers that one rule chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionGroup {
    /// Identifier of the action: `vip-home-concierge`.
    pub action_id: String,
    /// The action, as people read it.
    pub action: String,
    /// The idea of the message to send, one or two sentences.
    pub message: String,
    /// Why these customers, in words.
    pub reason: String,
    /// How many customers.
    pub customers: u64,
    /// What they have spent so far.
    pub revenue_cents: i64,
}

/// What to do for the selection, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strategy {
    /// The actions of the selection, most customers first, ties in rule order; they add up to the selection.
    pub actions: Vec<ActionGroup>,
    /// Rules in force.
    pub rules: u32,
    /// Mean spend of the selection / mean spend of everyone; `None` if either is undefined.
    pub spend_ratio: Option<f64>,
    /// Median days since the last order of the selection; `None` if it is empty.
    pub median_recency_days: Option<i32>,
}
