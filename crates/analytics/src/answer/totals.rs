//! Sums over customers, and the figures that follow from them.

use clientele_contract::Kpis;

use super::{Engine, columns::CustomerColumns, select::Selector};

/// What is added up over a group of customers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) customers: u64,
    pub(crate) orders: u64,
    pub(crate) revenue_cents: i64,
    pub(crate) recency_days: i64,
    repeat_customers: u64,
    reviewed_customers: u64,
    review_sum: f64,
}

impl Totals {
    pub(crate) fn add(&mut self, customers: &CustomerColumns, row: usize) {
        let orders = customers.orders[row];
        self.customers += 1;
        self.orders += u64::from(orders);
        self.revenue_cents += customers.spent_cents[row];
        self.recency_days += i64::from(customers.recency_days[row]);
        self.repeat_customers += u64::from(orders >= 2);
        if let Some(score) = customers.review_scores[row] {
            self.reviewed_customers += 1;
            self.review_sum += score;
        }
    }

    pub(crate) fn add_totals(&mut self, other: &Self) {
        self.customers += other.customers;
        self.orders += other.orders;
        self.revenue_cents += other.revenue_cents;
        self.recency_days += other.recency_days;
        self.repeat_customers += other.repeat_customers;
        self.reviewed_customers += other.reviewed_customers;
        self.review_sum += other.review_sum;
    }

    pub(crate) fn kpis(&self) -> Kpis {
        Kpis {
            customers: self.customers,
            orders: self.orders,
            revenue_cents: self.revenue_cents,
            repeat_customers: self.repeat_customers,
            reviewed_customers: self.reviewed_customers,
            average_order_value_cents: ratio(self.revenue_cents as f64, self.orders),
            repeat_rate: ratio(self.repeat_customers as f64, self.customers),
            review_score: ratio(self.review_sum, self.reviewed_customers),
            mean_recency_days: ratio(self.recency_days as f64, self.customers),
        }
    }
}

/// `None` where the ratio is not defined.
pub(crate) fn ratio(numerator: f64, denominator: u64) -> Option<f64> {
    (denominator > 0).then(|| numerator / denominator as f64)
}

/// `cents` as a share of `all`; `None` if there is nothing to share.
pub(crate) fn share_of_cents(cents: i64, all: i64) -> Option<f64> {
    (all != 0).then(|| cents as f64 / all as f64)
}

impl Engine {
    /// The totals of the selected customers.
    pub(crate) fn totals(&self, selector: &Selector<'_>) -> Totals {
        let mut totals = Totals::default();
        for row in selector.rows() {
            totals.add(&self.customers, row);
        }
        totals
    }
}
