//! One entry per person with a completed order.

use rayon::prelude::*;

use super::{
    completed::{CompletedOrders, sort_by_id},
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
    pub(crate) review_scores: Vec<Option<f64>>,
    /// Category with the most items, ties by revenue, then by name.
    pub(crate) favourite_categories: Vec<u16>,
}

impl People {
    pub(crate) fn len(&self) -> usize {
        self.persons.len()
    }
}

/// What is gathered about one person while the orders pass by.
#[derive(Clone, Copy)]
struct Gathered {
    frequency: u32,
    monetary_cents: i64,
    first_date: i32,
    /// Date, second and order key: the latest order wins, ties by order id.
    last: (i32, u32, u32),
    review_sum: f64,
    reviewed_orders: u32,
}

impl Gathered {
    const NOTHING: Self = Self {
        frequency: 0,
        monetary_cents: 0,
        first_date: i32::MAX,
        last: (i32::MIN, 0, 0),
        review_sum: 0.0,
        reviewed_orders: 0,
    };
}

pub(crate) fn collect_people(tables: &ShopTables, completed: &CompletedOrders, lines: &LineItems) -> People {
    let (persons, order_customers) = number_customers(tables, completed);
    let mut gathered = vec![Gathered::NOTHING; persons.len()];
    for (key, &customer) in order_customers.iter().enumerate() {
        let person = &mut gathered[customer as usize];
        let second = tables.orders.seconds[completed.rows[key] as usize];
        person.frequency += 1;
        person.monetary_cents += completed.value_cents[key];
        person.first_date = person.first_date.min(completed.dates[key]);
        person.last = person.last.max((completed.dates[key], second, key as u32));
        if let Some(score) = completed.review_scores[key] {
            person.review_sum += score;
            person.reviewed_orders += 1;
        }
    }
    let last_row = |person: &Gathered| {
        let order_row = completed.rows[person.last.2 as usize];
        tables.orders.customer_rows[order_row as usize]
    };
    let review = |person: &Gathered| {
        (person.reviewed_orders > 0).then(|| person.review_sum / f64::from(person.reviewed_orders))
    };
    People {
        frequencies: gathered.iter().map(|person| person.frequency).collect(),
        monetary_cents: gathered.iter().map(|person| person.monetary_cents).collect(),
        first_dates: gathered.iter().map(|person| person.first_date).collect(),
        last_dates: gathered.iter().map(|person| person.last.0).collect(),
        last_customer_rows: gathered.iter().map(last_row).collect(),
        review_scores: gathered.iter().map(review).collect(),
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
    // Customer and category in one number, so that equal pairs stand together once sorted.
    let mut pairs: Vec<(u64, i64, u32)> = (0..lines.len())
        .map(|line| {
            let customer = order_customers[lines.order_keys[line] as usize];
            let pair = (u64::from(customer) << 16) | u64::from(lines.category(line));
            let pieces = lines.quantities.as_ref().map_or(1, |pieces| pieces[line]);
            (pair, lines.price_cents[line] + lines.freight_cents[line], pieces)
        })
        .collect();
    pairs.par_sort_unstable();
    // Profit can be below 0, so even the first category must not be compared with it.
    let mut best: Vec<(u64, i64, u16)> = vec![(0, i64::MIN, 0); customers];
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        let (customer, category) = ((group[0].0 >> 16) as usize, group[0].0 as u16);
        let items = group.iter().map(|(.., pieces)| u64::from(*pieces)).sum();
        let cents = group.iter().map(|(_, cents, _)| cents).sum();
        // Categories come by name, so a later one must be better, not equal.
        if (items, cents) > (best[customer].0, best[customer].1) {
            best[customer] = (items, cents, category);
        }
    }
    best.into_iter().map(|(_, _, category)| category).collect()
}
