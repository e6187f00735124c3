use std::ops::ControlFlow;

use clientele_contract::{
    Analytics, AnalyticsError, CohortMatrix, CustomerFilter, CustomerPage, CustomerQuery, CustomerRow,
    MatrixAxes, Overview, QualityReport, Report, Scope, SegmentWorkspace, SnapshotInfo,
};

/// Stands in as long as nothing can be answered; the pages then say why and what to do.
pub(super) struct Unanswered(pub(super) AnalyticsError);

impl Unanswered {
    fn refuse<T>(&self) -> Result<T, AnalyticsError> {
        Err(self.0.clone())
    }
}

impl Analytics for Unanswered {
    fn snapshot(&self, _: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        self.refuse()
    }

    fn overview(&self, _: &Scope) -> Result<Overview, AnalyticsError> {
        self.refuse()
    }

    fn segment_workspace(
        &self,
        _: &Scope,
        _: &CustomerFilter,
        _: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError> {
        self.refuse()
    }

    fn customers(&self, _: &Scope, _: &CustomerQuery) -> Result<CustomerPage, AnalyticsError> {
        self.refuse()
    }

    fn visit_customers(
        &self,
        _: &Scope,
        _: &CustomerFilter,
        _: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError> {
        self.refuse()
    }

    fn cohorts(&self, _: &Scope, _: &CustomerFilter) -> Result<CohortMatrix, AnalyticsError> {
        self.refuse()
    }

    fn quality(&self, _: &Scope) -> Result<QualityReport, AnalyticsError> {
        self.refuse()
    }

    fn report(&self, _: &Scope) -> Result<Report, AnalyticsError> {
        self.refuse()
    }
}
