//! A shop in memory that answers just enough for pages and exports.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use chrono::NaiveDate;
use clientele_contract::{
    AliveHistory, Analytics, AnalyticsError, BasketQuestion, BasketRules, ChampionsCheck, ClusterChoice,
    CohortMatrix, CohortQuestion, CustomerFilter, CustomerPage, CustomerProfile, CustomerQuery, CustomerRow,
    DayRange, FilterOptions, FrequencyRule, Grain, HighValueAtRisk, Histogram, Kpis, LifetimeValue, Matrix,
    MatrixAxes, MatrixCell, Measure, Month, MonthPoint, MovementQuestion, Overview, OwnMap, PeriodFigures,
    PeriodQuestion, Persona, PlaceQuestion, Places, ProductProfile, ProductQuestion, Products, QualityReport,
    Report, RfmScores, RuleLine, RuleList, RulePreview, Scatter, ScatterAxis, ScatterMarks, ScatterPoint,
    ScatterQuestion, Scope, ScoreBand, ScoreReason, Scoring, ScoringPreview, ScoringState, Segment,
    SegmentChecks, SegmentMovement, SegmentRow, SegmentStability, SegmentWorkspace, SnapshotInfo, Strategy,
    Thresholds, Tier, TierRow, TrendFigures, TrendPoint, TrendQuestion, Trends, ValueQuestion,
};

pub const SNAPSHOT_ID: &str = "fake-shop";

pub struct FakeShop {
    customers: Vec<CustomerRow>,
}

impl FakeShop {
    /// Segments, tiers and states in turn; the first ids are such as a spreadsheet would run.
    pub fn of_400_customers() -> Self {
        let nasty = ["=cmd|' /C calc'!A0", "+49 170 1234567", "a,\"b\"", "two\nlines"];
        let id =
            |index: usize| nasty.get(index).map_or_else(|| format!("c{index:03}"), |id| (*id).to_owned());
        Self { customers: (0..400).map(|index| fake_customer(index, id(index))).collect() }
    }

    fn select(&self, filter: &CustomerFilter) -> impl Iterator<Item = &CustomerRow> {
        self.customers.iter().filter(|customer| passes(filter, customer))
    }

    fn kpis(&self, filter: &CustomerFilter) -> Kpis {
        let customers = self.select(filter).count() as u64;
        let revenue_cents = self.select(filter).map(|customer| customer.spent_cents).sum();
        Kpis { customers, orders: customers, revenue_cents, ..Kpis::default() }
    }

    fn segment_rows(&self, filter: &CustomerFilter) -> Vec<SegmentRow> {
        let row = |segment| SegmentRow {
            segment,
            customers: self.customers.iter().filter(|customer| customer.segment == segment).count() as u64,
            revenue_cents: 10_000,
            customer_share: Some(1.0 / 11.0),
            revenue_share: Some(1.0 / 11.0),
            selected_customers: self.select(filter).filter(|customer| customer.segment == segment).count()
                as u64,
        };
        Segment::ALL.map(row).to_vec()
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the calendar")
}

fn fake_customer(index: usize, customer_id: String) -> CustomerRow {
    CustomerRow {
        customer_id,
        segment: Segment::ALL[index % 11],
        tier: Some(Tier::ALL[index % 4]),
        scores: RfmScores { recency: 3, frequency: 1, monetary: 3 },
        recency_days: 240,
        orders: 1,
        spent_cents: 50_000 - index as i64,
        review_score: None,
        favourite_category: "toys".to_owned(),
        state: ["SP", "RJ", "MG"][index % 3].to_owned(),
        first_order: date(2018, 1, 1),
        last_order: date(2018, 1, 1),
        action_id: "win-back".to_owned(),
        action: "Win back".to_owned(),
        expected: None,
    }
}

/// The parts of a filter that the tests use.
fn passes(filter: &CustomerFilter, customer: &CustomerRow) -> bool {
    fn is_chosen<T: Ord>(chosen: &BTreeSet<T>, value: &T) -> bool {
        chosen.is_empty() || chosen.contains(value)
    }
    is_chosen(&filter.segments, &customer.segment)
        && is_chosen(&filter.states, &customer.state)
        && customer.tier.is_none_or(|tier| is_chosen(&filter.tiers, &tier))
        && filter.spent_cents.contains(customer.spent_cents)
}

impl Analytics for FakeShop {
    fn snapshot(&self, _: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        Ok(SnapshotInfo {
            snapshot_id: SNAPSHOT_ID.to_owned(),
            as_of: date(2018, 8, 30),
            first_order: date(2018, 1, 1),
            last_order: date(2018, 1, 1),
            customers: self.customers.len() as u64,
            completed_orders: 400,
            excluded_orders: 0,
            currency_symbol: "R$".to_owned(),
            frequency_rule: FrequencyRule::OrderBands,
            is_older: false,
            is_demo: true,
            notices: Vec::new(),
            refresh_notice: None,
        })
    }

