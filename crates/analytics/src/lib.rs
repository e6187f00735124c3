//! The engine of Clientele: a shop's order files in, scored customers and answers out.
//!
//! No web, no async, no clock: "today" is the parameter `as_of`, and the same input gives the same bytes.
//!
//! [`build_shop`] reads a source and scores its customers; [`publish`] writes the result as an
//! immutable snapshot; [`open_current`] verifies and opens the snapshot in service; [`Engine`] answers
//! questions about either through the trait [`clientele_contract::Analytics`].

#![warn(missing_docs)]

pub mod basket;
pub mod clustering;
pub mod durable;
pub mod error;
pub mod lifetime;
pub mod progress;

mod answer;
mod cohort;
mod columns;
mod config;
mod ingest;
mod model;
mod score;
mod snapshot;

pub use answer::{Engine, compare_snapshots, customers_only_in};
pub use config::{OrderMeaning, ShopConfig};
pub use error::{ConfigError, RefreshError, SnapshotError};
pub use ingest::{
    AmountMeasure, AmountSource, CERTAIN_PERCENT, Certainty, ColumnRef, CustomerRule, DateOrder, DecimalMark,
    Delimiter, DuplicateRule, FileLayout, Join, JoinLook, JoinTable, LookedJoin, Mapping, MappingProblem,
    Meaning, OrderRule, Quote, ReadingRules, RecognisedColumn, RecognisedSource, RecognisedTable,
    RefusedRows, ShippingRule, SourceLook, SourceProfile, TextEncoding, UnpackLimits, ValueForms,
    foreign_kind_of, meaning_of_status, recognise_source,
};
pub use model::{BuildRequest, Shop, build_shop};
pub use progress::{Progress, Silent, Stage};
pub use score::{OwnSegmentMap, ScoringSettings, check_thresholds, rules::RuleBook};
pub use snapshot::{
    Keeping, KeptContent, KeptSnapshot, OpenedSnapshot, Published, RefreshLock, Rescoring, ShelfError,
    ShopFigures, StoredRows, StoredTable, StoredTables, StoredTotals, StoredValue, current_snapshot_id,
    is_kept, kept_snapshots, manifest_path, open_current, open_kept, pin_snapshot, publish, publish_keeping,
    publish_rescored, published_revision, put_in_service, read_kept_rejects, remove_snapshot, unpin_snapshot,
};
