use std::ops::ControlFlow;

use crate::{
    AliveHistory, AnalyticsError, BasketQuestion, BasketRules, ClusterChoice, CohortMatrix, CohortQuestion,
    CustomerFilter, CustomerPage, CustomerProfile, CustomerQuery, CustomerRow, Histogram, LifetimeValue,
    MatrixAxes, MovementQuestion, Overview, PeriodQuestion, PlaceQuestion, Places, ProductProfile,
    ProductQuestion, Products, QualityReport, Report, RuleList, RulePreview, Scatter, ScatterQuestion, Scope,
    Scoring, ScoringPreview, ScoringState, SegmentChecks, SegmentMovement, SegmentWorkspace, SnapshotInfo,
    TrendQuestion, Trends, ValueQuestion,
};

/// Every question the product can answer about one published snapshot.
///
/// Each method takes a [`Scope`] first: which part of the shop the asking person may see. There is no way
/// around it. Answers are deterministic: the same snapshot, scope and question give the same bytes.
pub trait Analytics: Send + Sync {
    /// What is in service: the data's date, its size, and what a reader must know about it.
    fn snapshot(&self, scope: &Scope) -> Result<SnapshotInfo, AnalyticsError>;

    /// The executive's page for some days: figures and their change, trend, segment shares, top products,
    /// categories and states, findings.
    fn overview(&self, scope: &Scope, question: &PeriodQuestion) -> Result<Overview, AnalyticsError>;

    /// The marketer's page for one filter: tiles, matrix, segments, tiers, strategy and filter options.
    ///
    /// `axes` is the person's choice of matrix axes; `None` lets the engine choose those that say most.
    fn segment_workspace(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        axes: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError>;

    /// One page of the customer table. A page past the end is answered with the last page.
    fn customers(&self, scope: &Scope, query: &CustomerQuery) -> Result<CustomerPage, AnalyticsError>;

    /// Calls `visit` for every customer that passes `filter`, most spent first, then by id; no hidden limit.
    ///
    /// Stops early when `visit` breaks. Returns the number of customers visited.
    fn visit_customers(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError>;

    /// One person; `None` if the scope has no customer with this id.
    fn customer(&self, scope: &Scope, customer_id: &str) -> Result<Option<CustomerProfile>, AnalyticsError>;

    /// Two measures of the customers as a picture that stays small for any number of customers.
    fn scatter(&self, scope: &Scope, question: &ScatterQuestion) -> Result<Scatter, AnalyticsError>;

    /// How recency, frequency and spend are distributed, in this order.
    fn histograms(&self, scope: &Scope, filter: &CustomerFilter) -> Result<Vec<Histogram>, AnalyticsError>;

    /// How customers are scored now.
    fn scoring(&self, scope: &Scope) -> Result<ScoringState, AnalyticsError>;

    /// What another scoring would do; nothing changes.
    fn preview_scoring(&self, scope: &Scope, proposed: &Scoring) -> Result<ScoringPreview, AnalyticsError>;

    /// How far the segments can be trusted.
    fn segment_checks(&self, scope: &Scope) -> Result<SegmentChecks, AnalyticsError>;

    /// k-means with 2 to 10 clusters, to choose the number by; takes about a second on 100,000 customers.
    fn cluster_choice(&self, scope: &Scope) -> Result<ClusterChoice, AnalyticsError>;

    /// The rules of the next best action in force.
    fn rules(&self, scope: &Scope) -> Result<RuleList, AnalyticsError>;

    /// What another rule file would do; nothing changes. A mistake in it is
    /// [`AnalyticsError::InvalidQuestion`] and says the line.
    fn preview_rules(&self, scope: &Scope, text: &str) -> Result<RulePreview, AnalyticsError>;

    /// Customers by the time of their first order, and what became of them.
    fn cohorts(&self, scope: &Scope, question: &CohortQuestion) -> Result<CohortMatrix, AnalyticsError>;

    /// What customers were worth and are expected to be worth, with the checks of the models.
    fn lifetime_value(
        &self,
        scope: &Scope,
        question: &ValueQuestion,
    ) -> Result<LifetimeValue, AnalyticsError>;

    /// How likely one person was to buy again over time; `None` if the scope has no customer with this id.
    fn alive_history(&self, scope: &Scope, customer_id: &str)
    -> Result<Option<AliveHistory>, AnalyticsError>;

    /// What sells, and which segments lean towards it.
    fn products(&self, scope: &Scope, question: &ProductQuestion) -> Result<Products, AnalyticsError>;

    /// One product; `None` if nobody in the scope bought a product with this id.
    fn product(&self, scope: &Scope, product_id: &str) -> Result<Option<ProductProfile>, AnalyticsError>;

    /// What is bought together.
    fn basket_rules(&self, scope: &Scope, question: &BasketQuestion) -> Result<BasketRules, AnalyticsError>;

    /// Where customers are, and how they are served there.
    fn places(&self, scope: &Scope, question: &PlaceQuestion) -> Result<Places, AnalyticsError>;

    /// A measure over time.
    fn trends(&self, scope: &Scope, question: &TrendQuestion) -> Result<Trends, AnalyticsError>;

    /// Who was in which segment on two days.
    fn segment_movement(
        &self,
        scope: &Scope,
        question: &MovementQuestion,
    ) -> Result<SegmentMovement, AnalyticsError>;

    /// What the refresh read, kept, left out and refused, with the reasons.
    fn quality(&self, scope: &Scope) -> Result<QualityReport, AnalyticsError>;

    /// All headline figures in one value, for scripts and for comparison with other programs.
    fn report(&self, scope: &Scope) -> Result<Report, AnalyticsError>;
}
