use std::ops::ControlFlow;

use clientele_contract::{
    Analytics, AnalyticsError, ClusterChoice, CohortMatrix, CustomerFilter, CustomerPage, CustomerProfile,
    CustomerQuery, CustomerRow, Histogram, MatrixAxes, Overview, PeriodQuestion, QualityReport, Report,
    RuleList, RulePreview, Scatter, ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState,
    SegmentChecks, SegmentWorkspace, SnapshotInfo,
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

    fn overview(&self, _: &Scope, _: &PeriodQuestion) -> Result<Overview, AnalyticsError> {
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

    fn customer(&self, _: &Scope, _: &str) -> Result<Option<CustomerProfile>, AnalyticsError> {
        self.refuse()
    }

    fn scatter(&self, _: &Scope, _: &ScatterQuestion) -> Result<Scatter, AnalyticsError> {
        self.refuse()
    }

    fn histograms(&self, _: &Scope, _: &CustomerFilter) -> Result<Vec<Histogram>, AnalyticsError> {
        self.refuse()
    }

    fn scoring(&self, _: &Scope) -> Result<ScoringState, AnalyticsError> {
        self.refuse()
    }

    fn preview_scoring(&self, _: &Scope, _: &Scoring) -> Result<ScoringPreview, AnalyticsError> {
        self.refuse()
    }

    fn segment_checks(&self, _: &Scope) -> Result<SegmentChecks, AnalyticsError> {
        self.refuse()
    }

    fn cluster_choice(&self, _: &Scope) -> Result<ClusterChoice, AnalyticsError> {
        self.refuse()
    }

    fn rules(&self, _: &Scope) -> Result<RuleList, AnalyticsError> {
        self.refuse()
    }

    fn preview_rules(&self, _: &Scope, _: &str) -> Result<RulePreview, AnalyticsError> {
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
