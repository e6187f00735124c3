//! Where customers are, and how they are served there.

use std::collections::BTreeMap;

use clientele_contract::{
    Affinity, AnalyticsError, CustomerFilter, LateReviews, Leaning, PlaceAffinityReport, PlaceFigures,
    PlaceLevel, PlaceMeasure, PlaceQuestion, PlaceRow, Places, PlacesReport, Region, Scope, SortDirection,
};

use super::{
    Engine,
    affinity::own_names,
    products::directed,
    select::Selector,
    totals::{Totals, ratio, share_of_cents},
};
use crate::ingest::UNKNOWN;

/// Codes of Brazil's states that the post of the United States uses as well.
const ALSO_AMERICAN: [&str; 8] = ["AL", "AP", "MA", "MS", "MT", "PA", "PR", "SC"];
/// What is paid with in Brazil.
const REAL: &str = "R$";

/// Of a customer who is not selected.
const NO_PLACE: u16 = u16::MAX;
/// The group after the regions: customers whose state is not known.
const NO_REGION: usize = Region::ALL.len();
/// The highest and the lowest leanings that are reported.
const REPORTED_LEANINGS: usize = 10;

/// Everything that is added up over the customers of one state.
#[derive(Debug, Clone, Copy, Default)]
struct PlaceSums {
    totals: Totals,
    delivered_orders: u64,
    delivery_days: i64,
    promised_orders: u64,
    late_orders: u64,
    freight_cents: i64,
}

impl PlaceSums {
    fn add_delivery(&mut self, days: i32, is_late: Option<bool>) {
        self.delivered_orders += 1;
        self.delivery_days += i64::from(days);
        if let Some(is_late) = is_late {
            self.promised_orders += 1;
            self.late_orders += u64::from(is_late);
        }
    }

    fn add(&mut self, other: &Self) {
        self.totals.add_totals(&other.totals);
        self.delivered_orders += other.delivered_orders;
        self.delivery_days += other.delivery_days;
        self.promised_orders += other.promised_orders;
        self.late_orders += other.late_orders;
        self.freight_cents += other.freight_cents;
    }

    fn figures(&self) -> PlaceFigures {
        let kpis = self.totals.kpis();
        PlaceFigures {
            customers: kpis.customers,
            orders: kpis.orders,
            revenue_cents: kpis.revenue_cents,
            average_order_value_cents: kpis.average_order_value_cents,
            delivered_orders: self.delivered_orders,
            mean_delivery_days: ratio(self.delivery_days as f64, self.delivered_orders),
            promised_orders: self.promised_orders,
            late_orders: self.late_orders,
            late_share: ratio(self.late_orders as f64, self.promised_orders),
            reviewed_customers: kpis.reviewed_customers,
            review_score: kpis.review_score,
            freight_cents: self.freight_cents,
            freight_share: share_of_cents(self.freight_cents, kpis.revenue_cents),
        }
    }
}

/// A delivery that is known.
struct Delivery {
    days: i32,
    /// After the promised day; `None` if no day was promised.
    is_late: Option<bool>,
}

/// Reviews of late and of timely orders, summed.
#[derive(Default)]
struct ReviewSums {
    late: (f64, u64),
    timely: (f64, u64),
}

impl ReviewSums {
    fn add(&mut self, score: f64, is_late: bool) {
        let (sum, orders) = if is_late { &mut self.late } else { &mut self.timely };
        *sum += score;
        *orders += 1;
    }

    fn summarize(&self) -> LateReviews {
        LateReviews {
            late_orders: self.late.1,
            late_score: ratio(self.late.0, self.late.1),
            timely_orders: self.timely.1,
            timely_score: ratio(self.timely.0, self.timely.1),
        }
    }
}

/// Which rows there are, and to which each state belongs.
struct Grouping {
    by: PlaceLevel,
    /// Name and states of each row.
    names: Vec<(String, Vec<String>)>,
    /// By state.
    group_of: Vec<usize>,
}

impl Engine {
    pub(crate) fn summarize_places(
        &self,
        scope: &Scope,
        question: &PlaceQuestion,
    ) -> Result<Places, AnalyticsError> {
        let selector = self.selector(scope, &question.filter);
        let (states, late_reviews) = self.sum_states(&selector);
        let parties = self.parties(&selector);
        let by_state = self.state_affinity(&parties);
        let is_brazil = self.is_brazil();
        let grouping = self.grouping(question.by, is_brazil);
        let affinity: Affinity = by_state
            .grouped(grouping.names.len(), |state| grouping.group_of[state])
            .summarize(&parties, &grouping.names);
        let by = grouping.by;
        let (total, mut rows) = self.place_rows(&states, grouping);
        rank(&mut rows, question.sort, question.direction);
        Ok(Places { total, by, is_brazil, rows, late_reviews, affinity })
    }

    /// The figures of everyone, and those of each row that has customers.
    fn place_rows(&self, states: &[PlaceSums], grouping: Grouping) -> (PlaceFigures, Vec<PlaceRow>) {
        let mut total = PlaceSums::default();
        let mut groups = vec![(PlaceSums::default(), Vec::new()); grouping.names.len()];
        for (state, sums) in states.iter().enumerate().filter(|(_, sums)| sums.totals.customers > 0) {
            total.add(sums);
            let (group, members) = &mut groups[grouping.group_of[state]];
            group.add(sums);
            members.push(self.customers.states.names[state].clone());
        }
        let rows = groups
            .into_iter()
            .zip(grouping.names)
            .filter(|((sums, _), _)| sums.totals.customers > 0)
            .map(|((sums, states), (name, _))| PlaceRow { name, states, figures: sums.figures() });
        (total.figures(), rows.collect())
    }

