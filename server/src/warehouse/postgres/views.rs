//! Flat views with names in words, for Power BI, Metabase and Excel.

use std::fmt::Write;

use super::Target;
use crate::postgres::quote_literal;

/// The views in the order in which they are made.
pub(super) const NAMES: [&str; 7] = [
    "bi_customers",
    "bi_orders",
    "bi_order_lines",
    "bi_product_sales",
    "bi_segment_summary",
    "bi_monthly_revenue",
    "bi_about",
];

/// The columns of `warehouse_load` that `bi_about` reads.
pub(super) const COLUMNS_OF_LOADS: [&str; 5] =
    ["load_number", "loaded_at", "snapshot_id", "as_of", "currency"];

/// What each view shows; `{tables}` stands for the schema of the tables, `{schema}` for that of the views.
const DEFINITIONS: [(&str, &str); 7] = [
    (
        "Customers with their segment, scores and next best action. Personal data.",
        "SELECT customer_id AS \"Customer\", segment AS \"Segment\", tier AS \"Tier\", state AS \"State\",
                orders AS \"Orders\", revenue AS \"Revenue\",
                round(revenue / orders, 2) AS \"Average order value\",
                first_order_date AS \"First order\", last_order_date AS \"Last order\",
                days_since_last_order AS \"Days since last order\",
                recency_score AS \"Recency score\", frequency_score AS \"Frequency score\",
                monetary_score AS \"Monetary score\",
                recency_score * 100 + frequency_score * 10 + monetary_score AS \"RFM code\",
                review_score AS \"Review\", favourite_category AS \"Favourite category\",
                next_action AS \"Next best action\",
                expected_purchases AS \"Expected purchases\", expected_revenue AS \"Expected revenue\"
         FROM {tables}.dim_customer",
    ),
    (
        "Completed orders with their customer's segment. Personal data.",
        "SELECT o.order_id AS \"Order\", o.order_date AS \"Order date\", c.customer_id AS \"Customer\",
                c.segment AS \"Segment\", c.state AS \"State\", o.revenue AS \"Revenue\",
                o.review_score AS \"Review\", o.delivered_date AS \"Delivered\", o.promised_date AS \"Promised\",
                o.delivered_date - o.order_date AS \"Days to deliver\",
                o.delivered_date > o.promised_date AS \"Late\"
         FROM {tables}.dim_order o JOIN {tables}.dim_customer c USING (customer_key)",
    ),
    (
        "Items of completed orders with product and customer. Personal data.",
        "SELECT o.order_id AS \"Order\", l.line_number AS \"Line\", l.order_date AS \"Order date\",
                c.customer_id AS \"Customer\", c.segment AS \"Segment\", c.state AS \"State\",
                p.product_id AS \"Product\", p.category AS \"Category\", l.quantity AS \"Pieces\",
                l.price AS \"Price\", l.shipping AS \"Shipping\", l.revenue AS \"Revenue\"
         FROM {tables}.fact_order_line l JOIN {tables}.dim_order o USING (order_key)
              JOIN {tables}.dim_customer c ON c.customer_key = l.customer_key
              JOIN {tables}.dim_product p USING (product_key)",
    ),
    (
        "Items of all completed orders with their product, also of orders that name no customer",
        "SELECT l.order_date AS \"Order date\", p.product_id AS \"Product\", p.category AS \"Category\",
                l.customer_state AS \"State\", true AS \"Has a customer\", l.quantity AS \"Pieces\",
                l.price AS \"Price\", l.shipping AS \"Shipping\", l.revenue AS \"Revenue\"
         FROM {tables}.fact_order_line l JOIN {tables}.dim_product p USING (product_key)
         UNION ALL
         SELECT g.order_date, p.product_id, p.category, g.state, false, g.quantity, g.price, g.shipping, g.revenue
         FROM {tables}.fact_guest_line g JOIN {tables}.dim_product p USING (product_key)",
    ),
    (
        "Each segment with customers, orders and revenue, of the states that the reader sees",
        "SELECT segment AS \"Segment\", count(*) AS \"Customers\", sum(orders) AS \"Orders\",
                sum(revenue) AS \"Revenue\", round(sum(revenue) / count(*), 2) AS \"Revenue per customer\",
                round(avg(days_since_last_order), 1) AS \"Mean days since last order\"
         FROM {tables}.dim_customer GROUP BY segment",
    ),
    (
        "Each calendar month with orders, customers and revenue, of the states that the reader sees",
        "SELECT date_trunc('month', order_date)::date AS \"Month\", count(*) AS \"Orders\",
                count(DISTINCT customer_key) AS \"Customers\", sum(revenue) AS \"Revenue\",
                round(sum(revenue) / count(*), 2) AS \"Average order value\"
         FROM {tables}.dim_order GROUP BY 1",
    ),
    (
        "What these views hold: the data's date, the currency, and when it was loaded",
        "SELECT as_of AS \"Data as of\", currency AS \"Currency\", loaded_at AS \"Loaded\",
                snapshot_id AS \"Snapshot\"
         FROM {schema}.warehouse_load ORDER BY load_number DESC LIMIT 1",
    ),
];

/// Makes the views, or points those that are there at the tables of another schema.
pub(super) fn point_at(target: &Target<'_>, tables: &str) -> String {
    let schema = target.schema();
    // Without this a view would show what its owner may see, which is everything.
    let rights = if target.has_invoker_views { " WITH (security_invoker = true)" } else { "" };
    let mut text = String::new();
    for (name, (comment, query)) in NAMES.iter().zip(DEFINITIONS) {
        let query = query.replace("{tables}", tables).replace("{schema}", &schema);
        let comment = quote_literal(comment);
        // Writing to a text does not fail.
        let _ = write!(text, "CREATE OR REPLACE VIEW {schema}.{name}{rights} AS {query};");
        let _ = write!(text, "COMMENT ON VIEW {schema}.{name} IS {comment};");
    }
    text
}
