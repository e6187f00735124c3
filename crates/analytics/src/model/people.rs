//! One entry per person with a completed order.

use rayon::prelude::*;

use super::{
    completed::{CompletedOrders, Groups, Scores, sort_by_id},
    line_items::LineItems,
};
use crate::ingest::ShopTables;

/// The persons, sorted by id; the position is the customer key.
pub(crate) struct People {
    /// Number in the table of person ids.
    pub(crate) persons: Vec<u32>,
    /// Customer key of each completed order.
    pub(crate) order_customers: Vec<u32>,
    pub(crate) frequencies: Vec<u32>,
    pub(crate) monetary_cents: Vec<i64>,
    /// Days since 1970-01-01.
    pub(crate) first_dates: Vec<i32>,
    pub(crate) last_dates: Vec<i32>,
    /// Row of the customers file of the latest completed order: where its state stands.
    pub(crate) last_customer_rows: Vec<u32>,
    /// Mean over orders of the order's mean review.
    pub(crate) review_scores: Scores,
    /// Category with the most items, ties by revenue, then by name.
    pub(crate) favourite_categories: Vec<u16>,
}

impl People {
    pub(crate) fn len(&self) -> usize {
        self.persons.len()
    }
}

/// What only the latest order of a person says: date, second and order key. Ties go to the later id.
type Latest = (i32, u32, u32);

pub(crate) fn collect_people(tables: &ShopTables, completed: &CompletedOrders, lines: &LineItems) -> People {
    let (persons, order_customers) = number_customers(tables, completed);
    let mut frequencies = vec![0_u32; persons.len()];
    let mut monetary_cents = vec![0_i64; persons.len()];
    let mut first_dates = vec![i32::MAX; persons.len()];
    let mut latest: Vec<Latest> = vec![(i32::MIN, 0, 0); persons.len()];
    let mut review_sums = vec![0.0; persons.len()];
    let mut reviewed_orders = vec![0_u32; persons.len()];
    for (key, &customer) in order_customers.iter().enumerate() {
        let person = customer as usize;
        let second = tables.orders.seconds[completed.rows[key] as usize];
        frequencies[person] += 1;
        monetary_cents[person] += completed.value_cents[key];
        first_dates[person] = first_dates[person].min(completed.dates[key]);
        latest[person] = latest[person].max((completed.dates[key], second, key as u32));
        if let Some(score) = completed.review_scores.get(key) {
            review_sums[person] += score;
            reviewed_orders[person] += 1;
        }
    }
    let review_scores = Scores::of_sums(review_sums, &reviewed_orders);
    drop(reviewed_orders);
    let last_row = |latest: &Latest| {
        let order_row = completed.rows[latest.2 as usize];
        tables.orders.customer_rows[order_row as usize]
    };
    let last_customer_rows = latest.iter().map(last_row).collect();
    let last_dates = latest.iter().map(|latest| latest.0).collect();
    drop(latest);
    People {
        frequencies,
        monetary_cents,
        first_dates,
        last_dates,
        last_customer_rows,
        review_scores,
        favourite_categories: favourite_categories(lines, &order_customers, persons.len()),
        persons,
        order_customers,
    }
}

/// The persons behind the completed orders sorted by id, and the customer key of each order.
fn number_customers(tables: &ShopTables, completed: &CompletedOrders) -> (Vec<u32>, Vec<u32>) {
    let person_of = |row: &u32| tables.customer_persons[tables.orders.customer_rows[*row as usize] as usize];
    let mut has_order = vec![false; tables.person_ids.len()];
    for row in &completed.rows {
        has_order[person_of(row) as usize] = true;
    }
    let mut persons: Vec<u32> =
        (0..tables.person_ids.len() as u32).filter(|person| has_order[*person as usize]).collect();
    sort_by_id(&mut persons, &tables.person_ids);
    let mut keys = vec![0_u32; tables.person_ids.len()];
    for (key, &person) in persons.iter().enumerate() {
        keys[person as usize] = key as u32;
    }
    let order_customers = completed.rows.iter().map(|row| keys[person_of(row) as usize]).collect();
    (persons, order_customers)
}

fn favourite_categories(lines: &LineItems, order_customers: &[u32], customers: usize) -> Vec<u16> {
    let customer_of = |key: &u32| Some(order_customers[*key as usize]);
    let lines_of = Groups::new(customers, lines.order_keys.iter().map(customer_of));
    let favourite = |customer: usize| match lines_of.of(customer) {
        [line] => lines.category(*line as usize),
        several => favourite_of(several, lines),
    };
    (0..customers).into_par_iter().map(favourite).collect()
}

fn favourite_of(of_customer: &[u32], lines: &LineItems) -> u16 {
    let mut bought: Vec<(u16, u64, i64)> = of_customer
        .iter()
        .map(|&line| {
            let line = line as usize;
            let pieces = lines.quantities.as_ref().map_or(1, |pieces| u64::from(pieces[line]));
            (lines.category(line), pieces, lines.price_cents[line] + lines.freight_cents[line])
        })
        .collect();
    bought.sort_unstable_by_key(|(category, ..)| *category);
    // Profit can be below 0, so even the first category must not be compared with it.
    let mut best = (0, i64::MIN, 0);
    for alike in bought.chunk_by(|a, b| a.0 == b.0) {
        let pieces = alike.iter().map(|(_, pieces, _)| pieces).sum();
        let cents = alike.iter().map(|(.., cents)| cents).sum();
        // Categories come by name, so a later one must be better, not equal.
        if (pieces, cents) > (best.0, best.1) {
            best = (pieces, cents, alike[0].0);
        }
    }
    best.2
}
