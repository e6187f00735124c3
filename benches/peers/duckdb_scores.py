"""What both DuckDB programs do alike: RFM scores and segments of customers, and the figures that prove the work."""

import json

import duckdb

from segments import SEGMENT_BY_CODE

SCORE_CUSTOMERS = """
create temp table customers as
    select measures.*, favourite_category, r, f, m, segment
    from (select *,
              least(5, 1 + 5 * (2 * (rank() over (order by recency_days desc) - 1)
                                + count(*) over (partition by recency_days)) // (2 * count(*) over ())) as r,
              least(5, 1 + 5 * (2 * (rank() over (order by monetary_cents) - 1)
                                + count(*) over (partition by monetary_cents)) // (2 * count(*) over ())) as m,
              case when (select max(same) / sum(same)
                         from (select count(*) as same from measures group by frequency)) > 0.4
                   then least(5, frequency)
                   else least(5, 1 + 5 * (2 * (rank() over (order by frequency) - 1)
                                + count(*) over (partition by frequency)) // (2 * count(*) over ())) end as f
          from measures) as measures
    join favourites using (customer)
    join segment_map on code = r * 100 + f * 10 + m;
"""


def connect() -> duckdb.DuckDBPyConnection:
    """A database in memory with the table `segment_map`."""
    database = duckdb.connect()
    rows = ", ".join(f"({code}, '{name}')" for code, name in SEGMENT_BY_CODE.items())
    database.execute(f"create temp table segment_map as select * from (values {rows}) as map(code, segment)")
    return database


def print_figures(database: duckdb.DuckDBPyConnection) -> None:
    """Prints what the table `customers` holds, as JSON."""
    customers, revenue = database.execute("select count(*), sum(monetary_cents) from customers").fetchone()
    segments = database.execute("select segment, count(*) from customers group by segment").fetchall()
    print(json.dumps({"customers": customers, "revenue_cents": int(revenue), "segments": dict(segments)}))
