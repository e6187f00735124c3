"""The tasks of crates/analytics/examples/measure.rs with lifetimes, mlxtend and pandas.

Run as `models.py TASK FILE ROUNDS`; prints the seconds of each round and what was found as JSON. Reading the file and
bringing it into the shape that each package takes is not timed.
"""

import json
import sys
import time
import warnings
from pathlib import Path

import pandas as pd

VALUED = 100_000
SPEND = {"p": 6.2488, "q": 3.7446, "v": 15.4477}


def timed(rounds, work):
    outcome = work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        outcome = work()
        seconds.append(time.perf_counter() - start)
    return seconds, outcome


def fitted(summary):
    from lifetimes import BetaGeoFitter

    return BetaGeoFitter().fit(summary["frequency"], summary["recency"], summary["T"])


def fit(file, rounds):
    summary = pd.read_csv(file)
    seconds, model = timed(rounds, lambda: fitted(summary))
    return seconds, {name: float(model.params_[name]) for name in ("r", "alpha", "a", "b")}


def value(file, rounds):
    from lifetimes import GammaGammaFitter

    summary = pd.read_csv(file)
    purchases = fitted(summary)
    spend = GammaGammaFitter()
    spend.params_ = pd.Series(SPEND)
    number = pd.RangeIndex(VALUED).to_series()
    customers = summary.iloc[number % len(summary)].reset_index(drop=True)
    stretch = 1 + (number // len(summary)) / 50
    customers["recency"] *= stretch
    customers["T"] *= stretch
    customers["mean_value"] = (20.0 + number % 61).where(customers["frequency"] > 0, 0.0)
    seconds, values = timed(
        rounds,
        lambda: spend.customer_lifetime_value(
            purchases,
            customers["frequency"],
            customers["recency"],
            customers["T"],
            customers["mean_value"],
            time=12,
            discount_rate=0.01,
            freq="W",
        ),
    )
    return seconds, {"customers": len(values), "total": float(values.sum())}


def rules(file, rounds):
    from mlxtend.frequent_patterns import association_rules, fpgrowth
    from mlxtend.preprocessing import TransactionEncoder

    baskets = [line.split(",") for line in Path(file).read_text().splitlines()]
    encoder = TransactionEncoder()
    table = pd.DataFrame(encoder.fit_transform(baskets), columns=encoder.columns_)

    def mine():
        itemsets = fpgrowth(table, min_support=0.001, use_colnames=True)
        found = association_rules(itemsets, metric="confidence", min_threshold=0.5)
        return found[found["consequents"].map(len) == 1]

    seconds, found = timed(rounds, mine)
    return seconds, {"rules": len(found), "sum of confidences": float(found["confidence"].sum())}


def cohorts(folder, rounds):
    orders = pd.read_csv(
        Path(folder) / "olist_orders_dataset.csv",
        usecols=["customer_id", "order_status", "order_purchase_timestamp"],
        parse_dates=["order_purchase_timestamp"],
    )
    people = pd.read_csv(
        Path(folder) / "olist_customers_dataset.csv", usecols=["customer_id", "customer_unique_id"]
    )
    orders = orders[orders["order_status"] == "delivered"].merge(people, on="customer_id")
    table = pd.DataFrame(
        {
            "customer": orders["customer_unique_id"].factorize()[0],
            "date": orders["order_purchase_timestamp"],
        }
    )

    def count():
        month = table["date"].dt.year * 12 + table["date"].dt.month
        cohort = month.groupby(table["customer"]).transform("min")
        later = month - cohort
        return table["customer"].groupby([cohort.rename("cohort"), later.rename("later")]).nunique().unstack()

    seconds, matrix = timed(rounds, count)
    found = {
        "orders": len(table),
        "customers": int(matrix[0].sum()),
        "cohorts": len(matrix),
        "returns": int(matrix.drop(columns=0).sum().sum()),
    }
    return seconds, found


TASKS = {"bg-nbd-fit": fit, "lifetime-values": value, "rules": rules, "cohorts": cohorts}


def main() -> None:
    # The packages warn of what will change in pandas.
    warnings.simplefilter("ignore")
    task, file, rounds = sys.argv[1:]
    seconds, found = TASKS[task](file, int(rounds))
    print(json.dumps({"seconds": seconds, "found": found}))


if __name__ == "__main__":
    main()
