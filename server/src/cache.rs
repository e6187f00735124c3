//! A decorator of [`Analytics`] that remembers answers.
//!
//! Keys carry the edition (snapshot and settings), scope and question, so one [`AnswerCache`] can stay while
//! snapshots and settings come and go.
//! Equal questions that arrive together are computed once. Errors are not remembered. Sizes are bounded.

use std::{hash::Hash, ops::ControlFlow, sync::Arc};

use clientele_contract::{
    AliveHistory, Analytics, AnalyticsError, BasketQuestion, BasketRules, ClusterChoice, CohortMatrix,
    CohortQuestion, CustomerFilter, CustomerPage, CustomerProfile, CustomerQuery, CustomerRow, Histogram,
    LifetimeValue, MatrixAxes, MovementQuestion, Overview, PeriodQuestion, PlaceQuestion, Places,
    ProductProfile, ProductQuestion, Products, QualityReport, Report, RuleList, RulePreview, Scatter,
    ScatterMarks, ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState, SegmentChecks,
    SegmentMovement, SegmentWorkspace, SnapshotInfo, TrendQuestion, Trends, ValueQuestion,
};
use moka::sync::Cache;

/// Answers of one kind are kept up to this number, except customer pages.
const ANSWERS_MAX: u64 = 512;
/// Answers of one kind that may be large are kept up to this number.
const HEAVY_ANSWERS_MAX: u64 = 64;
/// Customer pages are kept up to this number of rows.
const CUSTOMER_ROWS_MAX: u64 = 50_000;
/// Scatters are kept up to this number of marks.
const SCATTER_MARKS_MAX: u64 = 100_000;
/// Rows or marks that an answer counts for at least: an empty one still has its question, which may be long.
const LEAST_WEIGHT: usize = 50;
/// Previews of rules are kept up to this number: their questions are whole files.
const RULE_PREVIEWS_MAX: u64 = 16;

/// The remembered answers; a clone shares them.
#[derive(Clone)]
pub struct AnswerCache {
    overview: Answers<PeriodQuestion, Overview>,
    segment_workspace: Answers<(CustomerFilter, Option<MatrixAxes>), SegmentWorkspace>,
    customers: Answers<CustomerQuery, CustomerPage>,
    scatter: Answers<ScatterQuestion, Scatter>,
    histograms: Answers<CustomerFilter, Vec<Histogram>>,
    scoring: Answers<(), ScoringState>,
    preview_scoring: Answers<Scoring, ScoringPreview>,
    segment_checks: Answers<(), SegmentChecks>,
    cluster_choice: Answers<(), ClusterChoice>,
    rules: Answers<(), RuleList>,
    preview_rules: Answers<String, RulePreview>,
    cohorts: Answers<CohortQuestion, CohortMatrix>,
    lifetime_value: Answers<ValueQuestion, LifetimeValue>,
    products: Answers<ProductQuestion, Products>,
    basket_rules: Answers<BasketQuestion, BasketRules>,
    places: Answers<PlaceQuestion, Places>,
    trends: Answers<TrendQuestion, Trends>,
    segment_movement: Answers<MovementQuestion, SegmentMovement>,
    quality: Answers<(), QualityReport>,
    report: Answers<(), Report>,
}

impl AnswerCache {
    /// Remembers nothing yet.
    pub fn new() -> Self {
        Self {
            overview: Answers::up_to(ANSWERS_MAX),
            segment_workspace: Answers::up_to(ANSWERS_MAX),
            customers: Answers::weighed(CUSTOMER_ROWS_MAX, |page| page.rows.len()),
            scatter: Answers::weighed(SCATTER_MARKS_MAX, |scatter| match &scatter.marks {
                ScatterMarks::Bins(bins) => bins.len(),
                ScatterMarks::Customers(customers) => customers.len(),
            }),
            histograms: Answers::up_to(ANSWERS_MAX),
            scoring: Answers::up_to(ANSWERS_MAX),
            preview_scoring: Answers::up_to(ANSWERS_MAX),
            segment_checks: Answers::up_to(ANSWERS_MAX),
            cluster_choice: Answers::up_to(ANSWERS_MAX),
            rules: Answers::up_to(ANSWERS_MAX),
            preview_rules: Answers::up_to(RULE_PREVIEWS_MAX),
            cohorts: Answers::up_to(HEAVY_ANSWERS_MAX),
            lifetime_value: Answers::up_to(HEAVY_ANSWERS_MAX),
            products: Answers::up_to(HEAVY_ANSWERS_MAX),
            basket_rules: Answers::up_to(HEAVY_ANSWERS_MAX),
            places: Answers::up_to(HEAVY_ANSWERS_MAX),
            trends: Answers::up_to(HEAVY_ANSWERS_MAX),
            segment_movement: Answers::up_to(HEAVY_ANSWERS_MAX),
            quality: Answers::up_to(ANSWERS_MAX),
            report: Answers::up_to(ANSWERS_MAX),
        }
    }
}

