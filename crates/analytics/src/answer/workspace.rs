//! The segment page for one filter, in one pass over the customers.

use clientele_contract::{
    CustomerFilter, FacetCount, FilterOptions, HighValueAtRisk, MatrixAxes, Scope, Segment, SegmentRow,
    SegmentWorkspace, Tier, TierRow,
};

use super::{
    Engine,
    columns::Names,
    matrix::MatrixCounts,
    select::{Selector, is_high_value_at_risk},
    strategy::StrategyCounts,
    totals::{Totals, ratio, share_of_cents},
};

/// Unhappy best customers named on the page.
const TOP_AT_RISK: usize = 10;

/// Everything that is counted while the customers pass by.
struct Counts {
    everyone: Totals,
    selection: Totals,
    /// Before the choice of segments and scores.
    segments: [Totals; Segment::ALL.len()],
    selected_in_segment: [u64; Segment::ALL.len()],
    /// Before the choice of tiers.
    tiers: [Totals; Tier::ALL.len()],
    selected_in_tier: [u64; Tier::ALL.len()],
    states: Vec<u64>,
    categories: Vec<u64>,
    rules: Vec<u64>,
    recency_days: (i32, i32),
    orders: (u32, u32),
    spent_cents: (i64, i64),
    at_risk: Vec<u32>,
}

impl Counts {
    fn new(engine: &Engine) -> Self {
        Self {
            everyone: Totals::default(),
            selection: Totals::default(),
            segments: Default::default(),
            selected_in_segment: Default::default(),
            tiers: Default::default(),
            selected_in_tier: Default::default(),
            states: vec![0; engine.customers.states.names.len()],
            categories: vec![0; engine.customers.categories.names.len()],
            rules: vec![0; engine.rules.rules().len()],
            recency_days: (i32::MAX, i32::MIN),
            orders: (u32::MAX, u32::MIN),
            spent_cents: (i64::MAX, i64::MIN),
            at_risk: Vec::new(),
        }
    }

    fn add_to_everyone(&mut self, engine: &Engine, row: usize) {
        let customers = &engine.customers;
        self.everyone.add(customers, row);
        self.states[usize::from(customers.states.codes[row])] += 1;
        self.categories[usize::from(customers.categories.codes[row])] += 1;
        self.rules[usize::from(customers.rules[row])] += 1;
        widen(&mut self.recency_days, customers.recency_days[row]);
        widen(&mut self.orders, customers.orders[row]);
        widen(&mut self.spent_cents, customers.spent_cents[row]);
    }

    fn add_to_selection(&mut self, engine: &Engine, row: usize) {
        let customers = &engine.customers;
        self.selection.add(customers, row);
        self.selected_in_segment[usize::from(customers.segments[row].index())] += 1;
        if let Some(tier) = customers.tiers[row] {
            self.selected_in_tier[usize::from(tier.index())] += 1;
        }
        if is_high_value_at_risk(customers, row) {
            self.at_risk.push(row as u32);
        }
    }
}

fn widen<T: PartialOrd + Copy>(range: &mut (T, T), value: T) {
    if value < range.0 {
        range.0 = value;
    }
    if value > range.1 {
        range.1 = value;
    }
}

impl Engine {
    pub(crate) fn summarize_workspace(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        axes: Option<MatrixAxes>,
    ) -> SegmentWorkspace {
        let selector = self.selector(scope, filter);
        let mut counts = Counts::new(self);
        let mut matrix = MatrixCounts::new(axes, self.facts.frequency_rule);
        let mut strategy = StrategyCounts::new(self.rules.rules().len());
        for row in 0..self.customers.len() {
            if selector.in_scope(row) {
                counts.add_to_everyone(self, row);
                matrix.add_to_bands(&self.customers, row);
                self.count_row(&selector, row, &mut counts, &mut matrix, &mut strategy);
            }
        }
        SegmentWorkspace {
            selection: counts.selection.kpis(),
            everyone: counts.everyone.kpis(),
            matrix: matrix.summarize(),
            segments: segment_rows(&counts.segments, &counts.selected_in_segment),
            tiers: self.tier_rows(&counts),
            strategy: strategy.summarize(&self.rules, &counts.selection, &counts.everyone),
            options: self.filter_options(&counts),
            high_value_at_risk: self.high_value_at_risk(counts.at_risk),
        }
    }

