//! Rows become orders and lines as they pass by, in one pass.

use std::collections::HashMap;

use hashbrown::HashSet;
use rayon::prelude::*;

use super::row::{OrderRow, RowFields};
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
/// Cents that are not given; below all that are.
pub(super) const NO_CENTS: i64 = i64::MIN;
/// Day of an order without a date; after all others.
const NO_DAY: i32 = i32::MAX;

/// Room is made for so many times of what has come.
const FACTOR_MAX: f64 = 64.0;

/// One order, gathered from all its rows. Where rows contradict each other, what sorts first is taken, so that the
/// order of the rows does not matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct OrderFacts {
    /// Days since 1970-01-01 and the second of the day: the earliest.
    moment: (i32, u32),
    pub(super) person: u32,
    pub(super) place: u32,
    /// What the order came to, in cents: the greatest of its rows that are not refunds; or [`NO_CENTS`].
    pub(super) total_cents: i64,
    pub(super) shipping_cents: i64,
}

impl OrderFacts {
    const EMPTY: Self =
        Self { moment: (NO_DAY, 0), person: NONE, place: NONE, total_cents: NO_CENTS, shipping_cents: 0 };

    /// Days since 1970-01-01 and the second of the day.
    pub(super) fn date(&self) -> Option<(i32, u32)> {
        (self.moment.0 != NO_DAY).then_some(self.moment)
    }
}

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineFacts {
    /// Pieces in ten-thousandths.
    pub(super) quantity: i64,
    /// Of an order whose lines have no amounts: what a refund gives back, until the totals are shared out.
    pub(super) cents: i64,
    /// Or [`NO_CENTS`].
    pub(super) cost_cents: i64,
    pub(super) order: u32,
    pub(super) product: u32,
    /// Part of a number that equal rows have in common.
    fingerprint: u32,
    pub(super) status: u16,
    pub(super) is_return: bool,
}

impl LineFacts {
    pub(super) fn cost(&self) -> Option<i64> {
        (self.cost_cents != NO_CENTS).then_some(self.cost_cents)
    }
}

/// The rows of an order none of which has had a date so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Undated {
    /// File and line, for messages.
    pub(super) first_row: (u32, u64),
    pub(super) rows: u32,
}

/// Rows that equal an earlier one in every field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Duplicates {
    pub(super) rows: u64,
    /// What they came to, returns taken off.
    pub(super) cents: i64,
}

impl Duplicates {
    fn count(&mut self, cents: i64, is_return: bool) {
        self.rows += 1;
        self.cents = self.cents.saturating_add(if is_return { -cents } else { cents });
    }
}

/// What all files say.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) order_ids: IdTable,
    pub(super) orders: Vec<OrderFacts>,
    pub(super) lines: Vec<LineFacts>,
    pub(super) reviewed_orders: Vec<u32>,
    pub(super) review_scores: Vec<u8>,
    pub(super) person_ids: IdTable,
    pub(super) places: IdTable,
    pub(super) products: IdTable,
    /// Of each product: the first by name of the categories given.
    pub(super) categories: Vec<Option<String>>,
    pub(super) statuses: Vec<(String, OrderMeaning)>,
    pub(super) undated: HashMap<u32, Undated>,
    /// Orders with the statuses of their refused rows and of sales that came back; for those whose other rows name none.
    pub(super) left_out_statuses: Vec<(u32, u16)>,
    /// What refused rows say of their orders, most of which may not be known yet.
    refused: Option<Box<Self>>,
    /// Orders whose rows name different customers.
    pub(super) contradictions: u64,
    pub(super) duplicates: Duplicates,
    /// Every row, where equal rows cannot be found among the lines of one order.
    seen: HashSet<(u64, u64)>,
    /// How many rows of each content have no customer, where orders are told by customer and day.
    rows_without_customer: HashMap<u64, u32>,
    /// Rows of an order mostly follow one another.
    last_order: Last,
    last_person: Last,
}

/// The id that came last, and its number.
#[derive(Default)]
struct Last {
    id: Vec<u8>,
    number: Option<u32>,
}

impl Last {
    fn insert(&mut self, id: &str, ids: &mut IdTable) -> u32 {
        if let Some(number) = self.number.filter(|_| self.id == id.as_bytes()) {
            return number;
        }
        let (number, _) = ids.insert(id.as_bytes());
        self.id.clear();
        self.id.extend_from_slice(id.as_bytes());
        self.number = Some(number);
        number
    }
}

