//! The tables that a warehouse gets: one description for PostgreSQL and Parquet alike.

use clientele_analytics::StoredTable;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// A key or count.
    Whole,
    /// An amount in currency units with two decimals; its value is in cents.
    Money,
    /// A mean.
    Ratio,
    /// A name or identifier.
    Text,
    /// A civil date.
    Day,
}

/// Where the value of a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueSource {
    /// The stored column of this name.
    Stored(&'static str),
    /// The sum of two stored columns in cents.
    SumOf(&'static str, &'static str),
    /// The state of the customer whose key is stored.
    CustomerState,
    /// The position among the values that the engine tells of a customer.
    Customer,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct StarColumn {
    pub(super) name: &'static str,
    pub(super) kind: ColumnKind,
    /// It may be unknown.
    pub(super) optional: bool,
    pub(super) source: ValueSource,
    /// For people who look at the table in another program.
    pub(super) comment: &'static str,
}

/// A table of the star schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct StarTable {
    pub(super) name: &'static str,
    /// Where its rows are stored; `None`: the engine tells them, customer by customer.
    pub(super) stored: Option<StoredTable>,
    pub(super) comment: &'static str,
    pub(super) columns: &'static [StarColumn],
    /// The columns of the primary key.
    pub(super) key: &'static [&'static str],
    /// Columns by which rows are looked up, one index each.
    pub(super) indexes: &'static [&'static str],
    /// The column with the state of the customer or of the order; `None`: no row tells of a single customer or order.
    pub(super) state: Option<&'static str>,
}

const fn stored(name: &'static str, kind: ColumnKind, comment: &'static str) -> StarColumn {
    stored_as(name, name, kind, comment)
}

const fn stored_as(
    name: &'static str,
    stored: &'static str,
    kind: ColumnKind,
    comment: &'static str,
) -> StarColumn {
    StarColumn { name, kind, optional: false, source: ValueSource::Stored(stored), comment }
}

const fn of_customer(name: &'static str, kind: ColumnKind, comment: &'static str) -> StarColumn {
    StarColumn { name, kind, optional: false, source: ValueSource::Customer, comment }
}

const fn derived(
    name: &'static str,
    kind: ColumnKind,
    source: ValueSource,
    comment: &'static str,
) -> StarColumn {
    StarColumn { name, kind, optional: false, source, comment }
}

const fn optional(column: StarColumn) -> StarColumn {
    StarColumn { optional: true, ..column }
}

use ColumnKind::{Day, Money, Ratio, Text, Whole};

/// What an item came to, whoever bought it.
const QUANTITY: StarColumn = optional(stored("quantity", Whole, "Pieces; empty where the orders do not say"));
const PRICE: StarColumn =
    stored_as("price", "price_cents", Money, "What the item came to without shipping, in currency units");
const SHIPPING: StarColumn =
    stored_as("shipping", "freight_cents", Money, "Its part of the shipping, in currency units");
const ITEM_REVENUE: StarColumn = derived(
    "revenue",
    Money,
    ValueSource::SumOf("price_cents", "freight_cents"),
    "Price and shipping together, in currency units",
);
const CUSTOMER_KEY: StarColumn = stored("customer_key", Whole, "The customer, in dim_customer");
const CUSTOMER_STATE: StarColumn = derived(
    "customer_state",
    Text,
    ValueSource::CustomerState,
    "State of the customer, as in dim_customer; what a reader may see depends on it",
);

/// Customers come first: the state of their orders and lines is looked up among them.
pub(super) const TABLES: [StarTable; 6] = [CUSTOMERS, PRODUCTS, DATES, ORDERS, ORDER_LINES, GUEST_LINES];

