//! A refresh from the source to the published snapshot, whoever asks for it: a person, the clock, a changed file.

mod checks;
mod desk;
mod history;
mod notice;
mod record;
mod refresher;
mod refused_rows;
mod retry;
mod run;
mod schedule_form;
mod stages;
mod steps;
mod timetable;
mod watch;

pub(crate) use checks::{ChecksFailed, last_run};
pub(crate) use {
    history::{Beginning, History},
    record::{now, recorded},
    refused_rows::read_refused_rows,
    run::{RefreshRequest, rehearse, rescore, run_refresh, run_source_file, with_source_file},
    schedule_form::{propose_schedule, schedule_of_form},
    stages::Plan,
    steps::{Both, StepClock},
};
pub use {refresher::Refresher, stages::RefreshStage};

/// Folder within the data folder in which packed sources are unpacked.
pub(crate) const UNPACKING: &str = "unpacking";
