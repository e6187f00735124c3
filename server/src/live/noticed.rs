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
}

impl NoticedAnalytics {
    pub(super) fn new(inner: Arc<dyn Analytics>, notices: Vec<String>) -> Self {
        Self { inner, notices }
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
        Ok(info)
    }

    answer_questions!(pass_through);
}
