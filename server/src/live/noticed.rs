use std::{ops::ControlFlow, sync::Arc};

use clientele_contract::{
    Analytics, AnalyticsError, ClusterChoice, CohortMatrix, CustomerFilter, CustomerPage, CustomerProfile,
    CustomerQuery, CustomerRow, Histogram, MatrixAxes, Overview, PeriodQuestion, QualityReport, Report,
    RuleList, RulePreview, Scatter, ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState,
    SegmentChecks, SegmentWorkspace, SnapshotInfo,
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

    fn overview(&self, scope: &Scope, question: &PeriodQuestion) -> Result<Overview, AnalyticsError> {
        self.inner.overview(scope, question)
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

    fn customer(&self, scope: &Scope, customer_id: &str) -> Result<Option<CustomerProfile>, AnalyticsError> {
        self.inner.customer(scope, customer_id)
    }

    fn scatter(&self, scope: &Scope, question: &ScatterQuestion) -> Result<Scatter, AnalyticsError> {
        self.inner.scatter(scope, question)
    }

    fn histograms(&self, scope: &Scope, filter: &CustomerFilter) -> Result<Vec<Histogram>, AnalyticsError> {
        self.inner.histograms(scope, filter)
    }

    fn scoring(&self, scope: &Scope) -> Result<ScoringState, AnalyticsError> {
        self.inner.scoring(scope)
    }

    fn preview_scoring(&self, scope: &Scope, proposed: &Scoring) -> Result<ScoringPreview, AnalyticsError> {
        self.inner.preview_scoring(scope, proposed)
    }

    fn segment_checks(&self, scope: &Scope) -> Result<SegmentChecks, AnalyticsError> {
        self.inner.segment_checks(scope)
    }

    fn cluster_choice(&self, scope: &Scope) -> Result<ClusterChoice, AnalyticsError> {
        self.inner.cluster_choice(scope)
    }

    fn rules(&self, scope: &Scope) -> Result<RuleList, AnalyticsError> {
        self.inner.rules(scope)
    }

    fn preview_rules(&self, scope: &Scope, text: &str) -> Result<RulePreview, AnalyticsError> {
        self.inner.preview_rules(scope, text)
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
