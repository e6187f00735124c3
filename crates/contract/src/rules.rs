use serde::{Deserialize, Serialize};

/// One rule of the next best action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLine {
    /// Position from 1; the first rule that matches decides.
    pub position: u32,
    /// Identifier of the action.
    pub action_id: String,
    /// The action, as people read it.
    pub action: String,
    /// The idea of the message to send.
    pub message: String,
    /// Why, in words.
    pub reason: String,
    /// The conditions in words, all of which must hold; empty: every customer.
    pub conditions: Vec<String>,
    /// Customers of the scope whom it chose.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
}

/// The rules in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleList {
    /// In the order in which they are tried.
    pub rules: Vec<RuleLine>,
    /// The file, as it was read.
    pub text: String,
}

/// Customers who would get another action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionMove {
    /// The action now.
    pub from: String,
    /// The action then.
    pub to: String,
    /// How many, never 0.
    pub customers: u64,
    /// Their total spend.
    pub revenue_cents: i64,
}

/// One action before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionChange {
    /// Identifier of the action.
    pub action_id: String,
    /// The action, as people read it.
    pub action: String,
    /// Customers now; 0 if the rule is new.
    pub customers_before: u64,
    /// Customers then; 0 if the rule is gone.
    pub customers_after: u64,
}

/// What other rules would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePreview {
    /// Customers of the scope.
    pub customers: u64,
    /// Of them, those whose action id would change; the moves add up to it.
    pub moved_customers: u64,
    /// Actions of both lists, in the new order, those that are gone last.
    pub actions: Vec<ActionChange>,
    /// Most customers first.
    pub moves: Vec<ActionMove>,
}
