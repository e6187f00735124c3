/// What must hold before a snapshot is published; a page shows and changes it, so it is one of the words that all share.
pub use clientele_contract::CheckChoice as CheckRules;
