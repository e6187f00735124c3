//! The orders in the order of their customers, so that walking over customers reads memory from front to back.

use std::ops::Range;

use super::{
    columns::{group_starts, month_of},
    periods::DaySpan,
};

/// Orders by customer, then by date, time of day and id.
pub(crate) struct CustomerOrders {
    /// Position in the columns of orders.
    pub(crate) keys: Vec<u32>,
    /// Days since 1970-01-01.
    pub(crate) dates: Vec<i32>,
    pub(crate) value_cents: Vec<i64>,
    /// Where the orders of each customer begin, and where the last end.
    starts: Vec<u32>,
}

impl CustomerOrders {
    /// From columns of orders that are sorted by order id.
    pub(crate) fn new(
        customer_count: usize,
        customers: &[u32],
        dates: &[i32],
        seconds: &[u32],
        value_cents: &[i64],
    ) -> Self {
        let starts = group_starts(customers, customer_count);
        let mut next = starts.clone();
        let mut keys = vec![0_u32; customers.len()];
        for (order, &customer) in customers.iter().enumerate() {
            let position = &mut next[customer as usize];
            keys[*position as usize] = order as u32;
            *position += 1;
        }
        for customer in starts.windows(2) {
            // Orders come by id and the sort is stable, so ties stay by id.
            keys[customer[0] as usize..customer[1] as usize]
                .sort_by_key(|&order| (dates[order as usize], seconds[order as usize]));
        }
        Self {
            dates: keys.iter().map(|&order| dates[order as usize]).collect(),
            value_cents: keys.iter().map(|&order| value_cents[order as usize]).collect(),
            keys,
            starts,
        }
    }

    /// The positions of a customer's orders, oldest first.
    pub(crate) fn of(&self, customer: usize) -> Range<usize> {
        self.starts[customer] as usize..self.starts[customer + 1] as usize
    }

    /// The positions of a customer's orders within some days, oldest first.
    pub(crate) fn within(&self, customer: usize, days: DaySpan) -> Range<usize> {
        let orders = self.of(customer);
        let dates = &self.dates[orders.clone()];
        let first = dates.partition_point(|&date| date < days.first);
        let end = dates.partition_point(|&date| date <= days.last);
        orders.start + first..orders.start + end
    }

    /// Where the orders of each customer begin, and where the last end.
    pub(crate) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The positions of a customer's orders before some day, oldest first.
    pub(crate) fn before(&self, customer: usize, day: i32) -> Range<usize> {
        let orders = self.of(customer);
        let count = self.dates[orders.clone()].partition_point(|&date| date < day);
        orders.start..orders.start + count
    }

    /// Each customer with each month of theirs that has an order, as [`clientele_contract::Month::ordinal`];
    /// once, sorted.
    pub(crate) fn active_months(&self) -> Vec<(u32, i32)> {
        let mut active = Vec::with_capacity(self.keys.len());
        for customer in 0..self.starts.len() - 1 {
            let months = self.dates[self.of(customer)].iter().map(|&date| (customer as u32, month_of(date)));
            active.extend(months);
        }
        active.dedup();
        active
    }
}