    fn count_row(
        &self,
        selector: &Selector<'_>,
        row: usize,
        counts: &mut Counts,
        matrix: &mut MatrixCounts,
        strategy: &mut StrategyCounts,
    ) {
        if !selector.passes_rest(row) {
            return;
        }
        let (in_segments, in_tiers) = (selector.passes_segments_and_scores(row), selector.passes_tiers(row));
        if in_tiers {
            counts.segments[usize::from(self.customers.segments[row].index())].add(&self.customers, row);
            matrix.add(&self.customers, row, in_segments);
        }
        if in_segments && let Some(tier) = self.customers.tiers[row] {
            counts.tiers[usize::from(tier.index())].add(&self.customers, row);
        }
        if in_segments && in_tiers {
            counts.add_to_selection(self, row);
            strategy.add(&self.customers, row);
        }
    }

    fn tier_rows(&self, counts: &Counts) -> Vec<TierRow> {
        if self.customers.tiers.first().is_none_or(Option::is_none) {
            return Vec::new();
        }
        let row = |tier: Tier| {
            let totals = &counts.tiers[usize::from(tier.index())];
            TierRow {
                tier,
                persona: self.personas[usize::from(tier.index())],
                customers: totals.customers,
                revenue_cents: totals.revenue_cents,
                mean_recency_days: ratio(totals.recency_days as f64, totals.customers),
                mean_orders: ratio(totals.orders as f64, totals.customers),
                mean_spent_cents: ratio(totals.revenue_cents as f64, totals.customers),
                selected_customers: counts.selected_in_tier[usize::from(tier.index())],
            }
        };
        Tier::ALL.map(row).into()
    }

    fn filter_options(&self, counts: &Counts) -> FilterOptions {
        let actions = self.rules.rules().iter().zip(&counts.rules);
        let actions = actions.map(|(rule, &customers)| FacetCount {
            value: rule.id.clone(),
            label: rule.action.clone(),
            customers,
        });
        // In an empty scope the ranges are empty too.
        let is_empty = counts.everyone.customers == 0;
        FilterOptions {
            states: facets(&self.customers.states, &counts.states),
            categories: facets(&self.customers.categories, &counts.categories),
            actions: actions.collect(),
            recency_days: if is_empty { (0, 0) } else { counts.recency_days },
            orders: if is_empty { (0, 0) } else { counts.orders },
            spent_cents: if is_empty { (0, 0) } else { counts.spent_cents },
        }
    }

    fn high_value_at_risk(&self, mut rows: Vec<u32>) -> HighValueAtRisk {
        let customers = rows.len() as u64;
        let revenue_cents = rows.iter().map(|&row| self.customers.spent_cents[row as usize]).sum();
        rows.sort_by_key(|&row| (std::cmp::Reverse(self.customers.spent_cents[row as usize]), row));
        let top = rows.into_iter().take(TOP_AT_RISK).map(|row| self.customer_row(row as usize)).collect();
        HighValueAtRisk { customers, revenue_cents, top }
    }
}

/// All segments with their shares, best first.
pub(crate) fn segment_rows(
    totals: &[Totals; Segment::ALL.len()],
    selected: &[u64; Segment::ALL.len()],
) -> Vec<SegmentRow> {
    let customers: u64 = totals.iter().map(|totals| totals.customers).sum();
    let revenue: i64 = totals.iter().map(|totals| totals.revenue_cents).sum();
    let row = |segment: Segment| {
        let totals = &totals[usize::from(segment.index())];
        SegmentRow {
            segment,
            customers: totals.customers,
            revenue_cents: totals.revenue_cents,
            customer_share: ratio(totals.customers as f64, customers),
            revenue_share: share_of_cents(totals.revenue_cents, revenue),
            selected_customers: selected[usize::from(segment.index())],
        }
    };
    Segment::ALL.map(row).into()
}

/// Most customers first, ties by name; values that nobody in the scope has are left out.
fn facets(names: &Names, counts: &[u64]) -> Vec<FacetCount> {
    let mut facets: Vec<FacetCount> = names
        .names
        .iter()
        .zip(counts)
        .filter(|(_, customers)| **customers > 0)
        .map(|(name, &customers)| FacetCount { value: name.clone(), label: name.clone(), customers })
        .collect();
    // Names are sorted already, and the sort is stable.
    facets.sort_by_key(|facet| std::cmp::Reverse(facet.customers));
    facets
}
