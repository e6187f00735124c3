//! What is new about an item to its order and to its customer, so that distinct orders and customers of every
//! product and category can be counted in one pass over the items.
//!
//! A question is about all orders of some customers. So whether an item is the first of its product that its
//! customer ever bought does not depend on the question, and is found out once per snapshot.

use super::{
    Engine,
    columns::{LineColumns, ProductColumns},
    customer_orders::CustomerOrders,
};

const PRODUCT_OF_ORDER: u8 = 1;
const PRODUCT_OF_CUSTOMER: u8 = 2;
const CATEGORY_OF_ORDER: u8 = 4;
const CATEGORY_OF_CUSTOMER: u8 = 8;
const FIRST_ORDER: u8 = 16;

/// The marks of every item.
pub(crate) struct LineMarks(Vec<u8>);

/// The marks of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineMark(u8);

impl LineMark {
    /// No earlier item of the order is of this product.
    pub(crate) fn is_new_product_of_order(self) -> bool {
        self.0 & PRODUCT_OF_ORDER != 0
    }

    /// The customer did not buy this product before.
    pub(crate) fn is_new_product_of_customer(self) -> bool {
        self.0 & PRODUCT_OF_CUSTOMER != 0
    }

    /// No earlier item of the order is of this category.
    pub(crate) fn is_new_category_of_order(self) -> bool {
        self.0 & CATEGORY_OF_ORDER != 0
    }

    /// The customer did not buy of this category before.
    pub(crate) fn is_new_category_of_customer(self) -> bool {
        self.0 & CATEGORY_OF_CUSTOMER != 0
    }

    /// The order is the customer's first.
    pub(crate) fn is_of_first_order(self) -> bool {
        self.0 & FIRST_ORDER != 0
    }
}

impl LineMarks {
    fn new(
        orders: &CustomerOrders,
        customers: usize,
        lines: &LineColumns,
        products: &ProductColumns,
    ) -> Self {
        let mut marks = vec![0; lines.customers.len()];
        // The last order and the last customer that bought it, counted from 1.
        let mut product_seen = vec![(0_u32, 0_u32); products.ids.len()];
        let mut category_seen = vec![(0_u32, 0_u32); products.categories.names.len()];
        for customer in 0..customers {
            for (number, position) in orders.of(customer).enumerate() {
                let order = orders.keys[position];
                let now = (order + 1, customer as u32 + 1);
                for line in lines.of_order(order) {
                    let product = lines.products[line] as usize;
                    let category = usize::from(products.categories.codes[product]);
                    let mut mark = if number == 0 { FIRST_ORDER } else { 0 };
                    mark |= take_note(&mut product_seen[product], now, PRODUCT_OF_ORDER, PRODUCT_OF_CUSTOMER);
                    mark |=
                        take_note(&mut category_seen[category], now, CATEGORY_OF_ORDER, CATEGORY_OF_CUSTOMER);
                    marks[line] = mark;
                }
            }
        }
        Self(marks)
    }

    pub(crate) fn of_line(&self, line: usize) -> LineMark {
        LineMark(self.0[line])
    }
}

fn take_note(seen: &mut (u32, u32), now: (u32, u32), of_order: u8, of_customer: u8) -> u8 {
    let mut mark = 0;
    if seen.0 != now.0 {
        mark |= of_order;
    }
    if seen.1 != now.1 {
        mark |= of_customer;
    }
    *seen = now;
    mark
}

impl Engine {
    /// Found out when they are first asked for.
    pub(crate) fn line_marks(&self) -> &LineMarks {
        self.line_marks.get_or_init(|| {
            LineMarks::new(&self.orders.by_customer, self.customers.len(), &self.lines, &self.products)
        })
    }
}
