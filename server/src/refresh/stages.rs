//! Which stages of a refresh are wanted.

use clap::ValueEnum;

/// A stage that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum RefreshStage {
    /// Read the source, and build the tables.
    Read,
    /// Score the customers.
    Score,
    /// Write the snapshot and put it into service.
    Publish,
    /// Copy the snapshot in service to the databases and folders for other programs.
    Warehouse,
}

/// What the wanted stages come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Everything.
    Whole,
    /// Reads, scores and checks, and publishes nothing: what a refresh would do.
    Rehearsal,
    /// Scores the snapshot in service again, without its source.
    Rescore,
    /// Copies the snapshot in service for other programs again.
    Copy,
}

impl Plan {
    /// The plan of the named stages; without any, everything.
    ///
    /// # Errors
    /// The stages make no sense together; the text says what to add.
    pub(crate) fn of(only: &[RefreshStage]) -> Result<Self, &'static str> {
        let wants = |stage| only.contains(&stage);
        let wants_copy = wants(RefreshStage::Warehouse);
        match [RefreshStage::Read, RefreshStage::Score, RefreshStage::Publish].map(wants) {
            [false, false, false] if wants_copy => Ok(Self::Copy),
            [false, false, false] | [true, true, true] => Ok(Self::Whole),
            [_, _, false] if wants_copy => {
                Err("only what is published is copied to the warehouse: add the stage publish")
            }
            [true, _, false] => Ok(Self::Rehearsal),
            [false, true, true] => Ok(Self::Rescore),
            [true, false, true] => {
                Err("what was read can only be published once it is scored: add the stage score")
            }
            [false, true, false] => Err(
                "scores that are not published are lost: add the stage publish, or read to see what a refresh would do",
            ),
            [false, false, true] => {
                Err("what is in service is published already: add the stage score to score it again")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RefreshStage::*, *};

    #[test]
    fn stages_that_make_sense_have_a_plan_and_others_say_what_to_add() {
        for (only, plan) in [
            (&[][..], Plan::Whole),
            (&[Read, Score, Publish], Plan::Whole),
            (&[Read], Plan::Rehearsal),
            (&[Score, Read], Plan::Rehearsal),
            (&[Score, Publish], Plan::Rescore),
            (&[Publish, Score, Score], Plan::Rescore),
            (&[Score, Publish, Warehouse], Plan::Rescore),
            (&[Warehouse], Plan::Copy),
        ] {
            assert_eq!(Plan::of(only), Ok(plan), "{only:?}");
        }
        for only in [&[Score][..], &[Publish], &[Read, Publish], &[Read, Score, Warehouse]] {
            assert!(Plan::of(only).is_err_and(|words| words.contains("add")), "{only:?}");
        }
    }
}
