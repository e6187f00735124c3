//! Everything about one person.

use std::cmp::Reverse;

use clientele_contract::{
    CategoryBought, CustomerFilter, CustomerOrder, CustomerProfile, CustomerRow, Measure, OrderItem, Scope,
    ScoreReason,
};

use super::{
    Engine,
    columns::{CustomerColumns, row_with_id},
    select::Selector,
};
use crate::model::civil_date;

const NEIGHBOURS: usize = 8;

impl Engine {
    /// `None` if the scope has no customer with this id.
    pub(crate) fn profile(&self, scope: &Scope, customer_id: &str) -> Option<CustomerProfile> {
        let everyone = self.selector(scope, &CustomerFilter::default());
        let row = row_with_id(&self.customers.ids, customer_id).filter(|&row| everyone.in_scope(row))?;
        let position = self.customers.rules[row];
        let rule = &self.rules.rules()[usize::from(position)];
        let (customers_in_cell, neighbours) = self.neighbours(&everyone, row);
        Some(CustomerProfile {
            customer: self.customer_row_with_outlook(row, &self.standard_predictor(scope)),
            scores: [Measure::Recency, Measure::Frequency, Measure::Monetary]
                .map(|measure| self.score_reason(&everyone, row, measure))
                .into(),
            orders: self.orders_newest_first(row),
            categories: self.categories_bought(row),
            rule: u32::from(position) + 1,
            rules: self.rules.rules().len() as u32,
            message: rule.message.clone(),
            reason: rule.reason.clone(),
            customers_in_cell,
            neighbours,
        })
    }

    fn orders_newest_first(&self, row: usize) -> Vec<CustomerOrder> {
        let history = &self.orders.by_customer;
        let positions = history.of(row);
        let describe = |position: usize| {
            let order = history.keys[position];
            let date = history.dates[position];
            let previous = (position > positions.start).then(|| history.dates[position - 1]);
            CustomerOrder {
                order_id: self.orders.ids.get(order as usize).unwrap_or_default().to_owned(),
                date: civil_date(date),
                value_cents: history.value_cents[position],
                review_score: self.orders.review_scores[order as usize],
                days_since_previous: previous.map(|previous| date - previous),
                items: self.lines.of_order(order).map(|line| self.order_item(line)).collect(),
            }
        };
        positions.clone().rev().map(describe).collect()
    }

    fn order_item(&self, line: usize) -> OrderItem {
        let product = self.lines.products[line] as usize;
        OrderItem {
            product_id: self.products.ids.get(product).unwrap_or_default().to_owned(),
            category: self.products.categories.name(product).to_owned(),
            price_cents: self.lines.price_cents[line],
            freight_cents: self.lines.freight_cents[line],
        }
    }

    /// Most items first, ties by revenue, then by name: as the favourite category is chosen.
    fn categories_bought(&self, row: usize) -> Vec<CategoryBought> {
        let mut categories: Vec<CategoryBought> = Vec::new();
        let orders = &self.orders.by_customer.keys[self.orders.by_customer.of(row)];
        for line in orders.iter().flat_map(|&order| self.lines.of_order(order)) {
            let name = self.products.categories.name(self.lines.products[line] as usize);
            let (revenue_cents, units) = (self.lines.value_cents(line), self.lines.units(line));
            match categories.iter_mut().find(|bought| bought.category == name) {
                Some(bought) => {
                    bought.units += units;
                    bought.revenue_cents += revenue_cents;
                }
                None => {
                    categories.push(CategoryBought { category: name.to_owned(), units, revenue_cents });
                }
            }
        }
        categories.sort_by(|a, b| {
            let most_first = (Reverse(a.units), Reverse(a.revenue_cents));
            most_first.cmp(&(Reverse(b.units), Reverse(b.revenue_cents))).then(a.category.cmp(&b.category))
        });
        categories
    }

    fn score_reason(&self, everyone: &Selector<'_>, row: usize, measure: Measure) -> ScoreReason {
        let customers = &self.customers;
        let score = score_of(customers, row, measure);
        let value = customers.value(row, measure);
        let mut band = (value, value);
        let (mut seen, mut below) = (0_u64, 0_u64);
        for other in everyone.rows() {
            let other_value = customers.value(other, measure);
            seen += 1;
            below += u64::from(is_worse(measure, other_value, value));
            if score_of(customers, other, measure) == score {
                band = (band.0.min(other_value), band.1.max(other_value));
            }
        }
        // The customer is one of those seen, so there is at least one.
        ScoreReason { measure, score, value, band, share_below: below as f64 / seen.max(1) as f64 }
    }

    /// How many customers have the same three scores, and those nearest in spend, ties by id.
    fn neighbours(&self, everyone: &Selector<'_>, row: usize) -> (u64, Vec<CustomerRow>) {
        let customers = &self.customers;
        let distance = |other: &usize| customers.spent_cents[*other].abs_diff(customers.spent_cents[row]);
        let mut cell: Vec<usize> =
            everyone.rows().filter(|&other| customers.scores[other] == customers.scores[row]).collect();
        let customers_in_cell = cell.len() as u64;
        cell.retain(|&other| other != row);
        cell.sort_by_key(|other| (distance(other), *other));
        (customers_in_cell, cell.into_iter().take(NEIGHBOURS).map(|other| self.customer_row(other)).collect())
    }
}

fn score_of(customers: &CustomerColumns, row: usize, measure: Measure) -> u8 {
    let scores = customers.scores[row];
    match measure {
        Measure::Recency => scores.recency,
        Measure::Frequency => scores.frequency,
        Measure::Monetary => scores.monetary,
    }
}

/// Fewer days since the last order are better; of orders and money more is better.
fn is_worse(measure: Measure, value: i64, than: i64) -> bool {
    match measure {
        Measure::Recency => value > than,
        Measure::Frequency | Measure::Monetary => value < than,
    }
}