impl Default for AnswerCache {
    fn default() -> Self {
        Self::new()
    }
}

/// The engine of one edition, asked only what is not yet known.
pub struct CachedAnalytics<A> {
    engine: A,
    edition: Arc<str>,
    cache: AnswerCache,
    /// Of this opening alone, because its notices are.
    snapshots: Cache<Scope, SnapshotInfo>,
}

impl<A: Analytics> CachedAnalytics<A> {
    /// Puts the cache in front of an engine. `edition` names all that its answers depend on beside the
    /// question: the snapshot, and the settings that are applied to it.
    pub fn new(engine: A, edition: &str, cache: AnswerCache) -> Self {
        Self { engine, edition: edition.into(), cache, snapshots: Cache::new(ANSWERS_MAX) }
    }

    fn key<Q>(&self, scope: &Scope, question: Q) -> Key<Q> {
        Key { edition: Arc::clone(&self.edition), scope: scope.clone(), question }
    }
}

impl<A: Analytics> Analytics for CachedAnalytics<A> {
    fn snapshot(&self, scope: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        let known = self.snapshots.try_get_with_by_ref(scope, || self.engine.snapshot(scope));
        known.map_err(|error| AnalyticsError::clone(&error))
    }

    fn overview(&self, scope: &Scope, question: &PeriodQuestion) -> Result<Overview, AnalyticsError> {
        self.cache.overview.get_or_ask(self.key(scope, *question), || self.engine.overview(scope, question))
    }

