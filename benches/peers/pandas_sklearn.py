"""The customer table with tiers, as a pandas + scikit-learn program makes it.

Reads Olist's CSV files, writes one Parquet row per customer and prints the figures that prove the work.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

from segments import SEGMENT_BY_CODE

TIERS = 4
STARTS = 10


def read(source: Path, name: str, columns: list[str]) -> pd.DataFrame:
    # The Arrow reader is the quickest that pandas has.
    return pd.read_csv(source / name, usecols=columns, engine="pyarrow", encoding="utf-8")


def read_order_lines(source: Path) -> pd.DataFrame:
    """One row per item of a completed order."""
    orders = read(
        source, "olist_orders_dataset.csv", ["order_id", "customer_id", "order_status", "order_purchase_timestamp"]
    )
    orders = orders[orders["order_status"] == "delivered"].drop(columns="order_status")
    customers = read(
        source, "olist_customers_dataset.csv", ["customer_id", "customer_unique_id", "customer_state"]
    )
    items = read(source, "olist_order_items_dataset.csv", ["order_id", "product_id", "price", "freight_value"])
    products = read(source, "olist_products_dataset.csv", ["product_id", "product_category_name"])
    translation = pd.read_csv(source / "product_category_name_translation.csv", encoding="utf-8-sig")
    products = products.merge(translation, on="product_category_name", how="left")
    products["category"] = (
        products["product_category_name_english"].fillna(products["product_category_name"]).fillna("unknown")
    )
    items["cents"] = (items["price"] * 100).round().astype("int64") + (
        items["freight_value"] * 100
    ).round().astype("int64")
    lines = items[["order_id", "product_id", "cents"]].merge(
        products[["product_id", "category"]], on="product_id", how="left"
    )
    lines["category"] = lines["category"].fillna("unknown")
    return lines.merge(orders, on="order_id").merge(customers, on="customer_id")


def read_order_reviews(source: Path) -> pd.Series:
    """Mean review score by order."""
    # The Arrow reader stumbles over the line breaks in comments.
    reviews = pd.read_csv(
        source / "olist_order_reviews_dataset.csv", usecols=["order_id", "review_score"], encoding="utf-8"
    )
    return reviews.groupby("order_id", sort=False)["review_score"].mean()


def compute_customers(lines: pd.DataFrame, reviews: pd.Series) -> pd.DataFrame:
    """Recency, frequency, monetary, review, favourite category and state by customer."""
    orders = lines.groupby("order_id", sort=False).agg(
        customer=("customer_unique_id", "first"),
        state=("customer_state", "first"),
        purchased=("order_purchase_timestamp", "first"),
        cents=("cents", "sum"),
    )
    orders["purchased"] = pd.to_datetime(orders["purchased"])
    orders["review"] = reviews.reindex(orders.index)
    as_of = orders["purchased"].max().normalize() + pd.Timedelta(days=1)
    latest_last = orders.reset_index().sort_values(["purchased", "order_id"])
    customers = latest_last.groupby("customer").agg(
        frequency=("order_id", "size"),
        monetary_cents=("cents", "sum"),
        last=("purchased", "last"),
        state=("state", "last"),
        review=("review", "mean"),
    )
    customers["recency_days"] = (as_of - customers["last"].dt.normalize()).dt.days
    by_category = lines.groupby(["customer_unique_id", "category"], sort=False, as_index=False).agg(
        items=("cents", "size"), cents=("cents", "sum")
    )
    best_first = by_category.sort_values(["items", "cents", "category"], ascending=[False, False, True])
    favourite = best_first.drop_duplicates("customer_unique_id").set_index("customer_unique_id")["category"]
    customers["favourite_category"] = favourite
    return customers.drop(columns="last")


def score_by_mid_rank(values: pd.Series) -> pd.Series:
    """1 to 5, equal values with equal scores."""
    count = len(values)
    lowest = values.rank(method="min").astype("int64")
    highest = values.rank(method="max").astype("int64")
    twice_mid_rank = (lowest - 1) + highest
    return np.minimum(5, 1 + 5 * twice_mid_rank // (2 * count))


def add_segments(customers: pd.DataFrame) -> None:
    largest_share = customers["frequency"].value_counts().iloc[0] / len(customers)
    frequency = customers["frequency"]
    customers["r"] = score_by_mid_rank(-customers["recency_days"])
    customers["f"] = frequency.clip(upper=5) if largest_share > 0.4 else score_by_mid_rank(frequency)
    customers["m"] = score_by_mid_rank(customers["monetary_cents"])
    code = customers["r"] * 100 + customers["f"] * 10 + customers["m"]
    customers["segment"] = code.map(SEGMENT_BY_CODE)


def add_tiers(customers: pd.DataFrame) -> float:
    """K-means on standardised logarithms; returns the inertia."""
    features = np.log1p(
        np.column_stack(
            [customers["recency_days"], customers["frequency"], customers["monetary_cents"] / 100]
        ).astype("float64")
    )
    features = (features - features.mean(axis=0)) / features.std(axis=0)
    model = KMeans(n_clusters=TIERS, n_init=STARTS, random_state=1).fit(features)
    spend = customers["monetary_cents"].groupby(model.labels_).mean().sort_values(ascending=False)
    names = dict(zip(spend.index, ["Platinum", "Gold", "Silver", "Bronze"], strict=True))
    customers["tier"] = pd.Series(model.labels_, index=customers.index).map(names)
    return float(model.inertia_)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    customers = compute_customers(read_order_lines(options.source), read_order_reviews(options.source))
    add_segments(customers)
    inertia = add_tiers(customers)
    customers.to_parquet(options.out)
    figures = {
        "customers": len(customers),
        "revenue_cents": int(customers["monetary_cents"].sum()),
        "segments": {name: int(count) for name, count in customers["segment"].value_counts().items()},
        "inertia": inertia,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
