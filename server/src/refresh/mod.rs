//! A refresh from the source to the published snapshot, whoever asks for it: a person, the clock, a changed file.

mod checks;
mod run;

pub(crate) use checks::last_run;
pub(crate) use run::{RefreshRequest, run_refresh};

/// Folder within the data folder in which packed sources are unpacked.
pub(crate) const UNPACKING: &str = "unpacking";
