//! What can stop a demo shop from being written.

use std::io;
use std::path::PathBuf;

/// Why no demo shop was written. Whatever was in the folder before is still there.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The shop was asked to have no customers.
    #[error("a demo shop needs at least 1 customer, 0 were asked for")]
    NoCustomers,
    /// The path names something other than a folder.
    #[error("{} is not a folder; name a folder that is new, empty or an earlier demo shop", path.display())]
    NotAFolder {
        /// The path as it was resolved.
        path: PathBuf,
    },
    /// The folder holds something that is not part of a demo shop and would be lost.
    #[error(
        "{} holds {found:?}, which is not part of a demo shop; name a new or empty folder, or empty this one first",
        path.display()
    )]
    WouldOverwrite {
        /// The folder.
        path: PathBuf,
        /// The name of the first such entry, by name.
        found: String,
    },
    /// The folder holds files named like Olist's but no `demo_shop.json`: they may be real data.
    #[error(
        "{} is not empty and holds no {}, so its files may be real data; name a new or empty folder",
        path.display(),
        crate::MARKER_FILE
    )]
    NotADemoShop {
        /// The folder.
        path: PathBuf,
    },
    /// A file or folder could not be read, written or moved.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was being done, as a verb.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl DemoError {
    /// For `map_err`: names what was being done, and with what.
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}
