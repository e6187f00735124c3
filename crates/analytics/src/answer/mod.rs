//! Questions in, contract types out, over the columns of one shop.

mod affinity;
mod baskets;
mod bins;
mod checks;
mod clusters;
mod cohorts;
mod columns;
mod comparison;
mod customer_orders;
mod customers;
mod findings;
mod guests;
mod histograms;
mod line_marks;
mod matrix;
mod memo;
mod movement;
mod overview;
mod past_segments;
mod periods;
mod places;
mod products;
mod profile;
mod purchases;
mod report;
mod rescoring;
mod rules;
mod sales;
mod scatter;
mod scoring;
mod select;
mod strategy;
mod sums;
mod totals;
mod trend;
mod trends;
mod value;
mod workspace;

use std::{ops::ControlFlow, sync::OnceLock};

use clientele_contract::{
    AliveHistory, Analytics, AnalyticsError, BasketQuestion, BasketRules, ClusterChoice, CohortMatrix,
    CohortQuestion, CustomerFilter, CustomerPage, CustomerProfile, CustomerQuery, CustomerRow, Histogram,
    LifetimeValue, MatrixAxes, MovementQuestion, Overview, PeriodQuestion, PlaceQuestion, Places,
    ProductProfile, ProductQuestion, Products, QualityReport, Report, RuleList, RulePreview, Scatter,
    ScatterQuestion, Scope, Scoring, ScoringPreview, ScoringState, SegmentChecks, SegmentMovement,
    SegmentWorkspace, SnapshotInfo, TrendQuestion, Trends, ValueQuestion,
};
use polars::prelude::{DataFrame, PolarsResult};

pub use self::comparison::{compare_snapshots, customers_only_in};
use self::{
    cohorts::FirstPurchases,
    columns::{CustomerColumns, LineColumns, OrderColumns, ProductColumns},
    guests::GuestColumns,
    line_marks::LineMarks,
    past_segments::{PastDays, no_past_days},
    select::Selector,
    value::ValueModels,
};
use crate::{
    RefreshError, RuleBook, Shop,
    model::{ShopFacts, ShopTable},
    score::{personas::TierPersonas, settings::AppliedScoring},
};

/// Answers questions about one shop; immutable, so any number of threads may ask.
pub struct Engine {
    customers: CustomerColumns,
    orders: OrderColumns,
    lines: LineColumns,
    /// Sales without a customer.
    guests: GuestColumns,
    line_marks: OnceLock<LineMarks>,
    first_purchases_of_all: OnceLock<FirstPurchases>,
    products: ProductColumns,
    facts: ShopFacts,
    /// In force.
    rules: RuleBook,
    /// Those that the snapshot was published with.
    published_rules: RuleBook,
    scoring: AppliedScoring,
    /// The segments of other days under this scoring.
    past_days: PastDays,
    personas: TierPersonas,
    snapshot_id: String,
    notices: Vec<String>,
    /// Rules that were mined before; they depend on nothing but the fields above.
    baskets: baskets::BasketMemory,
    value_models: ValueModels,
}

impl Engine {
    /// Answers about a shop that has not been published.
    ///
    /// # Errors
    /// A fault of the program: a table lacks a column.
    pub fn from_shop(shop: Shop) -> Result<Self, RefreshError> {
        let unpublished = "unpublished".to_owned();
        let (facts, rules) = (shop.facts.clone(), shop.rules.clone());
        let engine =
            Self::from_tables(|table| shop.whole_frame(table), facts, rules, unpublished, Vec::new());
        // Not before: the frames are made of it.
        drop(shop);
        Ok(engine?)
    }

