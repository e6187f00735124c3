use std::{ops::ControlFlow, sync::Arc};

use clientele_contract::{
    Analytics, AnalyticsError, CohortMatrix, CustomerFilter, CustomerPage, CustomerQuery, CustomerRow,
    MatrixAxes, Overview, QualityReport, Report, Scope, SegmentWorkspace, SnapshotInfo,
};

/// Adds a notice to what is said about the snapshot; all other answers pass through.
pub(super) struct NoticedAnalytics {
    inner: Arc<dyn Analytics>,
    notice: String,
}

impl NoticedAnalytics {
    pub(super) fn new(inner: Arc<dyn Analytics>, notice: String) -> Self {
        Self { inner, notice }
    }
}

impl Analytics for NoticedAnalytics {
    fn snapshot(&self, scope: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        let mut info = self.inner.snapshot(scope)?;
        info.notices.push(self.notice.clone());
        Ok(info)
    }

    fn overview(&self, scope: &Scope) -> Result<Overview, AnalyticsError> {
        self.inner.overview(scope)
    }

    fn segment_workspace(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        axes: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError> {
        self.inner.segment_workspace(scope, filter, axes)
    }

    fn customers(&self, scope: &Scope, query: &CustomerQuery) -> Result<CustomerPage, AnalyticsError> {
        self.inner.customers(scope, query)
    }

    fn visit_customers(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError> {
        self.inner.visit_customers(scope, filter, visit)
    }

    fn cohorts(&self, scope: &Scope, filter: &CustomerFilter) -> Result<CohortMatrix, AnalyticsError> {
        self.inner.cohorts(scope, filter)
    }

    fn quality(&self, scope: &Scope) -> Result<QualityReport, AnalyticsError> {
        self.inner.quality(scope)
    }

    fn report(&self, scope: &Scope) -> Result<Report, AnalyticsError> {
        self.inner.report(scope)
    }
}
