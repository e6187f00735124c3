use std::ops::ControlFlow;

use clientele_contract::{
    Analytics, AnalyticsError, ClusterChoice, CohortMatrix, CustomerFilter, CustomerPage, CustomerProfile,
    CustomerQuery, CustomerRow, Histogram, MatrixAxes, Overview, PeriodQuestion, QualityReport, Report,
    RuleList, RulePreview, Scatter, ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState,
    SegmentChecks, SegmentWorkspace, SnapshotInfo,
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