    fn overview(&self, _: &Scope, _: &PeriodQuestion) -> Result<Overview, AnalyticsError> {
        let everyone = CustomerFilter::default();
        let month = MonthPoint {
            month: Month { year: 2018, month: 1 },
            revenue_cents: 10_000,
            orders: 400,
            customers: 400,
            new_customers: 400,
            in_progress: false,
        };
        let days = DayRange { first: date(2018, 1, 1), last: date(2018, 1, 31) };
        let (revenue_cents, orders, customers) = (10_000, 400, 400);
        Ok(Overview {
            totals: self.kpis(&everyone),
            period: PeriodFigures {
                days,
                revenue_cents,
                orders,
                customers,
                new_customers: 400,
                repeat_customers: 0,
                average_order_value_cents: Some(25.0),
                repeat_rate: Some(0.0),
                review_score: None,
            },
            period_in_progress: false,
            compared: None,
            not_comparable: None,
            grain: Grain::Month,
            trend: vec![TrendPoint { days, revenue_cents, orders, customers, in_progress: false }],
            compared_trend: vec![],
            months: vec![month],
            segments: self.segment_rows(&everyone),
            products: vec![],
            categories: vec![],
            states: vec![],
            findings: vec![],
        })
    }

    fn segment_workspace(
        &self,
        _: &Scope,
        filter: &CustomerFilter,
        axes: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError> {
        let tier = |tier| TierRow {
            tier,
            persona: Some(Persona::Casual),
            customers: 100,
            revenue_cents: 10_000,
            mean_recency_days: Some(240.0),
            mean_orders: Some(1.0),
            mean_spent_cents: Some(1.0),
            selected_customers: self.select(filter).filter(|customer| customer.tier == Some(tier)).count()
                as u64,
        };
        Ok(SegmentWorkspace {
            selection: self.kpis(filter),
            everyone: self.kpis(&CustomerFilter::default()),
            matrix: empty_matrix(axes.unwrap_or(MatrixAxes::RecencyMonetary)),
            segments: self.segment_rows(filter),
            tiers: Tier::ALL.map(tier).to_vec(),
            strategy: Strategy { actions: vec![], rules: 0, spend_ratio: None, median_recency_days: None },
            high_value_at_risk: HighValueAtRisk { customers: 0, revenue_cents: 0, top: vec![] },
            options: FilterOptions {
                states: vec![],
                categories: vec![],
                actions: vec![],
                recency_days: (1, 700),
                orders: (1, 1),
                spent_cents: (0, 50_000),
            },
        })
    }

    fn customers(&self, _: &Scope, query: &CustomerQuery) -> Result<CustomerPage, AnalyticsError> {
        let customers = self.select(&query.filter).count() as u64;
        let pages = u32::try_from(customers.div_ceil(u64::from(query.page_size))).unwrap_or(1).max(1);
        let page = query.page.min(pages);
        let skipped = (page as usize - 1) * query.page_size as usize;
        let rows = self.select(&query.filter).skip(skipped).take(query.page_size as usize).cloned().collect();
        Ok(CustomerPage { rows, customers, page, pages, page_size: query.page_size })
    }

    fn visit_customers(
        &self,
        _: &Scope,
        filter: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError> {
        let mut visited = 0;
        for customer in self.select(filter) {
            visited += 1;
            if visit(customer).is_break() {
                break;
            }
        }
        Ok(visited)
    }

    fn customer(&self, _: &Scope, customer_id: &str) -> Result<Option<CustomerProfile>, AnalyticsError> {
        let found = self.customers.iter().find(|customer| customer.customer_id == customer_id);
        Ok(found.map(|customer| CustomerProfile {
            customer: customer.clone(),
            scores: [Measure::Recency, Measure::Frequency, Measure::Monetary]
                .map(|measure| ScoreReason {
                    measure,
                    score: 3,
                    value: 240,
                    band: (1, 700),
                    share_below: 0.5,
                })
                .to_vec(),
            orders: vec![],
            categories: vec![],
            rule: 1,
            rules: 1,
            message: "Show what is new.".to_owned(),
            reason: "Everyone".to_owned(),
            customers_in_cell: 400,
            neighbours: self.customers.iter().take(8).cloned().collect(),
        }))
    }

    fn scatter(&self, _: &Scope, question: &ScatterQuestion) -> Result<Scatter, AnalyticsError> {
        let axis = |measure| ScatterAxis { measure, min: 0, max: 50_000, is_logarithmic: false };
        let point = |customer: &CustomerRow| ScatterPoint {
            customer_id: customer.customer_id.clone(),
            x: i64::from(customer.recency_days),
            y: customer.spent_cents,
            tier: customer.tier,
            segment: customer.segment,
        };
        let points: Vec<_> = self.select(&question.filter).map(point).collect();
        Ok(Scatter {
            x: axis(question.x),
            y: axis(question.y),
            customers: points.len() as u64,
            selected_customers: points.len() as u64,
            marks: ScatterMarks::Customers(points),
        })
    }

    fn histograms(&self, _: &Scope, _: &CustomerFilter) -> Result<Vec<Histogram>, AnalyticsError> {
        let empty = |measure| Histogram { measure, bins: vec![] };
        Ok([Measure::Recency, Measure::Frequency, Measure::Monetary].map(empty).to_vec())
    }

    fn scoring(&self, _: &Scope) -> Result<ScoringState, AnalyticsError> {
        let codes =
            (1..=5).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| r * 100 + f * 10 + m)));
        Ok(ScoringState {
            scoring: Scoring::default(),
            frequency_rule: FrequencyRule::OrderBands,
            thresholds: Thresholds {
                recency_days: [30, 90, 180, 365],
                orders: [2, 3, 4, 5],
                spent_cents: [10_000, 20_000, 30_000, 40_000],
            },
            own_map: OwnMap::Absent,
            segments: codes.map(|code| (code, Segment::NeedAttention)).collect::<BTreeMap<_, _>>(),
        })
    }

