mod browser;
mod bundle;
mod http;
mod load;
mod models;
mod newcomer;
mod pages;
mod peers;
mod server;
mod sources;

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::{
    serve::{build_release, build_server, product},
    steps::Steps,
    workspace::Workspace,
};

#[derive(Args)]
pub struct BenchOptions {
    /// Sizes of the demo shops, in customers.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [100_000, 1_000_000])]
    customers: Vec<u64>,
    /// Sizes of the tables of order lines, in lines; above 20,000,000 as Parquet only, and without DuckDB.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [1_000_000, 10_000_000])]
    lines: Vec<u64>,
    /// How often each program runs on each shop; the median counts.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    repetitions: u32,
    /// What is measured; without it everything.
    #[arg(long, value_enum, value_name = "PART,…", value_delimiter = ',', default_values_t = Part::ALL)]
    only: Vec<Part>,
}

/// What can be measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Orders to a scored customer table, beside pandas + scikit-learn and DuckDB.
    Peers,
    /// Start of the server, filter changes, size of the bundle.
    Server,
    /// How soon each page answers on the largest shop.
    Pages,
    /// Pages in a real Chromium, and Lighthouse.
    Browser,
    /// Open-loop load at rising rates.
    Load,
    /// Models, beside lifetimes, mlxtend and pandas.
    Models,
    /// One table of order lines, CSV and Parquet, to a published snapshot, beside DuckDB.
    Sources,
    /// From a file that nobody has described to the first dashboard, in Chromium.
    Newcomer,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Peers,
        Self::Models,
        Self::Sources,
        Self::Server,
        Self::Pages,
        Self::Browser,
        Self::Load,
        Self::Newcomer,
    ];

    /// Measured on the running server with the smallest shop.
    fn is_of_service(self) -> bool {
        matches!(self, Self::Server | Self::Browser | Self::Load)
    }
}

/// The programs to compare with.
const PEERS: &str = "benches/peers";

/// One demo shop on disk.
struct Shop {
    customers: u64,
    source: PathBuf,
}

/// Runs all comparisons and prints each figure beside its aim. A missed aim is said, not failed.
pub fn bench(options: &BenchOptions) -> Result<()> {
    ensure!(!options.customers.is_empty(), "give at least one size, such as --customers 100000");
    let workspace = Workspace::locate()?;
    let mut steps = Steps::default();
    if options.only == [Part::Sources] {
        // No page is asked for, so no bundle is built.
        build_server(&workspace, &mut steps)?;
        println!("\n{}", compare_sources(&workspace, &mut steps, options)?);
        return Ok(());
    }
    build_release(&workspace, &mut steps)?;
    let shops = options.customers.iter().map(|customers| make_shop(&workspace, &mut steps, *customers));
    let shops = shops.collect::<Result<Vec<_>>>()?;
    let mut tables = Vec::new();
    if options.only.contains(&Part::Peers) {
        tables.extend(compare_with_peers(&workspace, &mut steps, &shops, options.repetitions)?);
    }
    if options.only.contains(&Part::Models) {
        tables.push(compare_models(&workspace, &mut steps, &shops, options.repetitions)?);
    }
    if options.only.contains(&Part::Sources) {
        tables.push(compare_sources(&workspace, &mut steps, options)?);
    }
    let smallest = shops.iter().min_by_key(|shop| shop.customers).context("no shop was made")?;
    tables.extend(measure_service(&workspace, &mut steps, smallest, &options.only)?);
    if options.only.contains(&Part::Pages) {
        tables.push(measure_pages(&workspace, &mut steps, &shops)?);
    }
    if options.only.contains(&Part::Newcomer) {
        tables.push(steps.run("newcomer", "goes from an unknown file to the first dashboard", || {
            newcomer::measure(&workspace, options.repetitions)
        })?);
    }
    steps.print_times();
    for table in tables {
        println!("\n{table}");
    }
    Ok(())
}

