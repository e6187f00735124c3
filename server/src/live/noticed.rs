use std::{ops::ControlFlow, sync::Arc};

use clientele_contract::{
    AliveHistory, Analytics, AnalyticsError, BasketQuestion, BasketRules, ClusterChoice, CohortMatrix,
    CohortQuestion, CustomerFilter, CustomerPage, CustomerProfile, CustomerQuery, CustomerRow, Histogram,
    LifetimeValue, MatrixAxes, MovementQuestion, Overview, PeriodQuestion, PlaceQuestion, Places,
    ProductProfile, ProductQuestion, Products, QualityReport, Report, RuleList, RulePreview, Scatter,
    ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState, SegmentChecks, SegmentMovement,
    SegmentWorkspace, SnapshotInfo, TrendQuestion, Trends, ValueQuestion,
};

use crate::questions::answer_questions;

/// Adds notices to what is said about the snapshot; all other answers pass through.
pub(super) struct NoticedAnalytics {
    inner: Arc<dyn Analytics>,
    notices: Vec<String>,
    refresh_notice: Option<String>,
}

impl NoticedAnalytics {
    pub(super) fn new(inner: Arc<dyn Analytics>, notices: Vec<String>) -> Self {
        Self { inner, notices, refresh_notice: None }
    }

    /// Adds what is to be said of the last refresh.
    pub(super) fn of_refresh(inner: Arc<dyn Analytics>, notice: String) -> Self {
        Self { inner, notices: Vec::new(), refresh_notice: Some(notice) }
    }
}

macro_rules! pass_through {
    ($question:ident($($part:ident: $kind:ty),*) -> $answer:ty) => {
        fn $question(&self, scope: &Scope, $($part: $kind),*) -> Result<$answer, AnalyticsError> {
            self.inner.$question(scope, $($part),*)
        }
    };
}

impl Analytics for NoticedAnalytics {
    fn snapshot(&self, scope: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        let mut info = self.inner.snapshot(scope)?;
        info.notices.extend_from_slice(&self.notices);
        if self.refresh_notice.is_some() {
            info.refresh_notice.clone_from(&self.refresh_notice);
        }
        Ok(info)
    }

    answer_questions!(pass_through);
}
