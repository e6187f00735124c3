//! A refresh from the source to the published snapshot, whoever asks for it: a person, the clock, a changed file.

mod checks;
mod run;

pub(crate) use run::{RefreshRequest, run_refresh};
