//! Questions in, contract types out, over the columns of one shop.

mod cohorts;
mod columns;
mod customers;
mod matrix;
mod overview;
mod report;
mod select;
mod strategy;
mod totals;
mod workspace;

use std::ops::ControlFlow;

use clientele_contract::{
    Analytics, AnalyticsError, CohortMatrix, CustomerFilter, CustomerPage, CustomerQuery, CustomerRow,
    MatrixAxes, Overview, QualityReport, Report, Scope, SegmentWorkspace, SnapshotInfo,
};
use polars::prelude::{DataFrame, PolarsResult};

use self::{
    columns::{CustomerColumns, LineColumns, OrderColumns, ProductColumns},
    select::Selector,
};
use crate::{RefreshError, RuleBook, Shop, model::ShopFacts};

/// Answers questions about one shop; immutable, so any number of threads may ask.
pub struct Engine {
    customers: CustomerColumns,
    orders: OrderColumns,
    lines: LineColumns,
    products: ProductColumns,
    facts: ShopFacts,
    rules: RuleBook,
    snapshot_id: String,
    notices: Vec<String>,
}

/// The tables that questions need.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    pub(crate) customers: &'a DataFrame,
    pub(crate) orders: &'a DataFrame,
    pub(crate) order_lines: &'a DataFrame,
    pub(crate) products: &'a DataFrame,
}

impl Engine {
    /// Answers about a shop that has not been published.
    ///
    /// # Errors
    /// A fault of the program: a table lacks a column.
    pub fn from_shop(shop: Shop) -> Result<Self, RefreshError> {
        let tables = Tables {
            customers: &shop.customers,
            orders: &shop.orders,
            order_lines: &shop.order_lines,
            products: &shop.products,
        };
        Ok(Self::from_tables(tables, shop.facts, shop.rules, "unpublished".to_owned(), Vec::new())?)
    }

    pub(crate) fn from_tables(
        tables: Tables<'_>,
        facts: ShopFacts,
        rules: RuleBook,
        snapshot_id: String,
        notices: Vec<String>,
    ) -> PolarsResult<Self> {
        Ok(Self {
            customers: CustomerColumns::from_frame(tables.customers, &rules)?,
            orders: OrderColumns::from_frame(tables.orders)?,
            lines: LineColumns::from_frame(tables.order_lines)?,
            products: ProductColumns::from_frame(tables.products)?,
            facts,
            rules,
            snapshot_id,
            notices,
        })
    }

    fn selector(&self, scope: &Scope, filter: &CustomerFilter) -> Selector<'_> {
        Selector::new(&self.customers, &self.rules, scope, filter)
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
            frequency_rule: self.facts.frequency_rule,
            is_demo: self.facts.is_demo,
            notices: self.notices.clone(),
        })
    }

    fn overview(&self, scope: &Scope) -> Result<Overview, AnalyticsError> {
        Ok(self.summarize_overview(scope))
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

    fn cohorts(&self, scope: &Scope, filter: &CustomerFilter) -> Result<CohortMatrix, AnalyticsError> {
        Ok(self.summarize_cohorts(&self.selector(scope, filter)))
    }

    fn quality(&self, _scope: &Scope) -> Result<QualityReport, AnalyticsError> {
        // The report speaks of source files, which have no states, and names nobody.
        Ok(self.facts.quality.clone())
    }

    fn report(&self, scope: &Scope) -> Result<Report, AnalyticsError> {
        Ok(self.summarize_report(scope))
    }
}
