//! What a page asks the engine for the view that an address means; exports ask the same.

mod cohorts;

pub use cohorts::cohort_question;
