//! The words that the interface and the engine share: filters, view models, errors, and the trait
//! [`Analytics`]: every question the product can answer.
//!
//! The types hold no `usize`, no hash map and no NaN: a ratio that is not defined is `None`, and the page
//! says why. Money is integer minor units (`*_cents`), dates are civil dates, durations are whole days.

#![warn(missing_docs)]

mod action;
mod affinity;
mod analytics;
mod baskets;
mod cohort_period;
mod cohorts;
mod customers;
mod database_source;
mod desk;
mod drift;
mod error;
mod filter;
mod iso_date;
mod kpis;
mod matrix;
mod movement;
mod operations;
mod overview;
mod period;
mod places;
mod product_profile;
mod products;
mod profile;
mod quality;
mod quality_desk;
mod refresh_desk;
mod report;
mod rules;
mod scatter;
mod scope;
mod scoring;
mod segment;
mod snapshot;
mod snapshot_comparison;
mod snapshot_shelf;
mod source_desk;
mod table_joins;
mod tier;
mod trends;
mod value;
mod workspace;

pub use action::{ActionGroup, Strategy};
pub use affinity::{AFFINITY_ORDERS_MIN, Affinity, AffinityCell, AffinityRow, AffinitySegment, Leaning};
pub use analytics::Analytics;
pub use baskets::{
    BasketItem, BasketItems, BasketPair, BasketQuestion, BasketRule, BasketRules, BasketThresholds,
    RULE_ITEMS_MAX, RuleLimits, RuleMeasure, rule_targets,
};
pub use cohort_period::{CohortGrain, CohortPeriod};
pub use cohorts::{
    COHORT_SIZE_MIN, CohortCell, CohortCut, CohortMatrix, CohortMean, CohortQuestion, CohortRow,
    FirstPurchaseRow, Month, Payback,
};
pub use customers::{
    CustomerPage, CustomerQuery, CustomerRow, CustomerSort, PAGE_SIZE_MAX, RfmScores, SortDirection,
};
pub use database_source::{DatabaseField, DatabaseForm, DatabaseMistake};
pub use desk::{Desk, DeskState, SavedView};
pub use drift::{DriftKind, DriftLine};
pub use error::AnalyticsError;
pub use filter::{
    CustomerFilter, FirstPurchaseFilter, NeverBoughtFilter, PurchaseFilter, ScoreFilter, SegmentsOnDay, Span,
};
pub use iso_date::parse_iso_date;
pub use kpis::Kpis;
pub use matrix::{Matrix, MatrixAxes, MatrixCell, Measure, ScoreBand};
pub use movement::{
    EarlierDay, FlowDirection, FlowSum, MovementQuestion, SegmentFlow, SegmentMovement, SegmentMovementReport,
};
pub use operations::Operations;
pub use overview::{CategoryRow, Finding, MonthPoint, Overview, ProductRow, StateRow};
pub use period::{CompareWith, DayRange, Grain, Period, PeriodFigures, PeriodQuestion, TrendPoint};
pub use places::{
    LateReviews, PlaceAffinityReport, PlaceFigures, PlaceLevel, PlaceMeasure, PlaceQuestion, PlaceRow,
    Places, PlacesReport, Region,
};
pub use product_profile::{BoughtTogether, ProductMonth, ProductProfile};
pub use products::{
    AffinityReport, ChangeDays, FirstCategoryRow, GuestSales, ProductQuestion, Products, ProductsReport,
    SalesLevel, SalesReport, SalesRow, SalesSort,
};
pub use profile::{CategoryBought, CustomerOrder, CustomerProfile, OrderItem, ScoreReason};
pub use quality::{
    FileQuality, GuestOrders, QualityReport, RejectCount, ReturnTotals, RowAdjustments, StatusCount,
};
pub use quality_desk::{
    CheckChoice, CheckFigure, CheckKind, CheckResult, CheckRun, QualityDesk, QualityPoint,
};
pub use refresh_desk::{
    NextAttempt, PastRefresh, ProposedSchedule, RefreshAtWork, RefreshDesk, RefreshOutcome, RefreshReason,
    RefreshSchedule, RefreshStep, RefreshStepState, RefreshStepTime, WarehouseCopy, WarehouseState,
};
pub use report::{
    BasketReport, CohortReport, KMeansReport, LifetimeValueReport, PurchaseModelReport, Report, RuleReport,
    SampleCustomer, SegmentReport,
};
pub use rules::{ActionChange, ActionMove, RuleLine, RuleList, RulePreview};
pub use scatter::{
    Histogram, HistogramBin, SCATTER_CUSTOMERS_MAX, Scatter, ScatterAxis, ScatterBin, ScatterMarks,
    ScatterPoint, ScatterQuestion,
};
pub use scope::Scope;
pub use scoring::{
    ChampionsCheck, ClusterChoice, ClusterProfile, ClusterTrial, CutPoints, OwnMap, Scoring, ScoringPreview,
    ScoringState, SegmentChange, SegmentChecks, SegmentMap, SegmentMove, SegmentSpend, SegmentStability,
    Thresholds,
};
pub use segment::{Segment, SegmentFamily};
pub use snapshot::{FrequencyRule, SnapshotInfo};
pub use snapshot_comparison::{
    ChangedOrder, ComparedCustomer, ComparedCustomers, ComparedOrders, ComparedProducts, ComparedSegment,
    ComparedSnapshot, SnapshotComparison,
};
pub use snapshot_shelf::{KeepChoice, ShelfContent, ShelfEntry, ShelfFigures, SnapshotShelf};
pub use source_desk::{
    Candidate, MappedColumn, MappingChoice, MappingDesk, MappingPreview, OpenEntry, OpenFolder, PreviewRow,
    SourceDesk, SourceEntry, SourceInUse, StatusWord, TableMapping, Understanding, Upload, UploadLimits,
};
pub use table_joins::{JoinedTable, MappedJoin, TableJoins};
pub use tier::{Persona, Tier};
pub use trends::{TrendFigures, TrendMeasure, TrendQuestion, TrendReport, Trends};
pub use value::{
    AliveHistory, AlivePoint, BASIS_POINTS_OF_WHOLE, BestCustomers, DISCOUNT_BASIS_POINTS_DEFAULT,
    DISCOUNT_BASIS_POINTS_MAX, Expectation, ExpectedCell, ExpectedCustomer, ExpectedTotals,
    FrequencyRecencyMatrix, FrequencyRow, HORIZON_DAYS_DEFAULT, HORIZON_DAYS_MAX, HORIZON_DAYS_MIN, Holdout,
    HoldoutClass, LifetimeValue, ModelDiagnostics, ModelParameter, ModelTrust, PurchaseModelKind,
    RevenueConcentration, SegmentValue, SpendDiagnostics, TrackingPoint, TrustCheck, TrustCheckKind,
    ValueForecast, ValueQuestion,
};
pub use workspace::{FacetCount, FilterOptions, HighValueAtRisk, SegmentRow, SegmentWorkspace, TierRow};
