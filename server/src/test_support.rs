//! What several unit tests need.

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::NaiveDate;
use clientele_app::url_state::ExportColumn;
use clientele_contract::{
    AliveHistory, Analytics, AnalyticsError, BasketQuestion, BasketRules, ClusterChoice, CohortMatrix,
    CohortQuestion, CustomerFilter, CustomerPage, CustomerProfile, CustomerQuery, CustomerRow, Expectation,
    FrequencyRule, Histogram, LifetimeValue, MatrixAxes, MovementQuestion, Overview, PeriodQuestion,
    PlaceQuestion, Places, ProductProfile, ProductQuestion, Products, QualityReport, Report, RfmScores,
    RuleList, RulePreview, Scatter, ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState, Segment,
    SegmentChecks, SegmentMovement, SegmentWorkspace, SnapshotInfo, Tier, TrendQuestion, Trends,
    ValueQuestion,
};

use crate::{
    config::Reader,
    export::{
        FileKind,
        list::{CustomerList, parse_columns},
        write_customers,
    },
};

/// A customer with this id and fixed other values.
pub(crate) fn customer(id: &str) -> CustomerRow {
    CustomerRow {
        customer_id: id.to_owned(),
        segment: Segment::AtRisk,
        tier: Some(Tier::Gold),
        scores: RfmScores { recency: 2, frequency: 1, monetary: 4 },
        recency_days: 240,
        orders: 3,
        spent_cents: 123_405,
        review_score: Some(4.333),
        favourite_category: "health_beauty".to_owned(),
        state: "SP".to_owned(),
        first_order: date(2017, 1, 31),
        last_order: date(2018, 1, 1),
        action_id: "win-back".to_owned(),
        action: "Win back".to_owned(),
        expected: Some(Expectation { purchases: 0.5125, p_alive: Some(0.25), value_cents: Some(21_005) }),
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the calendar")
}

/// Answers cohorts, customers and previews of rules with next to nothing and counts how often it was asked;
/// the other questions are refused.
#[derive(Default)]
pub(crate) struct CountingAnalytics {
    pub(crate) snapshot_id: String,
    pub(crate) asked: AtomicU64,
}

impl CountingAnalytics {
    pub(crate) fn named(snapshot_id: &str) -> Self {
        Self { snapshot_id: snapshot_id.to_owned(), asked: AtomicU64::new(0) }
    }

    fn refuse<T>(&self) -> Result<T, AnalyticsError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Err(AnalyticsError::Internal("not part of this test".to_owned()))
    }
}

macro_rules! refuse {
    ($question:ident($($part:ident: $kind:ty),*) -> $answer:ty) => {
        fn $question(&self, _: &Scope, $(_: $kind),*) -> Result<$answer, AnalyticsError> {
            self.refuse()
        }
    };
}

impl Analytics for CountingAnalytics {
    fn snapshot(&self, _: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        Ok(SnapshotInfo {
            snapshot_id: self.snapshot_id.clone(),
            as_of: date(2018, 8, 30),
            first_order: date(2016, 9, 15),
            last_order: date(2018, 8, 29),
            customers: 1,
            completed_orders: 1,
            excluded_orders: 0,
            currency_symbol: "R$".to_owned(),
            frequency_rule: FrequencyRule::Quintiles,
            is_older: false,
            is_demo: false,
            notices: Vec::new(),
            refresh_notice: None,
        })
    }

    fn customers(&self, _: &Scope, query: &CustomerQuery) -> Result<CustomerPage, AnalyticsError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let (page, page_size) = (query.page, query.page_size);
        Ok(CustomerPage { rows: vec![customer("c1")], customers: 1, page, pages: 1, page_size })
    }

    fn visit_customers(
        &self,
        _: &Scope,
        _: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError> {
        let _ = visit(&customer("c1"));
        Ok(1)
    }

    fn preview_rules(&self, _: &Scope, text: &str) -> Result<RulePreview, AnalyticsError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let customers = text.len() as u64;
        Ok(RulePreview { customers, moved_customers: 0, actions: vec![], moves: vec![] })
    }

    fn cohorts(&self, scope: &Scope, _: &CohortQuestion) -> Result<CohortMatrix, AnalyticsError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let customers = scope.states().map_or(1_000, |states| states.len() as u64);
        Ok(CohortMatrix { customers, ..CohortMatrix::default() })
    }

    fn basket_rules(&self, _: &Scope, _: &BasketQuestion) -> Result<BasketRules, AnalyticsError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Ok(BasketRules::default())
    }

    refuse! { overview(question: &PeriodQuestion) -> Overview }
    refuse! { segment_workspace(filter: &CustomerFilter, axes: Option<MatrixAxes>) -> SegmentWorkspace }
    refuse! { customer(customer_id: &str) -> Option<CustomerProfile> }
    refuse! { scatter(question: &ScatterQuestion) -> Scatter }
    refuse! { histograms(filter: &CustomerFilter) -> Vec<Histogram> }
    refuse! { scoring() -> ScoringState }
    refuse! { preview_scoring(proposed: &Scoring) -> ScoringPreview }
    refuse! { segment_checks() -> SegmentChecks }
    refuse! { cluster_choice() -> ClusterChoice }
    refuse! { rules() -> RuleList }
    refuse! { lifetime_value(question: &ValueQuestion) -> LifetimeValue }
    refuse! { alive_history(customer_id: &str) -> Option<AliveHistory> }
    refuse! { products(question: &ProductQuestion) -> Products }
    refuse! { product(product_id: &str) -> Option<ProductProfile> }
    refuse! { places(question: &PlaceQuestion) -> Places }
    refuse! { trends(question: &TrendQuestion) -> Trends }
    refuse! { segment_movement(question: &MovementQuestion) -> SegmentMovement }
    refuse! { quality() -> QualityReport }
    refuse! { report() -> Report }
}

/// A list with all columns.
pub(crate) fn list_of_all_columns() -> CustomerList {
    CustomerList {
        filter: CustomerFilter::default(),
        filter_query: String::new(),
        filter_words: "Everyone".to_owned(),
        columns: ExportColumn::ALL.to_vec(),
        customers: 1,
        snapshot_id: "shop".to_owned(),
        as_of: date(2018, 8, 30),
        last_order: date(2018, 8, 29),
        currency_symbol: "R$".to_owned(),
        scoring: Scoring::default(),
        scoring_words: "Standard map of segments".to_owned(),
    }
}

/// The CSV file with the columns of its reader that these customers make.
pub(crate) fn written_for(reader: Reader, customers: &[CustomerRow]) -> String {
    let columns = parse_columns([], reader).expect("nothing is wrong");
    let list = CustomerList { columns, ..list_of_all_columns() };
    let mut bytes = Vec::new();
    write_customers(FileKind::Csv(reader), &list, &mut bytes, |visit| {
        customers.iter().for_each(|customer| assert!(visit(customer).is_continue()));
        Ok(customers.len() as u64)
    })
    .expect("memory takes everything")
    .expect("the visit succeeds");
    String::from_utf8(bytes).expect("UTF-8")
}
