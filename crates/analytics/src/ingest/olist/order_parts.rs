//! What belongs to an order: items, reviews, payments.

use super::files::{ITEMS, PAYMENTS, REVIEWS};
use crate::{
    Progress, RefreshError, Stage,
    ingest::{
        csv_table::CsvTable,
        fields::{parse_cents, parse_positive, parse_present, parse_score},
        id_table::IdTable,
        rejects::RejectReason,
        tables::{Items, Reviews},
    },
};

pub(super) fn read_items(
    table: &mut CsvTable,
    orders: &IdTable,
    products: &mut IdTable,
    progress: &dyn Progress,
) -> Result<Items, RefreshError> {
    progress.begin(Stage::Reading { file: ITEMS.file.to_owned() });
    let mut read = Items::with_capacity(table.expected_rows);
    let mut keys = SeenKeys::default();
    table.for_each_row(progress, |row, _| {
        let order = orders.get(row.field(0)).ok_or(RejectReason::UnknownOrder)?;
        let number = parse_positive(row.field(1), "order_item_id")?;
        let product = parse_present(row.field(2), "product_id")?;
        let price = parse_cents(row.field(3), "price")?;
        let freight = parse_cents(row.field(4), "freight_value")?;
        keys.insert(order, number, "order_id with order_item_id")?;
        read.orders.push(order);
        read.numbers.push(number);
        read.products.push(products.insert(product).0);
        read.price_cents.push(price);
        read.freight_cents.push(freight);
        Ok(())
    })?;
    Ok(read)
}

pub(super) fn read_reviews(
    table: &mut CsvTable,
    orders: &IdTable,
    progress: &dyn Progress,
) -> Result<Reviews, RefreshError> {
    progress.begin(Stage::Reading { file: REVIEWS.file.to_owned() });
    let mut read = Reviews::with_capacity(table.expected_rows);
    let mut seen = IdTable::with_capacity(table.expected_rows);
    let mut key = Vec::new();
    table.for_each_row(progress, |row, _| {
        let review = parse_present(row.field(0), "review_id")?;
        let order = orders.get(row.field(1)).ok_or(RejectReason::UnknownOrder)?;
        let score = parse_score(row.field(2), "review_score")?;
        // One review id can stand at several orders, so the pair is the key.
        key.clear();
        key.extend_from_slice(&order.to_be_bytes());
        key.extend_from_slice(review);
        if !seen.insert(&key).1 {
            return Err(RejectReason::DuplicateKey("review_id with order_id"));
        }
        read.orders.push(order);
        read.scores.push(score);
        Ok(())
    })?;
    Ok(read)
}

/// Payments are checked, and not used.
pub(super) fn read_payments(
    table: &mut CsvTable,
    orders: &IdTable,
    progress: &dyn Progress,
) -> Result<(), RefreshError> {
    progress.begin(Stage::Reading { file: PAYMENTS.file.to_owned() });
    let mut keys = SeenKeys::default();
    table.for_each_row(progress, |row, _| {
        let order = orders.get(row.field(0)).ok_or(RejectReason::UnknownOrder)?;
        let number = parse_positive(row.field(1), "payment_sequential")?;
        parse_cents(row.field(2), "payment_value")?;
        keys.insert(order, number, "order_id with payment_sequential")
    })
}

/// Numbered parts of orders that have been read. Part 1 of an order, by far the most common, costs one bit.
#[derive(Default)]
struct SeenKeys {
    first_parts: Vec<u64>,
    others: std::collections::HashSet<(u32, u16)>,
}

impl SeenKeys {
    fn insert(&mut self, order: u32, number: u16, key: &'static str) -> Result<(), RejectReason> {
        let is_new = if number == 1 {
            let (word, bit) = (order as usize / 64, 1 << (order % 64));
            if self.first_parts.len() <= word {
                self.first_parts.resize(word + 1, 0);
            }
            let is_new = self.first_parts[word] & bit == 0;
            self.first_parts[word] |= bit;
            is_new
        } else {
            self.others.insert((order, number))
        };
        if is_new { Ok(()) } else { Err(RejectReason::DuplicateKey(key)) }
    }
}