    fn preview_scoring(&self, _: &Scope, proposed: &Scoring) -> Result<ScoringPreview, AnalyticsError> {
        let customers = self.customers.len() as u64;
        Ok(ScoringPreview {
            proposed: *proposed,
            customers,
            moved_customers: 0,
            segments: vec![],
            moves: vec![],
        })
    }

    fn segment_checks(&self, _: &Scope) -> Result<SegmentChecks, AnalyticsError> {
        let customers = self.customers.len() as u64;
        let stability =
            SegmentStability { customers, moved_customers: 0, moved_share: Some(0.0), moves: vec![] };
        Ok(SegmentChecks { stability, champions: ChampionsCheck { segments: vec![], holds: Some(true) } })
    }

    fn cluster_choice(&self, _: &Scope) -> Result<ClusterChoice, AnalyticsError> {
        Ok(ClusterChoice {
            trials: vec![],
            elbow_k: None,
            best_silhouette_k: None,
            clustered_customers: 400,
            silhouette_customers: 400,
        })
    }

    fn rules(&self, _: &Scope) -> Result<RuleList, AnalyticsError> {
        let rule = RuleLine {
            position: 1,
            action_id: "win-back".to_owned(),
            action: "Win back".to_owned(),
            message: "Show what is new.".to_owned(),
            reason: "Everyone".to_owned(),
            conditions: vec![],
            customers: 400,
            revenue_cents: 10_000,
        };
        Ok(RuleList { rules: vec![rule], text: "# the rules of the fake shop\n".to_owned() })
    }

