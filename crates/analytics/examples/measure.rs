//! Times one model over a file and prints the seconds and what was found as JSON: `measure TASK FILE ROUNDS`.
//!
//! `cargo xtask bench --only models` runs it beside `benches/peers/models.py`, which does the same tasks. Reading the
//! file is not timed, on either side.

use std::{error::Error, fs, hint::black_box, path::Path, time::Instant};

use clientele_analytics::{
    BuildRequest, Engine, RuleBook, ShopConfig, Silent,
    basket::{Baskets, Limits, Thresholds, mine_rules},
    build_shop,
    lifetime::{
        Horizon, PurchaseModelKind, PurchaseSummary, SpendModel, SpendSummary, TimeUnit, ValuedCustomer,
        fit_purchases, lifetime_values,
    },
};
use clientele_contract::{Analytics, CohortQuestion, Scope};
use serde_json::{Value, json};

type Outcome = Result<(Vec<f64>, Value), Box<dyn Error>>;

/// Customers that are valued.
const VALUED: usize = 100_000;
/// Gamma–Gamma on CDNOW, as published.
const SPEND: [f64; 3] = [6.2488, 3.7446, 15.4477];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, file, rounds] = arguments.as_slice() else {
        return Err("usage: measure TASK FILE ROUNDS".into());
    };
    let (file, rounds) = (Path::new(file), rounds.parse()?);
    let (seconds, found) = match task.as_str() {
        "bg-nbd-fit" => fit(file, rounds),
        "lifetime-values" => value(file, rounds),
        "rules" => mine(file, rounds),
        "cohorts" => count_cohorts(file, rounds),
        other => Err(format!("unknown task {other}").into()),
    }?;
    println!("{}", json!({ "seconds": seconds, "found": found }));
    Ok(())
}

/// The seconds of each round after one that is not counted, and the outcome.
fn timed<T>(rounds: u32, work: impl Fn() -> T) -> (Vec<f64>, T) {
    let mut outcome = work();
    let seconds = (0..rounds).map(|_| {
        let start = Instant::now();
        outcome = black_box(work());
        start.elapsed().as_secs_f64()
    });
    (seconds.collect(), outcome)
}

/// The columns frequency, recency and T of `cdnow_customers_summary.csv`.
fn read_summary(file: &Path) -> Result<Vec<PurchaseSummary>, Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let row = |line: &str| -> Result<PurchaseSummary, Box<dyn Error>> {
        let cells: Vec<&str> = line.split(',').collect();
        let [_, frequency, recency, age] = cells[..] else { return Err("expected four columns".into()) };
        Ok(PurchaseSummary { frequency: frequency.parse()?, recency: recency.parse()?, age: age.parse()? })
    };
    text.lines().skip(1).map(row).collect()
}

fn fit(file: &Path, rounds: u32) -> Outcome {
    let customers = read_summary(file)?;
    let (seconds, fit) = timed(rounds, || fit_purchases(PurchaseModelKind::BgNbd, &customers));
    let [r, alpha, a, b] = fit?.model.parameters();
    Ok((seconds, json!({ "r": r, "alpha": alpha, "a": a, "b": b })))
}

/// As many customers as asked for from those of the summary, each time with ages stretched by another 2 %, so that
/// they are as different as those of a shop.
fn customers_to_value(summary: &[PurchaseSummary]) -> Vec<ValuedCustomer> {
    let customer = |number: usize| {
        let PurchaseSummary { frequency, recency, age } = summary[number % summary.len()];
        let stretch = 1.0 + (number / summary.len()) as f64 / 50.0;
        let mean_value = if frequency > 0 { 20.0 + (number % 61) as f64 } else { 0.0 };
        ValuedCustomer {
            purchases: PurchaseSummary { frequency, recency: recency * stretch, age: age * stretch },
            spend: SpendSummary { frequency, mean_value },
        }
    };
    (0..VALUED).map(customer).collect()
}

fn value(file: &Path, rounds: u32) -> Outcome {
    let summary = read_summary(file)?;
    let purchases = fit_purchases(PurchaseModelKind::BgNbd, &summary)?.model;
    let spend = SpendModel::new(SPEND)?;
    let customers = customers_to_value(&summary);
    let horizon = Horizon::of_days(365, 100, TimeUnit::Week);
    let (seconds, values) = timed(rounds, || lifetime_values(&purchases, &spend, &customers, &horizon));
    let total: f64 = values.into_iter().flatten().sum();
    Ok((seconds, json!({ "customers": customers.len(), "total": total })))
}

/// One basket a line, items between commas.
fn mine(file: &Path, rounds: u32) -> Outcome {
    let text = fs::read_to_string(file)?;
    let mut names: Vec<&str> = text.lines().flat_map(|line| line.split(',')).collect();
    names.sort_unstable();
    names.dedup();
    let number = |name: &str| names.binary_search(&name).unwrap_or_default() as u32;
    let mut baskets = Baskets::default();
    text.lines().for_each(|line| baskets.push(line.split(',').map(number)));
    let thresholds =
        Thresholds { support_basis_points: 10, confidence_basis_points: 5_000, ..Thresholds::default() };
    let (seconds, mined) = timed(rounds, || mine_rules(&baskets, &thresholds, Limits::default()));
    let confidences: f64 = mined.rules.iter().map(|rule| rule.counts.confidence()).sum();
    Ok((seconds, json!({ "rules": mined.rules.len(), "sum of confidences": confidences })))
}

/// The page's whole answer for the shop in a folder of source files.
fn count_cohorts(source: &Path, rounds: u32) -> Outcome {
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let request = BuildRequest {
        source,
        mapping: None,
        config: &config,
        rules: &rules,
        as_of: None,
        staging: &std::env::temp_dir().join("clientele-unpacking"),
    };
    let engine = Engine::from_shop(build_shop(&request, &Silent)?)?;
    let question = CohortQuestion::default();
    let (seconds, matrix) = timed(rounds, || engine.cohorts(&Scope::everything(), &question));
    let matrix = matrix?;
    let cells = matrix.cohorts.iter().flat_map(|cohort| &cohort.cells);
    let orders: u64 = cells.map(|cell| cell.orders).sum();
    let found = json!({
        "orders": orders,
        "customers": matrix.customers,
        "cohorts": matrix.cohorts.len(),
        "returns": matrix.returns,
    });
    Ok((seconds, found))
}