    /// Each frame is given up before the next one is asked for: they are larger than what is made of them.
    pub(crate) fn from_tables(
        frame: impl Fn(ShopTable) -> PolarsResult<DataFrame>,
        facts: ShopFacts,
        rules: RuleBook,
        snapshot_id: String,
        notices: Vec<String>,
    ) -> PolarsResult<Self> {
        let customers = CustomerColumns::from_frame(&frame(ShopTable::Customers)?, &rules)?;
        let orders = OrderColumns::from_frame(&frame(ShopTable::Orders)?, customers.len())?;
        let lines = LineColumns::from_frame(&frame(ShopTable::OrderLines)?, orders.customers.len())?;
        let guests = if facts.has_guest_lines() {
            GuestColumns::from_frame(&frame(ShopTable::GuestLines)?)?
        } else {
            GuestColumns::default()
        };
        Ok(Self {
            personas: scoring::personas_of(&customers),
            scoring: AppliedScoring::default(),
            past_days: no_past_days(),
            published_rules: rules.clone(),
            customers,
            orders,
            lines,
            guests,
            line_marks: OnceLock::new(),
            first_purchases_of_all: OnceLock::new(),
            products: ProductColumns::from_frame(&frame(ShopTable::Products)?)?,
            facts,
            rules,
            snapshot_id,
            notices,
            baskets: baskets::BasketMemory::default(),
            value_models: ValueModels::default(),
        })
    }

    /// Compares the tables with the totals of the refresh; says what differs.
    pub(crate) fn check_control_totals(&self) -> Result<(), String> {
        let quality = &self.facts.quality;
        let lines: i64 = (0..self.lines.customers.len()).map(|line| self.lines.value_cents(line)).sum();
        let guests = quality.guests.unwrap_or_default();
        for (what, found, expected) in [
            ("completed orders", self.orders.customers.len() as i64, quality.completed_orders as i64),
            ("order lines", self.lines.customers.len() as i64, quality.order_items as i64),
            ("cents in lines", lines, quality.revenue_cents_from_lines),
            ("cents in orders", self.orders.value_cents.iter().sum(), quality.revenue_cents_from_lines),
            (
                "cents in customers",
                self.customers.spent_cents.iter().sum(),
                quality.revenue_cents_from_customers,
            ),
            ("orders without a customer", self.guests.orders() as i64, guests.orders as i64),
            ("order lines without a customer", self.guests.products.len() as i64, guests.order_items as i64),
            ("cents without a customer", self.guests.value_cents.iter().sum(), guests.revenue_cents),
        ] {
            if found != expected {
                return Err(format!("{found} {what} instead of {expected}"));
            }
        }
        Ok(())
    }

    /// Calls `visit` for every customer in the order of their keys, which count from 0. Stops early when `visit`
    /// breaks.
    pub fn visit_by_key(&self, visit: &mut dyn FnMut(u32, &CustomerRow) -> ControlFlow<()>) {
        let predictor = self.standard_predictor(&Scope::everything());
        for key in 0..self.customers.len() {
            if visit(key as u32, &self.customer_row_with_outlook(key, &predictor)).is_break() {
                return;
            }
        }
    }

    fn selector(&self, scope: &Scope, filter: &CustomerFilter) -> Selector<'_> {
        Selector::new(self, scope, filter)
    }
}

impl Analytics for Engine {
    fn snapshot(&self, scope: &Scope) -> Result<SnapshotInfo, AnalyticsError> {
        let totals = self.totals(&self.selector(scope, &CustomerFilter::default()));
        Ok(SnapshotInfo {
            snapshot_id: self.snapshot_id.clone(),
            as_of: self.facts.as_of,
            first_order: self.facts.first_order,
            last_order: self.facts.last_order,
            customers: totals.customers,
            completed_orders: totals.orders,
            excluded_orders: self.facts.quality.excluded_orders,
            currency_symbol: self.facts.currency_symbol.clone(),
            frequency_rule: self.frequency_rule(),
            is_older: false,
            is_demo: self.facts.is_demo,
            refresh_notice: None,
            notices: self
                .notices
                .iter()
                .chain(&self.facts.notices)
                .chain(&self.scoring.notices)
                .cloned()
                .collect(),
        })
    }

    fn overview(&self, scope: &Scope, question: &PeriodQuestion) -> Result<Overview, AnalyticsError> {
        self.summarize_overview(scope, question)
    }

    fn segment_workspace(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        axes: Option<MatrixAxes>,
    ) -> Result<SegmentWorkspace, AnalyticsError> {
        Ok(self.summarize_workspace(scope, filter, axes))
    }