    fn preview_rules(&self, _: &Scope, _: &str) -> Result<RulePreview, AnalyticsError> {
        Ok(RulePreview { customers: 400, moved_customers: 0, actions: vec![], moves: vec![] })
    }

    fn cohorts(&self, _: &Scope, _: &CohortQuestion) -> Result<CohortMatrix, AnalyticsError> {
        Ok(CohortMatrix::default())
    }

    fn lifetime_value(&self, _: &Scope, _: &ValueQuestion) -> Result<LifetimeValue, AnalyticsError> {
        Ok(LifetimeValue::default())
    }

    fn alive_history(&self, _: &Scope, _: &str) -> Result<Option<AliveHistory>, AnalyticsError> {
        Ok(None)
    }

    fn products(&self, _: &Scope, _: &ProductQuestion) -> Result<Products, AnalyticsError> {
        Ok(Products::default())
    }

    fn product(&self, _: &Scope, _: &str) -> Result<Option<ProductProfile>, AnalyticsError> {
        Ok(None)
    }

    fn basket_rules(&self, _: &Scope, _: &BasketQuestion) -> Result<BasketRules, AnalyticsError> {
        Ok(BasketRules::default())
    }

    fn places(&self, _: &Scope, _: &PlaceQuestion) -> Result<Places, AnalyticsError> {
        Ok(Places::default())
    }

    fn trends(&self, _: &Scope, _: &TrendQuestion) -> Result<Trends, AnalyticsError> {
        Ok(no_trends())
    }

    fn segment_movement(&self, _: &Scope, _: &MovementQuestion) -> Result<SegmentMovement, AnalyticsError> {
        Ok(SegmentMovement::default())
    }

    fn quality(&self, _: &Scope) -> Result<QualityReport, AnalyticsError> {
        Ok(QualityReport {
            files: vec![],
            orders_by_status: vec![],
            completed_orders: 400,
            excluded_orders: 0,
            completed_without_items: 0,
            order_items: 400,
            revenue_cents_from_lines: 0,
            revenue_cents_from_customers: 0,
            guests: None,
            adjustments: None,
        })
    }

    fn report(&self, _: &Scope) -> Result<Report, AnalyticsError> {
        Err(AnalyticsError::Internal("pages do not ask for the report".to_owned()))
    }
}

fn empty_matrix(axes: MatrixAxes) -> Matrix {
    let cell = |index: u8| MatrixCell {
        column: index % 5 + 1,
        row: 5 - index / 5,
        customers: 0,
        revenue_cents: 0,
        selected_customers: 0,
        main_segment: None,
    };
    let bands: Vec<_> = (1..=5).map(|score| ScoreBand { score, values: None }).collect();
    let cells = (0..25).map(cell).collect();
    Matrix { axes, frequency_left_out: true, cells, columns: bands.clone(), rows: bands }
}

fn no_trends() -> Trends {
    let day = NaiveDate::from_ymd_opt(2018, 8, 29).expect("a date");
    let period = TrendFigures {
        days: DayRange { first: day, last: day },
        revenue_cents: 0,
        orders: 0,
        units: 0,
        customers: 0,
        new_customers: 0,
        repeat_customers: 0,
        reviewed_orders: 0,
        review_sum: 0.0,
        in_progress: false,
        is_cut_off: false,
    };
    Trends {
        customers: 0,
        period,
        compared: None,
        not_comparable: None,
        grain: Grain::Month,
        points: vec![],
        compared_points: vec![],
        trailing_means: Default::default(),
    }
}
