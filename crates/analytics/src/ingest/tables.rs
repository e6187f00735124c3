//! What every source becomes: orders, their items, persons and products as dense numbers.

use clientele_contract::{FileQuality, RowAdjustments};

use super::{SourceProfile, fields::UNKNOWN, id_table::IdTable, rejects::Reject};
use crate::OrderMeaning;

/// Customer row of an order whose customer is not known.
pub(crate) const NO_CUSTOMER: u32 = u32::MAX;

/// All that later steps need of a source.
pub(crate) struct ShopTables {
    pub(crate) person_ids: IdTable,
    /// Person of each customer row: in Olist a row of the customers file, else one for each order.
    pub(crate) customer_persons: Vec<u32>,
    /// State of each customer row, a position in `state_names`.
    pub(crate) customer_states: Vec<u32>,
    pub(crate) state_names: IdTable,
    pub(crate) orders: Orders,
    /// Orders that name no customer though others do. Only in sources with a customer row for each order.
    pub(crate) guest_orders: Vec<u32>,
    /// The shop's words and what they mean.
    pub(crate) statuses: Vec<(String, OrderMeaning)>,
    pub(crate) items: Items,
    /// Every product that was sold or listed.
    pub(crate) product_ids: IdTable,
    /// Category of each product, `unknown` where there is none.
    pub(crate) product_categories: Vec<String>,
    pub(crate) reviews: Reviews,
    pub(crate) quality: Vec<FileQuality>,
    /// `None` where they are not counted.
    pub(crate) adjustments: Option<RowAdjustments>,
    pub(crate) rejects: Vec<(String, Vec<Reject>)>,
    pub(crate) is_demo: bool,
    /// What stands before an amount.
    pub(crate) currency_symbol: String,
    /// What a reader of every page must know about how the source was read.
    pub(crate) notices: Vec<String>,
    /// What the source looks like; empty where its look is fixed.
    pub(crate) profile: SourceProfile,
}

impl ShopTables {
    /// The state of a customer row, by its number among the names of states.
    pub(crate) fn state(&self, customer_row: u32) -> u32 {
        self.customer_states[customer_row as usize]
    }

    /// The names of all states.
    pub(crate) fn state_texts(&self) -> Vec<String> {
        let name = |number| std::str::from_utf8(&self.state_names.id(number)).unwrap_or(UNKNOWN).to_owned();
        (0..self.state_names.len() as u32).map(name).collect()
    }
}

/// One entry per order.
pub(crate) struct Orders {
    pub(crate) ids: IdTable,
    /// Customer row, or [`NO_CUSTOMER`].
    pub(crate) customer_rows: Vec<u32>,
    /// Position in [`ShopTables::statuses`].
    pub(crate) statuses: Vec<u16>,
    /// Days since 1970-01-01.
    pub(crate) dates: Vec<i32>,
    pub(crate) seconds: Vec<u32>,
    /// The day of delivery; empty: of no order is it known.
    pub(crate) delivered: Vec<Option<i32>>,
    /// The day by which delivery was promised; empty as above.
    pub(crate) promised: Vec<Option<i32>>,
}

impl Orders {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self {
            ids: IdTable::with_capacity(rows),
            customer_rows: Vec::with_capacity(rows),
            statuses: Vec::with_capacity(rows),
            dates: Vec::with_capacity(rows),
            seconds: Vec::with_capacity(rows),
            delivered: Vec::with_capacity(rows),
            promised: Vec::with_capacity(rows),
        }
    }

    /// The orders whose customer is known.
    pub(crate) fn known_rows(&self) -> impl Iterator<Item = usize> {
        (0..self.customer_rows.len()).filter(|row| self.customer_rows[*row] != NO_CUSTOMER)
    }
}

/// One entry per item.
#[derive(Default)]
pub(crate) struct Items {
    /// Position in [`Orders`].
    pub(crate) orders: Vec<u32>,
    /// Within the order, from 1.
    pub(crate) numbers: Vec<u16>,
    /// Position in [`ShopTables::product_ids`].
    pub(crate) products: Vec<u32>,
    pub(crate) price_cents: Vec<i64>,
    pub(crate) freight_cents: Vec<i64>,
    /// Pieces of each item; `None`: one each.
    pub(crate) quantities: Option<Vec<u32>>,
}

impl Items {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self {
            orders: Vec::with_capacity(rows),
            numbers: Vec::with_capacity(rows),
            products: Vec::with_capacity(rows),
            price_cents: Vec::with_capacity(rows),
            freight_cents: Vec::with_capacity(rows),
            quantities: None,
        }
    }
}

/// One entry per review.
#[derive(Default)]
pub(crate) struct Reviews {
    /// Position in [`Orders`].
    pub(crate) orders: Vec<u32>,
    /// 1–5.
    pub(crate) scores: Vec<u8>,
}

impl Reviews {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self { orders: Vec::with_capacity(rows), scores: Vec::with_capacity(rows) }
    }
}
