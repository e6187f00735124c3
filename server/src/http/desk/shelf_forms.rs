//! The forms of the page Snapshots.

use super::{Change, PostedForm};
use crate::{
    desk::{DeskError, FolderDesk},
    shelf::{ShelfChange, change},
};

const PAGE: &str = "/data/snapshots";

/// What can be done with one snapshot.
pub(super) const CHANGES: [Change; 4] = [
    Change {
        path: "/data/snapshots/pin",
        page: PAGE,
        done: "snapshot-pinned",
        failed: "The snapshot was not pinned",
        run: |desk, form| on_shelf(desk, form, ShelfChange::Pin),
        changes_answers: false,
    },
    Change {
        path: "/data/snapshots/unpin",
        page: PAGE,
        done: "snapshot-unpinned",
        failed: "The snapshot was not unpinned",
        run: |desk, form| on_shelf(desk, form, ShelfChange::Unpin),
        changes_answers: false,
    },
    Change {
        path: "/data/snapshots/serve",
        page: PAGE,
        done: "snapshot-in-service",
        failed: "The snapshot was not put in service",
        run: |desk, form| on_shelf(desk, form, ShelfChange::PutInService),
        changes_answers: true,
    },
    Change {
        path: "/data/snapshots/remove",
        page: PAGE,
        done: "snapshot-removed",
        failed: "The snapshot was not removed",
        run: |desk, form| on_shelf(desk, form, ShelfChange::Remove),
        changes_answers: false,
    },
];

fn on_shelf(desk: &FolderDesk, form: &PostedForm, what: ShelfChange) -> Result<(), DeskError> {
    change(desk.data(), form.one("snapshot"), what)
}