impl Gathered {
    /// Takes up one row; `place` is its file and line.
    pub(super) fn add<'a, F: RowFields<'a>>(
        &mut self,
        fields: &F,
        row: &OrderRow<'_>,
        mapping: &Mapping,
        place: (u32, u64),
    ) -> Result<(), RejectReason> {
        if mapping.rules.orders == OrderRule::CustomerAndDay && row.date.is_none() {
            return Err(RejectReason::Missing(Meaning::Date.name()));
        }
        // Two numbers from different seeds: rows of a billion do not meet by chance.
        let fingerprint = fields.fingerprint(1);
        if remembers_rows(mapping) && !self.seen.insert((fingerprint, fields.fingerprint(2))) {
            self.duplicates.count(row.line_cents.unwrap_or_default(), row.is_return);
            if mapping.rules.duplicates == DuplicateRule::Drop {
                return Ok(());
            }
        }
        let order = self.number_order(row, mapping, fingerprint);
        self.add_to_order(order, row, mapping, place);
        let status = row.status.map_or(NO_STATUS, |(word, meaning)| self.number_status(word, meaning));
        let product = self.number_product(row);
        self.lines.push(LineFacts {
            order,
            product,
            status,
            fingerprint: fingerprint as u32,
            is_return: row.is_return,
            quantity: row.quantity,
            cents: row.line_cents.or(row.refund_cents).unwrap_or_default(),
            cost_cents: row.cost_cents.unwrap_or(NO_CENTS),
        });
        if let Some(score) = row.review {
            self.reviewed_orders.push(order);
            self.review_scores.push(score);
        }
        Ok(())
    }

    /// Remembers what a refused row says of its order.
    pub(super) fn add_refused(&mut self, row: &OrderRow<'_>, mapping: &Mapping) {
        if mapping.rules.orders != OrderRule::Column || row.order.is_empty() {
            return;
        }
        let refused = self.refused.get_or_insert_default();
        // The order has an id, so what else the row holds does not matter.
        let order = refused.number_order(row, mapping, 0);
        refused.add_to_order(order, row, mapping, (0, 0));
        if let Some((word, meaning)) = row.status {
            let status = refused.number_status(word, meaning);
            refused.left_out_statuses.push((order, status));
        }
    }

    /// Completes orders by what their refused rows say; an order all of whose rows are refused is none.
    pub(super) fn take_from_refused(&mut self) {
        let Some(refused) = self.refused.take() else { return };
        let known: Vec<Option<u32>> = (0..refused.orders.len() as u32)
            .map(|number| self.order_ids.get(&refused.order_ids.id(number)))
            .collect();
        for (order, said) in
            known.iter().zip(&refused.orders).filter_map(|(known, said)| Some(((*known)?, said)))
        {
            let person = take_name(said.person, &refused.person_ids, &mut self.person_ids);
            let place = take_name(said.place, &refused.places, &mut self.places);
            let facts = &mut self.orders[order as usize];
            facts.moment = facts.moment.min(said.moment);
            facts.person = first_by_name(&self.person_ids, facts.person, person);
            facts.place = first_by_name(&self.places, facts.place, place);
            facts.total_cents = facts.total_cents.max(said.total_cents);
            facts.shipping_cents = facts.shipping_cents.max(said.shipping_cents);
            if facts.date().is_some() {
                self.undated.remove(&order);
            }
        }
        for (number, status) in refused.left_out_statuses {
            let word = refused.statuses.get(usize::from(status));
            if let (Some(order), Some((word, meaning))) = (known[number as usize], word) {
                let status = self.number_status(word, *meaning);
                self.left_out_statuses.push((order, status));
            }
        }
    }

    /// Makes room for what is to come, if ids go on as in the rows that were read.
    pub(super) fn make_room(&mut self, rows: u64, of_rows: u64) {
        // What a file says of itself need not be so.
        let factor = (of_rows as f64 / rows as f64).clamp(1.0, FACTOR_MAX);
        for ids in [&mut self.order_ids, &mut self.person_ids] {
            ids.make_room((ids.len() as f64 * factor) as usize);
        }
    }

