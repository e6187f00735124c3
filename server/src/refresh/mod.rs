//! A refresh from the source to the published snapshot, whoever asks for it: a person, the clock, a changed file.

mod checks;
mod desk;
mod history;
mod notice;
mod record;
mod refresher;
mod run;
mod steps;
mod timetable;
mod watch;

pub(crate) use checks::last_run;
pub use refresher::Refresher;
pub(crate) use {
    history::{Beginning, History},
    record::{now, recorded},
    run::{RefreshRequest, run_refresh, run_source_file},
    steps::{Both, StepClock},
};

/// Folder within the data folder in which packed sources are unpacked.
pub(crate) const UNPACKING: &str = "unpacking";
