//! Which customers a question is about.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use chrono::NaiveDate;
use clientele_contract::{CustomerFilter, Scope, Segment, Span, Tier};

use super::{
    Engine,
    columns::{CustomerColumns, Names, rows_with_prefix},
    past_segments::PastSegments,
};
use crate::model::epoch_days;

/// The mean review at or below which a Platinum customer is at risk.
pub(crate) const UNHAPPY_REVIEW: f64 = 2.0;

/// A scope and a filter, prepared so that each customer costs a few look-ups.
pub(crate) struct Selector<'a> {
    customers: &'a CustomerColumns,
    in_scope: Vec<bool>,
    segments: [bool; Segment::ALL.len()],
    /// By tier, then the customers without one.
    tiers: [bool; Tier::ALL.len() + 1],
    recency_scores: [bool; 6],
    frequency_scores: [bool; 6],
    monetary_scores: [bool; 6],
    states: Vec<bool>,
    categories: Vec<bool>,
    rules: Vec<bool>,
    recency_days: Span<i32>,
    orders: Span<u32>,
    spent_cents: Span<i64>,
    high_value_at_risk: bool,
    /// Customers whose id begins as asked.
    with_prefix: Range<usize>,
    /// Days since 1970-01-01.
    first_order: Span<i32>,
    /// By customer; `None`: all pass.
    purchasers: Option<Vec<bool>>,
    /// By customer; `None`: all pass.
    first_purchasers: Option<Vec<bool>>,
    /// By customer; `None`: all pass.
    never_buyers: Option<Vec<bool>>,
    reviewed: bool,
    /// On each day that is asked about: the segments then, and which of them pass.
    past_segments: Vec<(Arc<PastSegments>, PassingSegments)>,
}

/// Whether each segment passes, and at the end whether those pass who had not ordered yet.
type PassingSegments = [bool; Segment::ALL.len() + 1];

impl<'a> Selector<'a> {
    pub(crate) fn new(engine: &'a Engine, scope: &Scope, filter: &CustomerFilter) -> Self {
        let customers = &engine.customers;
        let tiers_are_open = filter.tiers.is_empty();
        let mut tiers = [tiers_are_open; Tier::ALL.len() + 1];
        for tier in &filter.tiers {
            tiers[usize::from(tier.index())] = true;
        }
        let chosen = |set: &BTreeSet<String>, name: &String| set.is_empty() || set.contains(name);
        let codes = |names: &Names, set| names.names.iter().map(|name| chosen(set, name)).collect();
        let scores =
            |set: &BTreeSet<u8>| std::array::from_fn(|score| set.is_empty() || set.contains(&(score as u8)));
        Self {
            customers,
            in_scope: customers.states.names.iter().map(|state| scope.allows_state(state)).collect(),
            segments: Segment::ALL
                .map(|segment| filter.segments.is_empty() || filter.segments.contains(&segment)),
            tiers,
            recency_scores: scores(&filter.scores.recency),
            frequency_scores: scores(&filter.scores.frequency),
            monetary_scores: scores(&filter.scores.monetary),
            states: codes(&customers.states, &filter.states),
            categories: codes(&customers.categories, &filter.categories),
            rules: engine.rules.rules().iter().map(|rule| chosen(&filter.actions, &rule.id)).collect(),
            recency_days: filter.recency_days,
            orders: filter.orders,
            spent_cents: filter.spent_cents,
            high_value_at_risk: filter.high_value_at_risk,
            with_prefix: rows_with_prefix(&customers.ids, &filter.id_prefix),
            first_order: epoch_span(filter.first_order),
            purchasers: engine.purchasers(&filter.purchase),
            first_purchasers: engine.first_purchasers(&filter.first_purchase),
            never_buyers: engine.never_buyers(&filter.never_bought),
            reviewed: filter.reviewed,
            past_segments: filter
                .segments_on
                .iter()
                .map(|on| (engine.past_segments(on.day), passing_segments(&on.segments)))
                .collect(),
        }
    }

    /// The person who asks may see this customer.
    pub(crate) fn in_scope(&self, row: usize) -> bool {
        self.in_scope[usize::from(self.customers.states.codes[row])]
    }

    /// Passes scope and filter.
    pub(crate) fn selects(&self, row: usize) -> bool {
        self.in_scope(row)
            && self.passes_segments_and_scores(row)
            && self.passes_tiers(row)
            && self.passes_rest(row)
    }

    /// Passes the choice of segments and of scores.
    pub(crate) fn passes_segments_and_scores(&self, row: usize) -> bool {
        let scores = self.customers.scores[row];
        self.segments[usize::from(self.customers.segments[row].index())]
            && self.recency_scores[usize::from(scores.recency)]
            && self.frequency_scores[usize::from(scores.frequency)]
            && self.monetary_scores[usize::from(scores.monetary)]
    }

    /// Passes the choice of tiers.
    pub(crate) fn passes_tiers(&self, row: usize) -> bool {
        self.tiers[self.customers.tiers[row].map_or(Tier::ALL.len(), |tier| usize::from(tier.index()))]
    }

    /// Passes everything but segments, scores and tiers.
    pub(crate) fn passes_rest(&self, row: usize) -> bool {
        let customers = self.customers;
        self.states[usize::from(customers.states.codes[row])]
            && self.categories[usize::from(customers.categories.codes[row])]
            && self.rules[usize::from(customers.rules[row])]
            && self.recency_days.contains(customers.recency_days[row])
            && self.orders.contains(customers.orders[row])
            && self.spent_cents.contains(customers.spent_cents[row])
            && (!self.high_value_at_risk || is_high_value_at_risk(customers, row))
            && self.with_prefix.contains(&row)
            && self.first_order.contains(customers.first_dates[row])
            && self.purchasers.as_ref().is_none_or(|purchasers| purchasers[row])
            && self.first_purchasers.as_ref().is_none_or(|purchasers| purchasers[row])
            && self.never_buyers.as_ref().is_none_or(|never_buyers| never_buyers[row])
            && (!self.reviewed || customers.review_scores[row].is_some())
            && self.past_segments.iter().all(|(past, passing)| passing[past.position(row)])
    }

    /// For each customer whether they are selected.
    pub(crate) fn selected(&self) -> Vec<bool> {
        (0..self.customers.len()).map(|row| self.selects(row)).collect()
    }

    /// The selected customers, by id.
    pub(crate) fn rows(&self) -> impl Iterator<Item = usize> {
        (0..self.customers.len()).filter(|row| self.selects(*row))
    }
}

fn passing_segments(chosen: &BTreeSet<Segment>) -> PassingSegments {
    let mut passing = [false; Segment::ALL.len() + 1];
    for segment in chosen {
        passing[usize::from(segment.index())] = true;
    }
    passing[Segment::ALL.len()] = chosen.is_empty();
    passing
}

/// The same days as numbers since 1970-01-01.
pub(crate) fn epoch_span(days: Span<NaiveDate>) -> Span<i32> {
    Span { min: days.min.map(epoch_days), max: days.max.map(epoch_days) }
}

/// Platinum with a mean review of 2 or less; an unknown review is no risk.
pub(crate) fn is_high_value_at_risk(customers: &CustomerColumns, row: usize) -> bool {
    customers.tiers[row] == Some(Tier::Platinum)
        && customers.review_scores[row].is_some_and(|score| score <= UNHAPPY_REVIEW)
}
