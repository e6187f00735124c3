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

/// Adds to what is said about the snapshot; all other answers pass through.
pub(crate) struct NoticedAnalytics {
    inner: Arc<dyn Analytics>,
    notices: Vec<String>,
    refresh_notice: Option<String>,
    is_older: bool,
}

impl NoticedAnalytics {
    /// Adds notices.
    pub(crate) fn new(inner: Arc<dyn Analytics>, notices: Vec<String>) -> Self {
        Self { inner, notices, refresh_notice: None, is_older: false }
    }

    /// Adds what is to be said of the last refresh.
    pub(super) fn of_refresh(inner: Arc<dyn Analytics>, notice: String) -> Self {
        Self { refresh_notice: Some(notice), ..Self::new(inner, Vec::new()) }
    }

    /// Says also that a person looks back at it.
    pub(super) fn of_older(inner: Arc<dyn Analytics>, notices: Vec<String>) -> Self {
        Self { is_older: true, ..Self::new(inner, notices) }
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
        info.is_older |= self.is_older;
        Ok(info)
    }

    answer_questions!(pass_through);
}