    /// Ends the gathering: puts the lines of each order together and counts equal rows among them.
    pub(super) fn group_lines(&mut self, mapping: &Mapping) {
        self.seen = HashSet::new();
        self.rows_without_customer = HashMap::new();
        self.order_ids.forget_lookup();
        self.person_ids.forget_lookup();
        let by_content = |line: &LineFacts| (line.fingerprint, line.cents);
        if self.lines.is_sorted_by_key(|line| line.order) {
            for of_order in self.lines.chunk_by_mut(|a, b| a.order == b.order) {
                of_order.sort_unstable_by_key(by_content);
            }
        } else {
            self.lines.par_sort_unstable_by_key(|line| (line.order, by_content(line)));
        }
        if !remembers_rows(mapping) {
            for pair in self.lines.windows(2).filter(|pair| pair[0] == pair[1]) {
                self.duplicates
                    .count(if mapping.has_line_amounts() { pair[1].cents } else { 0 }, pair[1].is_return);
            }
        }
    }

    fn number_order(&mut self, row: &OrderRow<'_>, mapping: &Mapping, fingerprint: u64) -> u32 {
        let number = match mapping.rules.orders {
            OrderRule::Column => self.last_order.insert(row.order, &mut self.order_ids),
            OrderRule::CustomerAndDay => {
                let day = row.date.map(|(day, _)| crate::model::civil_date(day)).unwrap_or_default();
                let id = match row.customer {
                    Some(customer) => format!("{customer} {day}"),
                    None => self.id_without_customer(row, fingerprint),
                };
                self.order_ids.insert(id.as_bytes()).0
            }
            // Its id is made when all are known.
            OrderRule::EachRow => self.orders.len() as u32,
        };
        if number as usize == self.orders.len() {
            self.orders.push(OrderFacts::EMPTY);
        }
        number
    }

    /// Nobody knows which rows of a day belong together, so each is an order. Its id follows from what the row holds, so
    /// that the order of the rows does not matter, and ends as no id of a customer and a day does.
    fn id_without_customer(&mut self, row: &OrderRow<'_>, fingerprint: u64) -> String {
        let equal_rows = self.rows_without_customer.entry(fingerprint).or_insert(0);
        *equal_rows += 1;
        let id = format!("without customer {fingerprint:016x} #{equal_rows}");
        if *equal_rows > 1 {
            self.duplicates.count(row.line_cents.unwrap_or_default(), row.is_return);
        }
        id
    }

    fn add_to_order(&mut self, order: u32, row: &OrderRow<'_>, mapping: &Mapping, place: (u32, u64)) {
        let customer = row.customer.filter(|_| mapping.rules.customers == CustomerRule::Column);
        let person = customer.map_or(NONE, |id| self.last_person.insert(id, &mut self.person_ids));
        let place_named = row.place.map_or(NONE, |name| self.places.insert(name.as_bytes()).0);
        let facts = &mut self.orders[order as usize];
        let was_dated = facts.date().is_some();
        facts.moment = facts.moment.min(row.date.unwrap_or((NO_DAY, 0)));
        match (was_dated, row.date.is_some()) {
            (false, true) if !self.undated.is_empty() => drop(self.undated.remove(&order)),
            (false, false) => {
                self.undated.entry(order).or_insert(Undated { first_row: place, rows: 0 }).rows += 1;
            }
            _ => {}
        }
        if facts.person != NONE && person != NONE && facts.person != person {
            self.contradictions += 1;
        }
        facts.person = first_by_name(&self.person_ids, facts.person, person);
        facts.place = first_by_name(&self.places, facts.place, place_named);
        facts.total_cents = facts.total_cents.max(row.order_cents.unwrap_or(NO_CENTS));
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

/// The number that a name of other names has among these.
fn take_name(number: u32, of: &IdTable, names: &mut IdTable) -> u32 {
    if number == NONE { NONE } else { names.insert(&of.id(number)).0 }
}

/// The one of two numbers whose text sorts first; [`NONE`] gives way.
fn first_by_name(names: &IdTable, known: u32, new: u32) -> u32 {
    match (known, new) {
        (NONE, other) | (other, NONE) => other,
        (known, new) if known == new || names.compare(known, new).is_le() => known,
        (_, new) => new,
    }
}

/// Equal rows of one order are found among its lines; where each row is an order of its own, or equal rows are left
/// out as they come, every row is remembered.
fn remembers_rows(mapping: &Mapping) -> bool {
    mapping.rules.duplicates == DuplicateRule::Drop || mapping.rules.orders == OrderRule::EachRow
}
