//! Rows become orders and lines as they pass by, in one pass.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::{open::Fields, row::OrderRow};
use crate::{
    OrderMeaning,
    ingest::{
        CustomerRule, DuplicateRule, Mapping, Meaning, OrderRule, fields::UNKNOWN, id_table::IdTable,
        rejects::RejectReason,
    },
};

/// No person, no place, no status: the field was blank.
pub(super) const NONE: u32 = u32::MAX;
/// Status of a line that says none.
pub(super) const NO_STATUS: u16 = u16::MAX;

/// One order, gathered from all its rows. Where rows contradict each other, what sorts first is taken, so that the
/// order of the rows does not matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct OrderFacts {
    /// Days since 1970-01-01 and the second of the day: the earliest.
    pub(super) date: Option<(i32, u32)>,
    pub(super) person: u32,
    pub(super) place: u32,
    /// What the order came to, in cents: the greatest of its rows that are not refunds.
    pub(super) total_cents: Option<i64>,
    pub(super) shipping_cents: i64,
    /// File and line of the first row, for messages.
    pub(super) first_row: (u32, u64),
    /// Rows of the order.
    pub(super) rows: u32,
}

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineFacts {
    pub(super) order: u32,
    pub(super) product: u32,
    pub(super) status: u16,
    pub(super) is_return: bool,
    /// Pieces in ten-thousandths.
    pub(super) quantity: i64,
    /// Of an order whose lines have no amounts: what a refund gives back, until the totals are shared out.
    pub(super) cents: i64,
    pub(super) cost_cents: Option<i64>,
}

/// What all files say.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) order_ids: IdTable,
    pub(super) orders: Vec<OrderFacts>,
    pub(super) lines: Vec<LineFacts>,
    pub(super) reviews: Vec<(u32, u8)>,
    pub(super) person_ids: IdTable,
    pub(super) places: IdTable,
    pub(super) products: IdTable,
    /// Of each product: the first by name of the categories given.
    pub(super) categories: Vec<Option<String>>,
    pub(super) statuses: Vec<(String, OrderMeaning)>,
    /// Orders whose rows name different customers.
    pub(super) contradictions: u64,
    pub(super) duplicates: u64,
    seen: HashSet<(u64, u64)>,
}

impl Gathered {
    /// Takes up one row; `place` is its file and line.
    pub(super) fn add(
        &mut self,
        fields: &Fields<'_>,
        row: &OrderRow<'_>,
        mapping: &Mapping,
        place: (u32, u64),
    ) -> Result<(), RejectReason> {
        if mapping.rules.orders == OrderRule::CustomerAndDay && row.date.is_none() {
            return Err(RejectReason::Missing(Meaning::Date.name()));
        }
        if !self.seen.insert(fingerprints(fields)) {
            self.duplicates += 1;
            if mapping.rules.duplicates == DuplicateRule::Drop {
                return Ok(());
            }
        }
        let order = self.number_order(row, mapping, place);
        self.add_to_order(order, row, mapping);
        let status = row.status.map_or(NO_STATUS, |(word, meaning)| self.number_status(word, meaning));
        let product = self.number_product(row);
        self.lines.push(LineFacts {
            order,
            product,
            status,
            is_return: row.is_return,
            quantity: row.quantity,
            cents: row.line_cents.or(row.refund_cents).unwrap_or_default(),
            cost_cents: row.cost_cents,
        });
        self.reviews.extend(row.review.map(|score| (order, score)));
        Ok(())
    }

    fn number_order(&mut self, row: &OrderRow<'_>, mapping: &Mapping, place: (u32, u64)) -> u32 {
        let number = match mapping.rules.orders {
            OrderRule::Column => self.order_ids.insert(row.order.as_bytes()).0,
            OrderRule::CustomerAndDay => {
                let day = row.date.map(|(day, _)| crate::model::civil_date(day)).unwrap_or_default();
                let id = format!("{} {day}", row.customer.unwrap_or(UNKNOWN));
                self.order_ids.insert(id.as_bytes()).0
            }
            // Its id is made when all are known.
            OrderRule::EachRow => self.orders.len() as u32,
        };
        if number as usize == self.orders.len() {
            self.orders.push(OrderFacts {
                date: None,
                person: NONE,
                place: NONE,
                total_cents: None,
                shipping_cents: 0,
                first_row: place,
                rows: 0,
            });
        }
        number
    }

    fn add_to_order(&mut self, order: u32, row: &OrderRow<'_>, mapping: &Mapping) {
        let customer = row.customer.filter(|_| mapping.rules.customers == CustomerRule::Column);
        let person = customer.map_or(NONE, |id| self.person_ids.insert(id.as_bytes()).0);
        let place = row.place.map_or(NONE, |name| self.places.insert(name.as_bytes()).0);
        let facts = &mut self.orders[order as usize];
        facts.rows += 1;
        facts.date = match (facts.date, row.date) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
        if facts.person != NONE && person != NONE && facts.person != person {
            self.contradictions += 1;
        }
        facts.person = first_by_name(&self.person_ids, facts.person, person);
        facts.place = first_by_name(&self.places, facts.place, place);
        facts.total_cents = facts.total_cents.max(row.order_cents);
        facts.shipping_cents = facts.shipping_cents.max(row.shipping_cents.unwrap_or_default());
    }

    fn number_status(&mut self, word: &str, meaning: OrderMeaning) -> u16 {
        let known = self.statuses.iter().position(|(known, _)| known == word);
        let position = known.unwrap_or_else(|| {
            self.statuses.push((word.to_owned(), meaning));
            self.statuses.len() - 1
        });
        u16::try_from(position).unwrap_or(NO_STATUS)
    }

    /// A line without a product is of its category, if that is known.
    fn number_product(&mut self, row: &OrderRow<'_>) -> u32 {
        let product = row.product.or(row.category).unwrap_or(UNKNOWN);
        let (number, is_new) = self.products.insert(product.as_bytes());
        if is_new {
            self.categories.push(None);
        }
        if let Some(category) = row.category {
            let known = &mut self.categories[number as usize];
            if known.as_deref().is_none_or(|known| category < known) {
                *known = Some(category.to_owned());
            }
        }
        number
    }
}

/// The one of two numbers whose text sorts first; [`NONE`] gives way.
fn first_by_name(names: &IdTable, known: u32, new: u32) -> u32 {
    match (known, new) {
        (NONE, other) | (other, NONE) => other,
        (known, new) if known == new || names.id(known) <= names.id(new) => known,
        (_, new) => new,
    }
}

/// Two hashes with different seeds: rows of a billion do not meet by chance.
fn fingerprints(fields: &Fields<'_>) -> (u64, u64) {
    let hash = |seed| {
        let mut hasher = FixedState::with_seed(seed).build_hasher();
        for field in fields.record() {
            hasher.write(field);
            hasher.write_u64(field.len() as u64);
        }
        hasher.finish()
    };
    (hash(1), hash(2))
}
