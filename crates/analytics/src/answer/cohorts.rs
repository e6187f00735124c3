//! Customers by the time of their first order, what became of them, and what brought them.

use std::cmp::Reverse;

use clientele_contract::{
    CohortMatrix, CohortQuestion, CustomerFilter, FirstPurchaseFilter, FirstPurchaseRow, Scope,
};
use rayon::prelude::*;

use super::{Engine, line_marks::LineMark};
use crate::cohort::{OrdersByCustomer, PeriodTable, columns_max, count_cohorts, payback_of, weighted_means};

/// Products that are named as first purchases.
const FIRST_PRODUCTS: usize = 10;
/// Items that one task walks over at least: each task has counts of its own.
const LINES_PER_TASK_MIN: usize = 65_536;

impl Engine {
    pub(crate) fn summarize_cohorts(&self, scope: &Scope, question: &CohortQuestion) -> CohortMatrix {
        let CohortQuestion { filter, grain, acquisition_cost_cents, margin_basis_points } = question;
        let selected = self.selector(scope, filter).selected();
        let periods = PeriodTable::new(self.facts.first_order, self.facts.as_of, *grain);
        let counts = count_cohorts(self.orders_by_customer(), &selected, &periods, columns_max(*grain));
        let (first_categories, first_products) = self.first_purchases(scope, filter, selected);
        let answer = CohortMatrix {
            cohorts: counts.rows(&periods, self.facts.as_of),
            customers: counts.customers(),
            returns: counts.returns,
            one_time_customers: counts.one_time_customers,
            cut: counts.cut(&periods),
            first_categories,
            first_products,
            ..CohortMatrix::default()
        };
        let means = weighted_means(&answer.cohorts, answer.size_min(), *margin_basis_points);
        let payback = acquisition_cost_cents.map(|cost| payback_of(&means, cost));
        CohortMatrix { means, payback, ..answer }
    }

    fn orders_by_customer(&self) -> OrdersByCustomer<'_> {
        let orders = &self.orders.by_customer;
        OrdersByCustomer { starts: orders.starts(), dates: &orders.dates, value_cents: &orders.value_cents }
    }

    /// Categories and products of first orders. What the filter says of first purchases is left out, so that the
    /// alternatives to a choice are counted as well.
    fn first_purchases(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        selected: Vec<bool>,
    ) -> (Vec<FirstPurchaseRow>, Vec<FirstPurchaseRow>) {
        let is_open = filter.first_purchase == FirstPurchaseFilter::default();
        let selected = if is_open {
            selected
        } else {
            let first_purchase = FirstPurchaseFilter::default();
            self.selector(scope, &CustomerFilter { first_purchase, ..filter.clone() }).selected()
        };
        let some;
        let counts = if selected.iter().all(|is_selected| *is_selected) {
            self.first_purchases_of_all.get_or_init(|| self.count_first_purchases(&selected))
        } else {
            some = self.count_first_purchases(&selected);
            &some
        };
        let category = |code: usize| (None, self.products.categories.names[code].clone());
        let product = |row: usize| {
            (self.products.ids.get(row).map(str::to_owned), self.products.categories.name(row).to_owned())
        };
        (ranked(&counts.categories, usize::MAX, category), ranked(&counts.products, FIRST_PRODUCTS, product))
    }

    /// The items lie one after the other; going from customer to order to item would jump about in memory.
    fn count_first_purchases(&self, selected: &[bool]) -> FirstPurchases {
        let (standings, marks) = (self.standings(selected), self.line_marks());
        let empty = || FirstPurchases::new(self.products.categories.names.len(), self.products.ids.len());
        let lines = self.lines.customers.len();
        let per_task = lines.div_ceil(rayon::current_num_threads()).max(LINES_PER_TASK_MIN);
        let count = |task: usize| {
            let mut counts = empty();
            for line in task * per_task..lines.min((task + 1) * per_task) {
                let mark = marks.of_line(line);
                if mark.is_of_first_order() {
                    counts.add(self, line, mark, standings[self.lines.customers[line] as usize]);
                }
            }
            counts
        };
        (0..lines.div_ceil(per_task)).into_par_iter().map(count).reduce(empty, FirstPurchases::merged)
    }

    /// In a byte for each customer, so that all of them stay close at hand.
    fn standings(&self, selected: &[bool]) -> Vec<Standing> {
        let standing = |(&is_selected, &orders): (&bool, &u32)| match (is_selected, orders) {
            (false, _) => Standing::NotSelected,
            (true, 0..2) => Standing::Once,
            (true, _) => Standing::Returned,
        };
        selected.iter().zip(&self.customers.orders).map(standing).collect()
    }
}

/// What a customer counts for.
#[derive(Clone, Copy)]
enum Standing {
    NotSelected,
    /// Bought once.
    Once,
    /// Came back.
    Returned,
}

/// Customers, and those of them who came back, by what their first order has.
pub(crate) struct FirstPurchases {
    categories: Vec<(u32, u32)>,
    products: Vec<(u32, u32)>,
}

impl FirstPurchases {
    fn new(categories: usize, products: usize) -> Self {
        Self { categories: vec![(0, 0); categories], products: vec![(0, 0); products] }
    }

    /// Adds an item of a first order.
    fn add(&mut self, engine: &Engine, line: usize, mark: LineMark, standing: Standing) {
        let returned = match standing {
            Standing::NotSelected => return,
            Standing::Once => 0,
            Standing::Returned => 1,
        };
        let product = engine.lines.products[line] as usize;
        if mark.is_new_product_of_order() {
            count(&mut self.products[product], returned);
        }
        if mark.is_new_category_of_order() {
            count(&mut self.categories[usize::from(engine.products.categories.codes[product])], returned);
        }
    }

    fn merged(mut self, other: Self) -> Self {
        for (counts, more) in [(&mut self.categories, other.categories), (&mut self.products, other.products)]
        {
            for (count, more) in counts.iter_mut().zip(more) {
                *count = (count.0 + more.0, count.1 + more.1);
            }
        }
        self
    }
}

fn count((customers, returned): &mut (u32, u32), came_back: u32) {
    *customers += 1;
    *returned += came_back;
}

/// Those with the most customers, then by position, which is by name.
fn ranked(
    counts: &[(u32, u32)],
    rows_max: usize,
    name: impl Fn(usize) -> (Option<String>, String),
) -> Vec<FirstPurchaseRow> {
    let mut found: Vec<usize> = (0..counts.len()).filter(|&row| counts[row].0 > 0).collect();
    found.sort_by_key(|&row| Reverse(counts[row].0));
    let row = |row: usize| {
        let (product_id, category) = name(row);
        let (customers, returned) = (u64::from(counts[row].0), u64::from(counts[row].1));
        FirstPurchaseRow { product_id, category, customers, returned }
    };
    found.into_iter().take(rows_max).map(row).collect()
}