    fn segment_workspace(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        axes: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError> {
        let key = self.key(scope, (filter.clone(), axes));
        let ask = || self.engine.segment_workspace(scope, filter, axes);
        self.cache.segment_workspace.get_or_ask(key, ask)
    }

    fn customers(&self, scope: &Scope, query: &CustomerQuery) -> Result<CustomerPage, AnalyticsError> {
        let key = self.key(scope, query.clone());
        self.cache.customers.get_or_ask(key, || self.engine.customers(scope, query))
    }

    fn visit_customers(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError> {
        self.engine.visit_customers(scope, filter, visit)
    }

    fn customer(&self, scope: &Scope, customer_id: &str) -> Result<Option<CustomerProfile>, AnalyticsError> {
        // Not remembered: hardly anybody opens the same person twice, and any text may be asked for.
        self.engine.customer(scope, customer_id)
    }

    fn scatter(&self, scope: &Scope, question: &ScatterQuestion) -> Result<Scatter, AnalyticsError> {
        let key = self.key(scope, question.clone());
        self.cache.scatter.get_or_ask(key, || self.engine.scatter(scope, question))
    }

    fn histograms(&self, scope: &Scope, filter: &CustomerFilter) -> Result<Vec<Histogram>, AnalyticsError> {
        let key = self.key(scope, filter.clone());
        self.cache.histograms.get_or_ask(key, || self.engine.histograms(scope, filter))
    }

    fn scoring(&self, scope: &Scope) -> Result<ScoringState, AnalyticsError> {
        self.cache.scoring.get_or_ask(self.key(scope, ()), || self.engine.scoring(scope))
    }

    fn preview_scoring(&self, scope: &Scope, proposed: &Scoring) -> Result<ScoringPreview, AnalyticsError> {
        let key = self.key(scope, *proposed);
        self.cache.preview_scoring.get_or_ask(key, || self.engine.preview_scoring(scope, proposed))
    }

    fn segment_checks(&self, scope: &Scope) -> Result<SegmentChecks, AnalyticsError> {
        self.cache.segment_checks.get_or_ask(self.key(scope, ()), || self.engine.segment_checks(scope))
    }

    fn cluster_choice(&self, scope: &Scope) -> Result<ClusterChoice, AnalyticsError> {
        self.cache.cluster_choice.get_or_ask(self.key(scope, ()), || self.engine.cluster_choice(scope))
    }

    fn rules(&self, scope: &Scope) -> Result<RuleList, AnalyticsError> {
        self.cache.rules.get_or_ask(self.key(scope, ()), || self.engine.rules(scope))
    }

    fn preview_rules(&self, scope: &Scope, text: &str) -> Result<RulePreview, AnalyticsError> {
        let key = self.key(scope, text.to_owned());
        self.cache.preview_rules.get_or_ask(key, || self.engine.preview_rules(scope, text))
    }

    fn cohorts(&self, scope: &Scope, question: &CohortQuestion) -> Result<CohortMatrix, AnalyticsError> {
        let key = self.key(scope, question.clone());
        self.cache.cohorts.get_or_ask(key, || self.engine.cohorts(scope, question))
    }

    fn lifetime_value(
        &self,
        scope: &Scope,
        question: &ValueQuestion,
    ) -> Result<LifetimeValue, AnalyticsError> {
        let key = self.key(scope, question.clone());
        self.cache.lifetime_value.get_or_ask(key, || self.engine.lifetime_value(scope, question))
    }

    fn alive_history(
        &self,
        scope: &Scope,
        customer_id: &str,
    ) -> Result<Option<AliveHistory>, AnalyticsError> {
        // Not remembered: any text may be asked for.
        self.engine.alive_history(scope, customer_id)
    }

    fn products(&self, scope: &Scope, question: &ProductQuestion) -> Result<Products, AnalyticsError> {
        let key = self.key(scope, question.clone());
        self.cache.products.get_or_ask(key, || self.engine.products(scope, question))
    }

    fn product(&self, scope: &Scope, product_id: &str) -> Result<Option<ProductProfile>, AnalyticsError> {
        // Not remembered: any text may be asked for.
        self.engine.product(scope, product_id)
    }

    fn basket_rules(&self, scope: &Scope, question: &BasketQuestion) -> Result<BasketRules, AnalyticsError> {
        if question.page_size == 0 {
            // Not remembered: all rules at once are large, and asked for by files alone.
            return self.engine.basket_rules(scope, question);
        }
        let key = self.key(scope, question.clone());
        self.cache.basket_rules.get_or_ask(key, || self.engine.basket_rules(scope, question))
    }

    fn places(&self, scope: &Scope, question: &PlaceQuestion) -> Result<Places, AnalyticsError> {
        let key = self.key(scope, question.clone());
        self.cache.places.get_or_ask(key, || self.engine.places(scope, question))
    }

    fn trends(&self, scope: &Scope, question: &TrendQuestion) -> Result<Trends, AnalyticsError> {
        let key = self.key(scope, question.clone());
        self.cache.trends.get_or_ask(key, || self.engine.trends(scope, question))
    }

    fn segment_movement(
        &self,
        scope: &Scope,
        question: &MovementQuestion,
    ) -> Result<SegmentMovement, AnalyticsError> {
        let key = self.key(scope, question.clone());
        self.cache.segment_movement.get_or_ask(key, || self.engine.segment_movement(scope, question))
    }

    fn quality(&self, scope: &Scope) -> Result<QualityReport, AnalyticsError> {
        self.cache.quality.get_or_ask(self.key(scope, ()), || self.engine.quality(scope))
    }

    fn report(&self, scope: &Scope) -> Result<Report, AnalyticsError> {
        self.cache.report.get_or_ask(self.key(scope, ()), || self.engine.report(scope))
    }
}

/// What an answer belongs to; there is no key without a scope.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key<Q> {
    edition: Arc<str>,
    scope: Scope,
    question: Q,
}

/// The answers to one kind of question.
struct Answers<Q, T> {
    cache: Cache<Key<Q>, Arc<T>>,
}

// Derived, it would ask for `Q: Clone` and `T: Clone`.
impl<Q, T> Clone for Answers<Q, T> {
    fn clone(&self) -> Self {
        Self { cache: self.cache.clone() }
    }
}

impl<Q, T> Answers<Q, T>
where
    Q: Hash + Eq + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    fn up_to(answers: u64) -> Self {
        Self { cache: Cache::new(answers) }
    }

    fn weighed(capacity: u64, weight: fn(&T) -> usize) -> Self {
        let weigher = move |_: &Key<Q>, answer: &Arc<T>| {
            u32::try_from(weight(answer).max(LEAST_WEIGHT)).unwrap_or(u32::MAX)
        };
        Self { cache: Cache::builder().max_capacity(capacity).weigher(weigher).build() }
    }