    pub(crate) fn report_places(&self, scope: &Scope) -> PlacesReport {
        let selector = self.selector(scope, &CustomerFilter::default());
        let (states, _) = self.sum_states(&selector);
        let figures = |by| {
            let (_, rows) = self.place_rows(&states, self.grouping(by, self.is_brazil()));
            rows.into_iter().map(|row| (row.name, row.figures)).collect()
        };
        let parties = self.parties(&selector);
        let affinity = self.state_affinity(&parties).summarize(&parties, &own_names(&self.customers.states));
        let leanings = affinity.firm_leanings();
        PlacesReport {
            top10_affinities: leanings.iter().take(REPORTED_LEANINGS).map(affinity_report).collect(),
            bottom10_affinities: leanings.iter().rev().take(REPORTED_LEANINGS).map(affinity_report).collect(),
            by_state: figures(PlaceLevel::State),
            by_region: if self.is_brazil() { figures(PlaceLevel::Region) } else { BTreeMap::new() },
        }
    }

    /// By state of the customer: all orders of a customer belong to the state of the latest one.
    fn sum_states(&self, selector: &Selector<'_>) -> (Vec<PlaceSums>, LateReviews) {
        let states = &self.customers.states;
        let mut sums = vec![PlaceSums::default(); states.names.len()];
        let mut place_of = vec![NO_PLACE; self.customers.len()];
        for row in selector.rows() {
            place_of[row] = states.codes[row];
            sums[usize::from(states.codes[row])].totals.add(&self.customers, row);
        }
        let mut reviews = ReviewSums::default();
        for (order, &customer) in self.orders.customers.iter().enumerate() {
            let place = place_of[customer as usize];
            if place == NO_PLACE {
                continue;
            }
            if let Some(Delivery { days, is_late }) = self.delivery(order) {
                sums[usize::from(place)].add_delivery(days, is_late);
                if let (Some(score), Some(is_late)) = (self.orders.review_scores[order], is_late) {
                    reviews.add(score, is_late);
                }
            }
        }
        for (&customer, &freight) in self.lines.customers.iter().zip(&self.lines.freight_cents) {
            let place = place_of[customer as usize];
            if place != NO_PLACE {
                sums[usize::from(place)].freight_cents += freight;
            }
        }
        (sums, reviews.summarize())
    }

    /// A delivery before its order is a fault of the data: unknown, as one without a day.
    fn delivery(&self, order: usize) -> Option<Delivery> {
        let delivered = self.orders.delivered[order]?;
        let days = delivered - self.orders.dates[order];
        let is_late = self.orders.promised[order].map(|promised| delivered > promised);
        (days >= 0).then_some(Delivery { days, is_late })
    }

    /// Every known state of the shop is one of Brazil's, and one of them or the currency is of no other country; those
    /// of the part that may be seen do not matter, so that a
    /// filter never changes what is offered.
    fn is_brazil(&self) -> bool {
        let names = &self.customers.states.names;
        let mut known = names.iter().map(String::as_str).filter(|state| *state != UNKNOWN).peekable();
        let is_certain = |state: &str| !ALSO_AMERICAN.contains(&state);
        known.peek().is_some()
            && known.clone().all(|state| Region::of_state(state).is_some())
            && (self.facts.currency_symbol == REAL || known.any(is_certain))
    }

    fn grouping(&self, asked: PlaceLevel, is_brazil: bool) -> Grouping {
        let states = &self.customers.states;
        if asked == PlaceLevel::State || !is_brazil {
            let group_of = (0..states.names.len()).collect();
            return Grouping { by: PlaceLevel::State, names: own_names(states), group_of };
        }
        let region_of = |state: &str| {
            Region::ALL
                .iter()
                .position(|region| Some(*region) == Region::of_state(state))
                .unwrap_or(NO_REGION)
        };
        let group_of: Vec<usize> = states.names.iter().map(|state| region_of(state)).collect();
        let members = |group| {
            let of_group = group_of.iter().zip(&states.names).filter(|(of, _)| **of == group);
            of_group.map(|(_, state)| state.clone()).collect()
        };
        let names = Region::ALL.iter().map(|region| region.name()).chain([UNKNOWN]).enumerate();
        let names = names.map(|(group, name)| (name.to_owned(), members(group))).collect();
        Grouping { by: PlaceLevel::Region, names, group_of }
    }
}

fn affinity_report(leaning: &Leaning<'_>) -> PlaceAffinityReport {
    PlaceAffinityReport {
        segment: leaning.segment.name().to_owned(),
        state: leaning.row.name.clone(),
        index: leaning.index,
        orders: leaning.cell.orders,
        customers: leaning.cell.customers,
    }
}

/// Unknown values last, ties by name.
fn rank(rows: &mut [PlaceRow], sort: PlaceMeasure, direction: SortDirection) {
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    if sort == PlaceMeasure::Name {
        if direction == SortDirection::Descending {
            rows.reverse();
        }
        return;
    }
    rows.sort_by(|a, b| match (a.figures.value(sort), b.figures.value(sort)) {
        (Some(a), Some(b)) => directed(a.total_cmp(&b), direction),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
}
