//! The words that the interface and the engine share: filters, view models, errors, and the trait
//! [`Analytics`]: every question the product can answer.
//!
//! The types hold no `usize`, no hash map and no NaN: a ratio that is not defined is `None`, and the page
//! says why. Money is integer minor units (`*_cents`), dates are civil dates, durations are whole days.

#![warn(missing_docs)]

mod action;
mod analytics;
mod cohorts;
mod customers;
mod error;
mod filter;
mod iso_date;
mod kpis;
mod matrix;
mod overview;
mod quality;
mod report;
mod scope;
mod segment;
mod snapshot;
mod tier;
mod workspace;

pub use action::{ActionGroup, Strategy};
pub use analytics::Analytics;
pub use cohorts::{CohortCell, CohortMatrix, CohortMean, CohortRow, Month};
pub use customers::{
    CustomerPage, CustomerQuery, CustomerRow, CustomerSort, PAGE_SIZE_MAX, RfmScores, SortDirection,
};
pub use error::AnalyticsError;
pub use filter::{CustomerFilter, ScoreFilter, Span};
pub use kpis::Kpis;
pub use matrix::{Matrix, MatrixAxes, MatrixCell, Measure, ScoreBand};
pub use overview::{CategoryRow, Finding, MonthPoint, Overview, ProductRow, StateRow};
pub use quality::{FileQuality, QualityReport, RejectCount, StatusCount};
pub use report::{KMeansReport, Report, SampleCustomer, SegmentReport};
pub use scope::Scope;
pub use segment::{Segment, SegmentFamily};
pub use snapshot::{FrequencyRule, SnapshotInfo};
pub use tier::Tier;
pub use workspace::{FacetCount, FilterOptions, HighValueAtRisk, SegmentRow, SegmentWorkspace, TierRow};