    fn customers(&self, scope: &Scope, query: &CustomerQuery) -> Result<CustomerPage, AnalyticsError> {
        self.page_of_customers(scope, query)
    }

    fn visit_customers(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> Result<u64, AnalyticsError> {
        Ok(self.visit_by_spend(scope, filter, visit))
    }

    fn customer(&self, scope: &Scope, customer_id: &str) -> Result<Option<CustomerProfile>, AnalyticsError> {
        Ok(self.profile(scope, customer_id))
    }

    fn scatter(&self, scope: &Scope, question: &ScatterQuestion) -> Result<Scatter, AnalyticsError> {
        self.summarize_scatter(scope, question)
    }

    fn histograms(&self, scope: &Scope, filter: &CustomerFilter) -> Result<Vec<Histogram>, AnalyticsError> {
        Ok(self.summarize_histograms(scope, filter))
    }

    fn scoring(&self, _: &Scope) -> Result<ScoringState, AnalyticsError> {
        Ok(self.scoring_state())
    }

    fn preview_scoring(&self, scope: &Scope, proposed: &Scoring) -> Result<ScoringPreview, AnalyticsError> {
        self.compare_scoring(scope, proposed)
    }

    fn segment_checks(&self, scope: &Scope) -> Result<SegmentChecks, AnalyticsError> {
        Ok(self.check_segments(scope))
    }

    fn cluster_choice(&self, scope: &Scope) -> Result<ClusterChoice, AnalyticsError> {
        self.try_numbers_of_clusters(scope)
    }

    fn rules(&self, scope: &Scope) -> Result<RuleList, AnalyticsError> {
        Ok(self.list_rules(scope))
    }

    fn preview_rules(&self, scope: &Scope, text: &str) -> Result<RulePreview, AnalyticsError> {
        self.compare_rules(scope, text)
    }

    fn cohorts(&self, scope: &Scope, question: &CohortQuestion) -> Result<CohortMatrix, AnalyticsError> {
        Ok(self.summarize_cohorts(scope, question))
    }

    fn lifetime_value(
        &self,
        scope: &Scope,
        question: &ValueQuestion,
    ) -> Result<LifetimeValue, AnalyticsError> {
        self.summarize_value(scope, question)
    }

    fn alive_history(
        &self,
        scope: &Scope,
        customer_id: &str,
    ) -> Result<Option<AliveHistory>, AnalyticsError> {
        self.summarize_alive_history(scope, customer_id)
    }

    fn products(&self, scope: &Scope, question: &ProductQuestion) -> Result<Products, AnalyticsError> {
        self.summarize_products(scope, question)
    }

    fn product(&self, scope: &Scope, product_id: &str) -> Result<Option<ProductProfile>, AnalyticsError> {
        self.summarize_product(scope, product_id)
    }

    fn basket_rules(&self, scope: &Scope, question: &BasketQuestion) -> Result<BasketRules, AnalyticsError> {
        self.summarize_basket_rules(scope, question)
    }

    fn places(&self, scope: &Scope, question: &PlaceQuestion) -> Result<Places, AnalyticsError> {
        self.summarize_places(scope, question)
    }

    fn trends(&self, scope: &Scope, question: &TrendQuestion) -> Result<Trends, AnalyticsError> {
        self.summarize_trends(scope, question)
    }

    fn segment_movement(
        &self,
        scope: &Scope,
        question: &MovementQuestion,
    ) -> Result<SegmentMovement, AnalyticsError> {
        self.summarize_movement(scope, question)
    }

    fn quality(&self, scope: &Scope) -> Result<QualityReport, AnalyticsError> {
        match scope.states() {
            None => Ok(self.facts.quality.clone()),
            // Source files have no states: there is no such report about a part of the shop.
            Some(_) => Err(AnalyticsError::InvalidQuestion(
                "the data quality is that of the whole shop, and you may see a part of it".to_owned(),
            )),
        }
    }

    fn report(&self, scope: &Scope) -> Result<Report, AnalyticsError> {
        Ok(self.summarize_report(scope))
    }
}