    fn get_or_ask(
        &self,
        key: Key<Q>,
        ask: impl FnOnce() -> Result<T, AnalyticsError>,
    ) -> Result<T, AnalyticsError> {
        match self.cache.try_get_with(key, || ask().map(Arc::new)) {
            Ok(answer) => Ok(T::clone(&answer)),
            Err(error) => Err(AnalyticsError::clone(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Barrier, sync::atomic::Ordering, thread};

    use clientele_contract::Segment;

    use super::*;
    use crate::test_support::CountingAnalytics;

    fn cached(edition: &str, cache: &AnswerCache) -> CachedAnalytics<CountingAnalytics> {
        CachedAnalytics::new(CountingAnalytics::named("shop"), edition, cache.clone())
    }

    fn asked(analytics: &CachedAnalytics<CountingAnalytics>) -> u64 {
        analytics.engine.asked.load(Ordering::Relaxed)
    }

    #[test]
    fn an_equal_question_is_computed_once() {
        let analytics = cached("a", &AnswerCache::new());
        let (scope, question) = (Scope::everything(), CohortQuestion::default());
        let first = analytics.cohorts(&scope, &question).expect("an answer");
        assert_eq!(analytics.cohorts(&scope, &question).expect("an answer"), first);
        assert_eq!(asked(&analytics), 1);
    }

    #[test]
    fn another_filter_scope_or_edition_is_another_question() {
        let cache = AnswerCache::new();
        let (old, new) = (cached("old", &cache), cached("new", &cache));
        let (everything, nobody) = (Scope::everything(), Scope::of_states([]));
        let open = CohortQuestion::default();
        let lost = CustomerFilter { segments: [Segment::Lost].into(), ..CustomerFilter::default() };
        let lost = CohortQuestion { filter: lost, ..CohortQuestion::default() };
        let customers_of = |scope, question| old.cohorts(scope, question).expect("an answer").customers;
        assert_eq!(customers_of(&everything, &open), 1_000);
        assert_eq!(customers_of(&nobody, &open), 0, "a narrow scope never sees the answer for a wide one");
        assert_eq!(customers_of(&everything, &lost), 1_000);
        new.cohorts(&everything, &open).expect("an answer");
        assert_eq!((asked(&old), asked(&new)), (3, 1));
    }

    #[test]
    fn questions_that_arrive_together_are_computed_once() {
        const ASKERS: usize = 8;
        let analytics = cached("a", &AnswerCache::new());
        let together = Barrier::new(ASKERS);
        thread::scope(|threads| {
            for _ in 0..ASKERS {
                threads.spawn(|| {
                    together.wait();
                    analytics.cohorts(&Scope::everything(), &CohortQuestion::default()).expect("an answer")
                });
            }
        });
        assert_eq!(asked(&analytics), 1);
    }

    #[test]
    fn errors_are_not_remembered() {
        let analytics = cached("a", &AnswerCache::new());
        for _ in 0..2 {
            assert!(matches!(
                analytics.overview(&Scope::everything(), &PeriodQuestion::default()),
                Err(AnalyticsError::Internal(_))
            ));
        }
        assert_eq!(asked(&analytics), 2);
    }

    #[test]
    fn rules_are_previewed_once_for_each_text() {
        let analytics = cached("a", &AnswerCache::new());
        for text in ["one", "two", "one", "two", "one"] {
            let preview = analytics.preview_rules(&Scope::everything(), text).expect("an answer");
            assert_eq!(preview.customers, text.len() as u64);
        }
        assert_eq!(asked(&analytics), 2);
    }

    #[test]
    fn pages_of_rules_are_remembered_and_all_rules_at_once_are_not() {
        for (page_size, expected) in [(25, 1), (0, 2)] {
            let analytics = cached("a", &AnswerCache::new());
            let question = BasketQuestion { page_size, ..BasketQuestion::default() };
            for _ in 0..2 {
                analytics.basket_rules(&Scope::everything(), &question).expect("an answer");
            }
            assert_eq!(asked(&analytics), expected, "{page_size} a page");
        }
    }

    #[test]
    fn answers_without_rows_do_not_pile_up() {
        let analytics = cached("a", &AnswerCache::new());
        for number in 0..3 * CUSTOMER_ROWS_MAX / LEAST_WEIGHT as u64 {
            let filter = CustomerFilter { id_prefix: number.to_string(), ..CustomerFilter::default() };
            let (sort, direction) = Default::default();
            let query = CustomerQuery { filter, sort, direction, page: 1, page_size: 20 };
            analytics.customers(&Scope::everything(), &query).expect("an answer");
        }
        let pages = &analytics.cache.customers.cache;
        pages.run_pending_tasks();
        assert!(pages.entry_count() <= CUSTOMER_ROWS_MAX / LEAST_WEIGHT as u64, "{}", pages.entry_count());
    }
}
