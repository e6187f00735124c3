/// How many snapshots are kept, and for how long; a page shows and changes it, so it is one of the words that all share.
pub use clientele_contract::KeepChoice as KeepRules;
