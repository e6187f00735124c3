//! The name of every stored column, from source to screen.

pub(crate) const CUSTOMER_KEY: &str = "customer_key";
pub(crate) const CUSTOMER_ID: &str = "customer_id";
pub(crate) const RECENCY_DAYS: &str = "recency_days";
pub(crate) const FREQUENCY: &str = "frequency";
pub(crate) const MONETARY_CENTS: &str = "monetary_cents";
pub(crate) const RECENCY_SCORE: &str = "recency_score";
pub(crate) const FREQUENCY_SCORE: &str = "frequency_score";
pub(crate) const MONETARY_SCORE: &str = "monetary_score";
pub(crate) const SEGMENT: &str = "segment";
pub(crate) const TIER: &str = "tier";
pub(crate) const REVIEW_SCORE: &str = "review_score";
pub(crate) const FAVOURITE_CATEGORY: &str = "favourite_category";
pub(crate) const STATE: &str = "state";
pub(crate) const FIRST_ORDER: &str = "first_order_date";
pub(crate) const LAST_ORDER: &str = "last_order_date";
pub(crate) const ACTION_ID: &str = "action_id";

pub(crate) const ORDER_KEY: &str = "order_key";
pub(crate) const ORDER_ID: &str = "order_id";
pub(crate) const ORDER_DATE: &str = "order_date";
pub(crate) const ORDER_SECOND: &str = "order_second_of_day";
pub(crate) const DELIVERED_DATE: &str = "delivered_date";
pub(crate) const PROMISED_DATE: &str = "promised_date";
pub(crate) const ORDER_VALUE_CENTS: &str = "order_value_cents";

/// Number of an order without a customer.
pub(crate) const GUEST_ORDER_KEY: &str = "guest_order_key";

pub(crate) const LINE_NUMBER: &str = "line_number";
pub(crate) const PRODUCT_KEY: &str = "product_key";
pub(crate) const PRODUCT_ID: &str = "product_id";
pub(crate) const CATEGORY: &str = "category";
pub(crate) const PRICE_CENTS: &str = "price_cents";
/// Only where a line can have several pieces.
pub(crate) const QUANTITY: &str = "quantity";
pub(crate) const FREIGHT_CENTS: &str = "freight_cents";

pub(crate) const DATE: &str = "date";
pub(crate) const YEAR: &str = "year";
pub(crate) const QUARTER: &str = "quarter";
pub(crate) const MONTH: &str = "month";
pub(crate) const ISO_WEEK: &str = "iso_week";
pub(crate) const WEEKDAY: &str = "weekday";
