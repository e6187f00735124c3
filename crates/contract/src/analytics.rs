use std::ops::ControlFlow;

use crate::{
    AnalyticsError, CohortMatrix, CustomerFilter, CustomerPage, CustomerQuery, CustomerRow, MatrixAxes,
    Overview, QualityReport, Report, Scope, SegmentWorkspace, SnapshotInfo,
};

/// Every question the product can answer about one published snapshot.
///
/// Each method takes a [`Scope`] first: which part of the shop the asking person may see. There is no way
/// around it. Answers are deterministic: the same snapshot, scope and question give the same bytes.
pub trait Analytics: Send + Sync {
    /// What is in service: the data's date, its size, and what a reader must know about it.
    fn snapshot(&self, scope: &Scope) -> Result<SnapshotInfo, AnalyticsError>;

    /// The executive's page: totals, months, segment shares, top products, categories and states, findings.
    fn overview(&self, scope: &Scope) -> Result<Overview, AnalyticsError>;

    /// The marketer's page for one filter: tiles, matrix, segments, tiers, strategy and filter options.
    ///
    /// `axes` is the person's choice of matrix axes; `None` lets the engine choose those that say most.
    fn segment_workspace(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        axes: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError>;

    /// One page of the customer table. A page past the end is answered with the last page.
    fn customers(&self, scope: &Scope, query: &CustomerQuery) -> Result<CustomerPage, AnalyticsError>;

    /// Calls `visit` for every customer that passes `filter`, most spent first, then by id; no hidden limit.
    ///
    /// Stops early when `visit` breaks. Returns the number of customers visited.
    fn visit_customers(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError>;

    /// Monthly cohorts of the customers that pass `filter`.
    fn cohorts(&self, scope: &Scope, filter: &CustomerFilter) -> Result<CohortMatrix, AnalyticsError>;

    /// What the refresh read, kept, left out and refused, with the reasons.
    fn quality(&self, scope: &Scope) -> Result<QualityReport, AnalyticsError>;

    /// All headline figures in one value, for scripts and for comparison with other programs.
    fn report(&self, scope: &Scope) -> Result<Report, AnalyticsError>;
}
