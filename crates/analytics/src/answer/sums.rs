//! The completed orders of some days, summed up by what they are asked for.

use clientele_contract::PeriodFigures;

use super::{
    Engine,
    periods::{DataDays, DaySpan},
    totals::ratio,
};

/// Sums over the orders of some days of some customers.
pub(crate) struct DaySums {
    pub(crate) figures: PeriodFigures,
    /// Customers who ordered and the total of their orders, by state of the customer.
    pub(crate) states: Vec<(u64, i64)>,
    /// Items and their revenue, by product.
    pub(crate) products: Vec<(u64, i64)>,
    /// Items and their revenue, by category.
    pub(crate) categories: Vec<(u64, i64)>,
}

impl Engine {
    pub(crate) fn data_days(&self) -> DataDays {
        let facts = &self.facts;
        let today = facts.as_of - chrono::Days::new(1);
        DataDays { first_order: facts.first_order, last_order: facts.last_order, today }
    }

    /// From the first order to the last.
    pub(crate) fn all_days(&self) -> DaySpan {
        DaySpan::new(self.facts.first_order, self.facts.last_order)
    }

    pub(crate) fn sums_of_days(&self, selected: &[bool], days: DaySpan) -> DaySums {
        let mut figures = FigureSums::default();
        let mut states = vec![(0, 0); self.customers.states.names.len()];
        for row in (0..selected.len()).filter(|&row| selected[row]) {
            let orders = self.orders.by_customer.within(row, days);
            if orders.is_empty() {
                continue;
            }
            let (count, cents) = (orders.len(), self.orders.by_customer.value_cents[orders].iter().sum());
            figures.add(self, row, days, count, cents);
            let state: &mut (u64, i64) = &mut states[usize::from(self.customers.states.codes[row])];
            state.0 += 1;
            state.1 += cents;
        }
        let mut products = vec![(0, 0); self.products.ids.len()];
        self.visit_items(selected, days, |_, line| {
            let product: &mut (u64, i64) = &mut products[self.lines.products[line] as usize];
            product.0 += self.lines.units(line);
            product.1 += self.lines.value_cents(line);
        });
        DaySums {
            figures: figures.summarize(days),
            states,
            categories: self.sum_by_category(&products),
            products,
        }
    }

    /// Calls `visit` with the customer and the position of each item that a selected customer ordered in
    /// some days.
    pub(crate) fn visit_items(&self, selected: &[bool], days: DaySpan, mut visit: impl FnMut(usize, usize)) {
        for (order, (&customer, date)) in self.orders.customers.iter().zip(&self.orders.dates).enumerate() {
            let customer = customer as usize;
            if selected[customer] && (days.first..=days.last).contains(date) {
                self.lines.of_order(order as u32).for_each(|line| visit(customer, line));
            }
        }
    }

    fn sum_by_category(&self, products: &[(u64, i64)]) -> Vec<(u64, i64)> {
        let categories = &self.products.categories;
        let mut sums = vec![(0, 0); categories.names.len()];
        for (&code, &(units, cents)) in categories.codes.iter().zip(products) {
            let sum: &mut (u64, i64) = &mut sums[usize::from(code)];
            sum.0 += units;
            sum.1 += cents;
        }
        sums
    }
}

#[derive(Default)]
struct FigureSums {
    revenue_cents: i64,
    orders: u64,
    customers: u64,
    new_customers: u64,
    repeat_customers: u64,
    reviewed_customers: u64,
    review_sum: f64,
}

impl FigureSums {
    /// A customer with at least one order in the days.
    fn add(&mut self, engine: &Engine, row: usize, days: DaySpan, orders: usize, cents: i64) {
        let is_new = engine.customers.first_dates[row] >= days.first;
        self.revenue_cents += cents;
        self.orders += orders as u64;
        self.customers += 1;
        self.new_customers += u64::from(is_new);
        // An earlier order, or a second one, by the end of the days.
        self.repeat_customers += u64::from(!is_new || orders >= 2);
        if let Some(score) = engine.customers.review_scores[row] {
            self.reviewed_customers += 1;
            self.review_sum += score;
        }
    }

    fn summarize(&self, days: DaySpan) -> PeriodFigures {
        PeriodFigures {
            days: days.range(),
            revenue_cents: self.revenue_cents,
            orders: self.orders,
            customers: self.customers,
            new_customers: self.new_customers,
            repeat_customers: self.repeat_customers,
            average_order_value_cents: ratio(self.revenue_cents as f64, self.orders),
            repeat_rate: ratio(self.repeat_customers as f64, self.customers),
            review_score: ratio(self.review_sum, self.reviewed_customers),
        }
    }
}