/// The columns in the order in which `rows::customer_values` tells their values.
const CUSTOMERS: StarTable = StarTable {
    name: "dim_customer",
    stored: None,
    comment: "One row for each customer with a completed order, scored as the dashboard shows them. Personal data.",
    columns: &[
        of_customer("customer_key", Whole, "The customer within this load; another load may count otherwise"),
        of_customer("customer_id", Text, "The shop's id of the person"),
        of_customer("segment", Text, "Segment by the map in force"),
        optional(of_customer("tier", Text, "Tier by k-means; empty where tiers could not be formed")),
        of_customer("recency_score", Whole, "1 to 5; 5 bought most recently"),
        of_customer("frequency_score", Whole, "1 to 5; 5 buys most often"),
        of_customer("monetary_score", Whole, "1 to 5; 5 spent the most"),
        of_customer("days_since_last_order", Whole, "Days from the last completed order to the data's date"),
        of_customer("orders", Whole, "Completed orders"),
        of_customer("revenue", Money, "All that was spent, with shipping, in currency units"),
        optional(of_customer("review_score", Ratio, "Mean review, 1 to 5; empty without a review")),
        of_customer("favourite_category", Text, "The category with the most items"),
        of_customer("state", Text, "State of the latest completed order"),
        of_customer("first_order_date", Day, "Date of the first completed order"),
        of_customer("last_order_date", Day, "Date of the last completed order"),
        of_customer("next_action_id", Text, "Identifier of the next best action"),
        of_customer("next_action", Text, "The next best action, in words"),
        optional(of_customer(
            "expected_purchases",
            Ratio,
            "Days with a purchase that are expected in the 365 days after the data's date; empty where withheld",
        )),
        optional(of_customer(
            "expected_revenue",
            Money,
            "Discounted revenue that is expected in these days, in currency units; empty where withheld",
        )),
    ],
    key: &["customer_key"],
    indexes: &["customer_id", "segment", "state"],
    state: Some("state"),
};

const PRODUCTS: StarTable = StarTable {
    name: "dim_product",
    stored: Some(StoredTable::Products),
    comment: "One row for each product that was bought",
    columns: &[
        stored("product_key", Whole, "The product within this load; another load may count otherwise"),
        stored("product_id", Text, "The shop's id of the product"),
        stored("category", Text, "Its category"),
    ],
    key: &["product_key"],
    indexes: &["category"],
    state: None,
};

const DATES: StarTable = StarTable {
    name: "dim_date",
    stored: Some(StoredTable::Dates),
    comment: "One row for each day from the first order to the day before the data's date",
    columns: &[
        stored("date", Day, "The day"),
        stored("year", Whole, "Calendar year"),
        stored("quarter", Whole, "1 to 4"),
        stored("month", Whole, "1 to 12"),
        stored("iso_week", Whole, "Week by ISO 8601"),
        stored("weekday", Whole, "1 is Monday, 7 is Sunday"),
    ],
    key: &["date"],
    indexes: &[],
    state: None,
};

const ORDERS: StarTable = StarTable {
    name: "dim_order",
    stored: Some(StoredTable::Orders),
    comment: "One row for each completed order",
    columns: &[
        stored("order_key", Whole, "The order within this load; another load may count otherwise"),
        stored("order_id", Text, "The shop's id of the order"),
        CUSTOMER_KEY,
        CUSTOMER_STATE,
        stored("order_date", Day, "When it was ordered"),
        optional(stored("delivered_date", Day, "When it was delivered; empty where that is not known")),
        optional(stored("promised_date", Day, "For when it was promised; empty where that is not known")),
        stored_as("revenue", "order_value_cents", Money, "What it came to, with shipping, in currency units"),
        optional(stored("review_score", Ratio, "Mean review, 1 to 5; empty without a review")),
    ],
    key: &["order_key"],
    indexes: &["customer_key", "order_date"],
    state: Some("customer_state"),
};

const ORDER_LINES: StarTable = StarTable {
    name: "fact_order_line",
    stored: Some(StoredTable::OrderLines),
    comment: "One row for each item of a completed order",
    columns: &[
        stored("order_key", Whole, "The order, in dim_order"),
        stored("line_number", Whole, "The item within the order"),
        CUSTOMER_KEY,
        CUSTOMER_STATE,
        stored("product_key", Whole, "The product, in dim_product"),
        stored("order_date", Day, "When it was ordered, in dim_date"),
        QUANTITY,
        PRICE,
        SHIPPING,
        ITEM_REVENUE,
    ],
    key: &["order_key", "line_number"],
    indexes: &["customer_key", "product_key", "order_date"],
    state: Some("customer_state"),
};

const GUEST_LINES: StarTable = StarTable {
    name: "fact_guest_line",
    stored: Some(StoredTable::GuestLines),
    comment: "One row for each item of a completed order that names no customer; empty where every order names one",
    columns: &[
        stored("guest_order_key", Whole, "The order within this load; another load may count otherwise"),
        stored("line_number", Whole, "The item within the order"),
        stored("state", Text, "State of the order; what a reader may see depends on it"),
        stored("product_key", Whole, "The product, in dim_product"),
        stored("order_date", Day, "When it was ordered; it may lie outside dim_date"),
        QUANTITY,
        PRICE,
        SHIPPING,
        ITEM_REVENUE,
    ],
    key: &["guest_order_key", "line_number"],
    indexes: &["product_key", "order_date"],
    state: Some("state"),
};
