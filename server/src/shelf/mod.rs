//! The snapshots of a data folder as people look after them: listed, pinned, put in service, removed.

mod compare;
mod quality;

use std::{path::Path, time::UNIX_EPOCH};

use clientele_analytics::{
    KeptSnapshot, RefreshLock, ShelfError, kept_snapshots, manifest_path, pin_snapshot, put_in_service,
    remove_snapshot, unpin_snapshot,
};
use clientele_contract::{KeepChoice, ShelfContent, ShelfEntry, ShelfFigures, SnapshotShelf};

pub(crate) use compare::Comparisons;
pub(crate) use quality::{quality, save_checks, save_keep};

use crate::{desk::DeskError, source_file::SourceFile};

/// Lists what is kept.
pub(crate) fn list(data: &Path) -> Result<SnapshotShelf, String> {
    let kept = kept_snapshots(data).map_err(|error| error.to_string())?;
    let snapshots: Vec<ShelfEntry> = kept.into_iter().map(|kept| entry(data, kept)).collect();
    let (keep, keep_is_fixed) = match SourceFile::read(data) {
        Ok(Some(file)) => (file.keep, None),
        Ok(None) => (KeepChoice::default(), Some(quality::NO_SOURCE.to_owned())),
        Err(mistake) => (KeepChoice::default(), Some(mistake.to_string())),
    };
    Ok(SnapshotShelf {
        bytes: snapshots.iter().map(|entry| entry.bytes).sum(),
        snapshots,
        keep,
        keep_is_fixed,
    })
}

fn entry(data: &Path, kept: KeptSnapshot) -> ShelfEntry {
    let KeptSnapshot { id, is_in_service, is_pinned, published_at, bytes, content } = kept;
    ShelfEntry {
        published_at: published_at.or_else(|| written_at(data, &id)),
        bytes,
        is_in_service,
        is_pinned,
        content: match content {
            Ok(content) => ShelfContent::Whole(ShelfFigures {
                as_of: content.as_of,
                last_order: content.last_order,
                customers: content.customers,
                completed_orders: content.completed_orders,
                revenue_cents: content.revenue_cents,
                currency_symbol: content.currency_symbol,
                rows_read: content.rows_read,
                rows_refused: content.rows_refused,
                format: content.format,
            }),
            Err(fault) => ShelfContent::Unusable(fault),
        },
        id,
    }
}

/// When the snapshot was written, for lists that do not say when it was published.
fn written_at(data: &Path, id: &str) -> Option<i64> {
    let modified = std::fs::metadata(manifest_path(data, id)).ok()?.modified().ok()?;
    i64::try_from(modified.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// What can be done with a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShelfChange {
    /// Never remove it.
    Pin,
    /// Leave it to the rules of keeping.
    Unpin,
    /// Let it answer until a refresh publishes other data.
    PutInService,
    /// Remove it for good.
    Remove,
}

/// Does it, while no refresh is at work.
///
/// # Errors
/// A refresh is at work, there is no such snapshot, it cannot be done with it, or faults of reading and writing.
pub(crate) fn change(data: &Path, id: &str, change: ShelfChange) -> Result<(), DeskError> {
    let lock = RefreshLock::acquire(data).map_err(|error| DeskError::Occupied(error.to_string()))?;
    let done = match change {
        ShelfChange::Pin => pin_snapshot(&lock, id),
        ShelfChange::Unpin => unpin_snapshot(&lock, id),
        ShelfChange::PutInService => put_in_service(&lock, id),
        ShelfChange::Remove => remove_snapshot(&lock, id),
    };
    done.map_err(|error| match error {
        ShelfError::Io { action, path, fault } => DeskError::Io { action, path, fault },
        refused => DeskError::Shelf(refused.to_string()),
    })
}
