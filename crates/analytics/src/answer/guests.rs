//! What is sold in orders that name no customer. They are apart from all other orders, so that nothing that is about
//! customers can come upon them; only the figures about products add them.

use std::ops::Range;

use clientele_contract::{CustomerFilter, GuestSales, Scope};
use polars::prelude::{DataFrame, PolarsResult};

use super::{
    Engine,
    columns::{Names, cents, counts, dates, group_starts, month_of},
};
use crate::columns as c;

/// One entry per item of a completed order without a customer, sorted by order.
#[derive(Default)]
pub(crate) struct GuestColumns {
    pub(crate) products: Vec<u32>,
    /// Price and freight.
    pub(crate) value_cents: Vec<i64>,
    /// Pieces; `None`: one each.
    quantities: Option<Vec<u32>>,
    /// Where the items of each order begin, and where the last end.
    first_of_order: Vec<u32>,
    /// Days since 1970-01-01 of each order.
    dates: Vec<i32>,
    /// Where each order was made.
    states: Names,
}

/// One order without a customer.
#[derive(Debug, Clone)]
pub(crate) struct GuestOrder {
    /// Days since 1970-01-01.
    pub(crate) date: i32,
    /// Its items in [`GuestColumns`].
    pub(crate) lines: Range<usize>,
}

impl GuestOrder {
    /// Its calendar month, as [`clientele_contract::Month::ordinal`].
    pub(crate) fn month(&self) -> i32 {
        month_of(self.date)
    }
}

impl GuestColumns {
    pub(crate) fn from_frame(frame: &DataFrame) -> PolarsResult<Self> {
        let keys = counts(frame, c::GUEST_ORDER_KEY)?;
        let orders = keys.last().map_or(0, |last| *last as usize + 1);
        let first_of_order = group_starts(&keys, orders);
        let line_dates = dates(frame, c::ORDER_DATE)?;
        let line_states = Names::from_column(frame.column(c::STATE)?.str()?);
        let first_lines = || first_of_order.iter().take(orders).map(|&line| line as usize);
        let (prices, freights) = (cents(frame, c::PRICE_CENTS)?, cents(frame, c::FREIGHT_CENTS)?);
        Ok(Self {
            products: counts(frame, c::PRODUCT_KEY)?,
            value_cents: prices.iter().zip(&freights).map(|(price, freight)| price + freight).collect(),
            quantities: frame.column(c::QUANTITY).is_ok().then(|| counts(frame, c::QUANTITY)).transpose()?,
            dates: first_lines().map(|line| line_dates[line]).collect(),
            states: Names {
                codes: first_lines().map(|line| line_states.codes[line]).collect(),
                names: line_states.names,
            },
            first_of_order,
        })
    }

    /// How many orders there are.
    pub(crate) fn orders(&self) -> usize {
        self.dates.len()
    }

    /// The pieces of an item.
    pub(crate) fn units(&self, line: usize) -> u64 {
        self.quantities.as_ref().map_or(1, |pieces| u64::from(pieces[line]))
    }

    fn order(&self, order: usize) -> GuestOrder {
        let lines = self.first_of_order[order] as usize..self.first_of_order[order + 1] as usize;
        GuestOrder { date: self.dates[order], lines }
    }

    /// The orders of the states that may be seen and are asked for.
    pub(crate) fn in_states(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
    ) -> impl Iterator<Item = GuestOrder> {
        let passes = |name: &String| {
            scope.allows_state(name) && (filter.states.is_empty() || filter.states.contains(name))
        };
        let passing: Vec<bool> = self.states.names.iter().map(passes).collect();
        (0..self.orders())
            .filter(move |&order| passing[usize::from(self.states.codes[order])])
            .map(|order| self.order(order))
    }

    /// The first and the last day with an order.
    pub(crate) fn days(&self) -> Option<(i32, i32)> {
        Some((*self.dates.iter().min()?, *self.dates.iter().max()?))
    }
}

impl Engine {
    /// What is sold without a customer. Of a filter that asks for customers, only the choice of states says which of
    /// these sales are told, and none of them counts. `None`: there are none.
    pub(crate) fn guest_sales(&self, scope: &Scope, filter: &CustomerFilter) -> Option<GuestSales> {
        let are_counted = filter.asks_for_states_only();
        let mut sales = GuestSales { are_counted, ..GuestSales::default() };
        for order in self.guests.in_states(scope, filter) {
            sales.orders += 1;
            for line in order.lines {
                sales.units += self.guests.units(line);
                sales.revenue_cents += self.guests.value_cents[line];
            }
        }
        (sales.orders > 0).then_some(sales)
    }

    /// The first and the last month in which something was sold, as [`clientele_contract::Month::ordinal`].
    pub(crate) fn months_with_sales(&self) -> (i32, i32) {
        let first = month_of(crate::model::epoch_days(self.facts.first_order));
        let (last, _) = self.last_months();
        match self.guests.days() {
            // Such a sale may lie after "today", but one mistyped year must not stretch the course of every product.
            Some((first_day, last_day)) => {
                (first.min(month_of(first_day)), month_of(last_day).clamp(last, last + 1))
            }
            None => (first, last),
        }
    }
}
