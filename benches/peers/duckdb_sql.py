"""The customer table, as a DuckDB program makes it: no tiers, DuckDB has no k-means.

Reads Olist's CSV files, writes one Parquet row per customer and prints the figures that prove the work.
"""

import argparse
from pathlib import Path

from duckdb_scores import SCORE_CUSTOMERS, connect, print_figures

MEASURES = """
create temp table orders as
    select order_id, customer_unique_id as customer, customer_state as state,
           order_purchase_timestamp as purchased
    from read_csv('{source}/olist_orders_dataset.csv') as orders
    join read_csv('{source}/olist_customers_dataset.csv',
                  types = {{'customer_zip_code_prefix': 'varchar'}}) as customers using (customer_id)
    where order_status = 'delivered';

create temp table lines as
    select order_id, customer, state, purchased,
           cast(round(price * 100) as bigint) + cast(round(freight_value * 100) as bigint) as cents,
           coalesce(product_category_name_english, product_category_name, 'unknown') as category
    from read_csv('{source}/olist_order_items_dataset.csv') as items
    join orders using (order_id)
    left join read_csv('{source}/olist_products_dataset.csv') as products using (product_id)
    left join read_csv('{source}/product_category_name_translation.csv') as translation using (product_category_name);

create temp table order_values as
    select order_id, any_value(customer) as customer, any_value(state) as state,
           any_value(purchased) as purchased, cast(sum(cents) as bigint) as cents
    from lines group by order_id;

create temp table order_reviews as
    select order_id, avg(review_score) as review
    from read_csv('{source}/olist_order_reviews_dataset.csv', quote = '"', escape = '"', header = true)
    group by order_id;

create temp table favourites as
    select customer, arg_max(category, (items, cents, -position)) as favourite_category
    from (select customer, category, items, cents,
                 dense_rank() over (order by category) as position
          from (select customer, category, count(*) as items, cast(sum(cents) as bigint) as cents
                from lines group by customer, category))
    group by customer;

create temp table measures as
    select customer, count(*) as frequency, cast(sum(cents) as bigint) as monetary_cents,
           arg_max(state, (purchased, order_id)) as state, avg(review) as review,
           (select max(cast(purchased as date)) + 1 from order_values) - max(cast(purchased as date))
               as recency_days
    from order_values left join order_reviews using (order_id)
    group by customer;
"""

TABLE = """
copy (select * from customers order by customer) to '{out}' (format parquet);
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    database = connect()
    database.execute(MEASURES.format(source=options.source))
    database.execute(SCORE_CUSTOMERS)
    database.execute(TABLE.format(out=options.out))
    print_figures(database)


if __name__ == "__main__":
    main()
