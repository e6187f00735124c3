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
        $answer! { cohorts(question: &CohortQuestion) -> CohortMatrix }
        $answer! { lifetime_value(question: &ValueQuestion) -> LifetimeValue }
        $answer! { alive_history(customer_id: &str) -> Option<AliveHistory> }
        $answer! { products(question: &ProductQuestion) -> Products }
        $answer! { product(product_id: &str) -> Option<ProductProfile> }
        $answer! { basket_rules(question: &BasketQuestion) -> BasketRules }
        $answer! { places(question: &PlaceQuestion) -> Places }
        $answer! { trends(question: &TrendQuestion) -> Trends }
        $answer! { segment_movement(question: &MovementQuestion) -> SegmentMovement }
        $answer! { quality() -> QualityReport }
        $answer! { report() -> Report }
    };
}

pub(crate) use answer_questions;
