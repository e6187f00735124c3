//! Sales in orders that name no customer: part of what is sold, and of nothing that is about customers.

use clientele_contract::GuestOrders;

use super::completed::{Groups, NOT_COMPLETED, sort_by_id};
use crate::{OrderMeaning, ingest::ShopTables};

/// The items of completed orders without a customer, sorted by order id and line number. Empty where every order
/// has a customer: such a source pays nothing for them.
#[derive(Default)]
pub(crate) struct GuestLines {
    /// Order of each item, numbered by order id.
    pub(crate) order_keys: Vec<u32>,
    pub(crate) numbers: Vec<u16>,
    pub(crate) product_keys: Vec<u32>,
    pub(crate) price_cents: Vec<i64>,
    pub(crate) freight_cents: Vec<i64>,
    /// Pieces; `None`: one each.
    pub(crate) quantities: Option<Vec<u32>>,
    /// Days since 1970-01-01 of each order.
    pub(crate) dates: Vec<i32>,
    /// State of each order, a position among the names of states.
    pub(crate) states: Vec<u32>,
}

impl GuestLines {
    pub(crate) fn len(&self) -> usize {
        self.order_keys.len()
    }

    /// Their totals; `None` where every order of the source has a customer.
    pub(crate) fn totals(&self, tables: &ShopTables) -> Option<GuestOrders> {
        let all = tables.guest_orders.len();
        (all > 0).then(|| GuestOrders {
            orders: self.dates.len() as u64,
            order_items: self.len() as u64,
            revenue_cents: self.price_cents.iter().chain(&self.freight_cents).sum(),
            excluded_orders: (all - self.dates.len()) as u64,
        })
    }
}

/// Copies the items of orders without a customer; `product_keys` holds the key of each product number.
pub(crate) fn collect_guest_lines(tables: &ShopTables, product_keys: &[u32]) -> GuestLines {
    if tables.guest_orders.is_empty() {
        return GuestLines::default();
    }
    let orders = completed_guest_orders(tables);
    let mut keys = vec![NOT_COMPLETED; tables.orders.ids.len()];
    for (key, &order) in orders.iter().enumerate() {
        keys[order as usize] = key as u32;
    }
    let items = &tables.items;
    let key_of = |order: &u32| Some(keys[*order as usize]).filter(|key| *key != NOT_COMPLETED);
    let groups = Groups::new(orders.len(), items.orders.iter().map(key_of));
    let rows = groups.into_sorted(|row| items.numbers[row as usize]);
    let of_rows = |column: &[i64]| rows.iter().map(|&row| column[row as usize]).collect();
    GuestLines {
        order_keys: rows.iter().map(|&row| keys[items.orders[row as usize] as usize]).collect(),
        numbers: rows.iter().map(|&row| items.numbers[row as usize]).collect(),
        product_keys: rows.iter().map(|&row| product_keys[items.products[row as usize] as usize]).collect(),
        price_cents: of_rows(&items.price_cents),
        freight_cents: of_rows(&items.freight_cents),
        quantities: items
            .quantities
            .as_ref()
            .map(|pieces| rows.iter().map(|&row| pieces[row as usize]).collect()),
        dates: orders.iter().map(|&order| tables.orders.dates[order as usize]).collect(),
        // There is a customer row for each order, also where its customer is not known.
        states: orders.iter().map(|&order| tables.state(order)).collect(),
    }
}

/// Those that are completed and have an item, by id.
fn completed_guest_orders(tables: &ShopTables) -> Vec<u32> {
    let mut has_item = vec![false; tables.orders.ids.len()];
    for &order in &tables.items.orders {
        has_item[order as usize] = true;
    }
    let counts = |order: &u32| {
        let order = *order as usize;
        let (_, meaning) = tables.statuses[usize::from(tables.orders.statuses[order])];
        meaning == OrderMeaning::Completed && has_item[order]
    };
    let mut orders: Vec<u32> = tables.guest_orders.iter().copied().filter(counts).collect();
    sort_by_id(&mut orders, &tables.orders.ids);
    orders
}
