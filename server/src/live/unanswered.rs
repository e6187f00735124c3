use std::ops::ControlFlow;

use clientele_contract::{
    AliveHistory, Analytics, AnalyticsError, BasketQuestion, BasketRules, ClusterChoice, CohortMatrix,
    CohortQuestion, CustomerFilter, CustomerPage, CustomerProfile, CustomerQuery, CustomerRow, Histogram,
    LifetimeValue, MatrixAxes, MovementQuestion, Overview, PeriodQuestion, PlaceQuestion, Places,
    ProductProfile, ProductQuestion, Products, QualityReport, Report, RuleList, RulePreview, Scatter,
    ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState, SegmentChecks, SegmentMovement,
    SegmentWorkspace, SnapshotInfo, TrendQuestion, Trends, ValueQuestion,
};

use crate::questions::answer_questions;

/// Stands in as long as nothing can be answered; the pages then say why and what to do.
pub(super) struct Unanswered(pub(super) AnalyticsError);

macro_rules! refuse {
    ($question:ident($($part:ident: $kind:ty),*) -> $answer:ty) => {
        fn $question(&self, _: &Scope, $(_: $kind),*) -> Result<$answer, AnalyticsError> {
            Err(self.0.clone())
        }
    };
}

impl Analytics for Unanswered {
    fn snapshot(&self, _: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        Err(self.0.clone())
    }

    answer_questions!(refuse);
}
