use std::ops::ControlFlow;

use clientele_contract::{
    Analytics, AnalyticsError, CohortMatrix, CustomerFilter, CustomerPage, CustomerQuery, CustomerRow,
    MatrixAxes, Overview, QualityReport, Report, Scope, SegmentWorkspace, SnapshotInfo,
};

/// Stands in as long as nothing is published; the pages then say what to do.
pub(super) struct Unpublished;

impl Analytics for Unpublished {
    fn snapshot(&self, _: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }

    fn overview(&self, _: &Scope) -> Result<Overview, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }

    fn segment_workspace(
        &self,
        _: &Scope,
        _: &CustomerFilter,
        _: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }

    fn customers(&self, _: &Scope, _: &CustomerQuery) -> Result<CustomerPage, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }

    fn visit_customers(
        &self,
        _: &Scope,
        _: &CustomerFilter,
        _: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }

    fn cohorts(&self, _: &Scope, _: &CustomerFilter) -> Result<CohortMatrix, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }

    fn quality(&self, _: &Scope) -> Result<QualityReport, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }

    fn report(&self, _: &Scope) -> Result<Report, AnalyticsError> {
        Err(AnalyticsError::NoSnapshot)
    }
}
