"""The customer table from one table of order lines (CSV or Parquet), as a DuckDB program makes it.

Reads and cleans the lines, writes a star schema (orders, lines, products, customers) as Parquet with the same scores
and segments, and prints the figures that prove the work. No tiers: DuckDB has no k-means.
"""

import argparse
from pathlib import Path

from duckdb_scores import SCORE_CUSTOMERS, connect, print_figures

MEASURES = """
create temp table clean as
    select order_id, customer_id, order_date, order_status, product_id, coalesce(category, 'unknown') as category,
           quantity, cast(round(unit_price * 100) as bigint) * quantity as price_cents,
           cast(round(shipping * 100) as bigint) as shipping_cents, state, review_score
    from {source}
    where order_id is not null and customer_id is not null and order_date is not null and quantity > 0;

create temp table orders as
    select order_id, min(customer_id) as customer, min(state) as state, min(order_date) as purchased,
           cast(sum(price_cents) as bigint) + max(shipping_cents) as cents, avg(review_score) as review
    from clean where order_status = 'delivered' group by order_id;

create temp table favourites as
    select customer, arg_max(category, (pieces, cents, -position)) as favourite_category
    from (select customer, category, pieces, cents, dense_rank() over (order by category) as position
          from (select customer_id as customer, category, cast(sum(quantity) as bigint) as pieces,
                       cast(sum(price_cents) as bigint) as cents
                from clean where order_status = 'delivered' group by customer_id, category))
    group by customer;

create temp table measures as
    select customer, count(*) as frequency, cast(sum(cents) as bigint) as monetary_cents,
           arg_max(state, (purchased, order_id)) as state, avg(review) as review,
           min(cast(purchased as date)) as first_order, max(cast(purchased as date)) as last_order,
           (select max(cast(purchased as date)) + 1 from orders) - max(cast(purchased as date)) as recency_days
    from orders group by customer;
"""

TABLES = """
copy (select * from customers order by customer) to '{out}/dim_customer.parquet' (format parquet);
copy (select * from orders order by order_id) to '{out}/dim_order.parquet' (format parquet);
copy (select order_id, customer_id, product_id, order_date, quantity, price_cents
      from clean where order_status = 'delivered' order by order_id, product_id)
    to '{out}/fact_order_line.parquet' (format parquet);
copy (select product_id, min(category) as category from clean group by product_id order by product_id)
    to '{out}/dim_product.parquet' (format parquet);
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    database = connect()
    database.execute(f"set temp_directory = '{options.out}/spill'")
    read = "read_parquet" if options.source.suffix == ".parquet" else "read_csv"
    database.execute(MEASURES.format(source=f"{read}('{options.source}')"))
    database.execute(SCORE_CUSTOMERS)
    database.execute(TABLES.format(out=options.out))
    print_figures(database)


if __name__ == "__main__":
    main()