fn compare_with_peers(
    workspace: &Workspace,
    steps: &mut Steps,
    shops: &[Shop],
    repetitions: u32,
) -> Result<Vec<String>> {
    let python = ensure_python(workspace, steps)?;
    let compare = |shop| {
        steps.run("comparison", "runs the three programs in turn on one shop", || {
            peers::compare(workspace, &python, shop, repetitions)
        })
    };
    shops.iter().map(compare).collect()
}

fn compare_sources(workspace: &Workspace, steps: &mut Steps, options: &BenchOptions) -> Result<String> {
    ensure!(!options.lines.is_empty(), "give at least one size, such as --lines 1000000");
    let python = ensure_python(workspace, steps)?;
    steps.run("sources", "makes tables of order lines, and runs both programs in turn on each", || {
        sources::compare(workspace, &python, &options.lines, options.repetitions)
    })
}

/// Measures every page on the largest shop.
fn measure_pages(workspace: &Workspace, steps: &mut Steps, shops: &[Shop]) -> Result<String> {
    let largest = shops.iter().max_by_key(|shop| shop.customers).context("no shop was made")?;
    let data = server::publish(workspace, largest)?;
    steps.run("pages", "asks for every page, at first and again", || {
        pages::measure(workspace, &data, largest.customers)
    })
}

/// The models, of which cohorts are counted on the largest shop.
fn compare_models(
    workspace: &Workspace,
    steps: &mut Steps,
    shops: &[Shop],
    repetitions: u32,
) -> Result<String> {
    let python = ensure_python(workspace, steps)?;
    let measure = steps
        .run("measure", "compiles the program that times our models", || models::build_measure(workspace))?;
    let largest = shops.iter().max_by_key(|shop| shop.customers).context("no shop was made")?;
    steps.run("models", "runs each model here and with a package of Python in turn", || {
        models::compare(workspace, &measure, &python, largest, repetitions)
    })
}

fn ensure_python(workspace: &Workspace, steps: &mut Steps) -> Result<PathBuf> {
    steps.run("peers", "makes the environment of the programs to compare with", || {
        peers::ensure_environment(workspace)
    })
}

/// Measures the production server on one shop: alone, in a browser, and under load.
fn measure_service(
    workspace: &Workspace,
    steps: &mut Steps,
    shop: &Shop,
    only: &[Part],
) -> Result<Vec<String>> {
    let mut tables = Vec::new();
    if !only.iter().copied().any(Part::is_of_service) {
        return Ok(tables);
    }
    let data = server::publish(workspace, shop)?;
    if only.contains(&Part::Server) {
        tables.push(steps.run(
            "server",
            "measures start, filter changes and the size of the bundle",
            || server::measure(workspace, &data, shop.customers),
        )?);
    }
    if only.contains(&Part::Browser) {
        tables.push(steps.run("browser", "measures pages in Chromium and runs Lighthouse", || {
            browser::measure(workspace, server::start(workspace, &data)?.address)
        })?);
    }
    if only.contains(&Part::Load) {
        tables.push(steps.run("load", "raises the rate of requests until the server is slow", || {
            server::measure_load(server::start(workspace, &data)?.address)
        })?);
    }
    Ok(tables)
}

fn make_shop(workspace: &Workspace, steps: &mut Steps, customers: u64) -> Result<Shop> {
    let source = workspace.target.join(format!("bench-data/shop-{customers}"));
    steps.run("demo data", &format!("makes up a shop of {customers} customers"), || {
        if source.is_dir() {
            println!("    kept from the last time: {}", source.display());
            return Ok(());
        }
        let unfinished = source.with_extension("unfinished");
        product(workspace)
            .args(["demo-data", "--seed", "1", "--customers", &customers.to_string(), "--out"])
            .arg(&unfinished)
            .run()?;
        std::fs::rename(&unfinished, &source)?;
        Ok(())
    })?;
    Ok(Shop { customers, source })
}

/// The middle value; of an even number, the mean of the two in the middle.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// What is said beside a figure that has an aim.
fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "missed" }
}

fn parse_json(text: &str, what: &str) -> Result<Value> {
    serde_json::from_str(text).with_context(|| format!("{what} printed no JSON"))
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), 2.5);
    }
}
