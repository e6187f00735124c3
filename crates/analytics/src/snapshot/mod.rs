//! Immutable snapshots: written beside the old one, verified, switched atomically.
//!
//! ```text
//! DATA/published.json            which snapshots are kept, newest first, which of them is in service by a
//!                                person's choice, and which are pinned; replaced by rename
//! DATA/published.json.damaged    a list that could not be read, set aside when another was made
//! DATA/refresh.lock              held while a refresh works
//! DATA/snapshots/ID/             one snapshot: tables, rules, rejects, manifest.json
//! DATA/snapshots/building/       one that is being written; never read, cleared by the next refresh
//! DATA/snapshots/ID.damaged/     one that failed its check, set aside
//! ```

mod figures;
mod hashed;
mod list;
mod lock;
mod manifest;
mod mend;
mod open;
mod publish;
mod rescore;
mod shelf;
mod stored_tables;

use std::path::{Path, PathBuf};

pub use self::{
    figures::ShopFigures,
    list::Keeping,
    lock::RefreshLock,
    open::{
        OpenedSnapshot, current_snapshot_id, is_kept, open_current, open_kept, published_revision,
        read_kept_rejects,
    },
    publish::{Published, publish, publish_keeping},
    rescore::{Rescoring, publish_rescored},
    shelf::{
        KeptContent, KeptSnapshot, ShelfError, kept_snapshots, manifest_path, pin_snapshot, put_in_service,
        remove_snapshot, unpin_snapshot,
    },
    stored_tables::{StoredRows, StoredTable, StoredTables, StoredTotals, StoredValue},
};

fn snapshots_dir(data_dir: &Path) -> PathBuf {
    data_dir.join("snapshots")
}
