//! The questions of [`Analytics`](clientele_contract::Analytics), listed once for decorators that treat them
//! all alike.

/// Answers every question but `snapshot` with `$answer!`, to be called in an `impl Analytics`.
macro_rules! answer_questions {
    ($answer:ident) => {
        $answer! { overview(question: &PeriodQuestion) -> Overview }
        $answer! {
            segment_workspace(filter: &CustomerFilter, axes: Option<MatrixAxes>) -> SegmentWorkspace
        }
        $answer! { customers(query: &CustomerQuery) -> CustomerPage }
        $answer! {
            visit_customers(
                filter: &CustomerFilter,
                visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>
            ) -> u64
        }
        $answer! { customer(customer_id: &str) -> Option<CustomerProfile> }
        $answer! { scatter(question: &ScatterQuestion) -> Scatter }
        $answer! { histograms(filter: &CustomerFilter) -> Vec<Histogram> }
        $answer! { scoring() -> ScoringState }
        $answer! { preview_scoring(proposed: &Scoring) -> ScoringPreview }
        $answer! { segment_checks() -> SegmentChecks }
        $answer! { cluster_choice() -> ClusterChoice }
        $answer! { rules() -> RuleList }
        $answer! { preview_rules(text: &str) -> RulePreview }
        $answer! { cohorts(filter: &CustomerFilter) -> CohortMatrix }
        $answer! { quality() -> QualityReport }
        $answer! { report() -> Report }
    };
}

pub(crate) use answer_questions;
