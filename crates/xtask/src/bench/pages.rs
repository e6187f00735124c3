//! How soon each page answers: right after the start, with a filter that nobody asked before, and asked again.

use std::{fmt::Write as _, net::SocketAddr, path::Path, time::Instant};

use anyhow::Result;

use super::{http, median, server, verdict};
use crate::workspace::Workspace;

const COLD_AIM_MILLISECONDS: f64 = 500.0;
const WARM_AIM_MILLISECONDS: f64 = 50.0;
const NEW_FILTERS: u32 = 5;
const ASKED_AGAIN: u32 = 15;

const PAGES: [&str; 11] = [
    "/",
    "/trends",
    "/segments",
    "/segments/movement",
    "/segments/scoring",
    "/customers",
    "/cohorts",
    "/value",
    "/products",
    "/products/rules",
    "/places",
];

/// Measures every page on published data and returns the table to print.
pub fn measure(workspace: &Workspace, data: &Path, customers: u64) -> Result<String> {
    let mut table = format!(
        "Pages on a snapshot of {customers} customers, milliseconds\n  {:<20} {:>12} {:>12} {:>12}\n",
        "", "after start", "new filter", "asked again"
    );
    let (mut slowest_cold, mut slowest_warm) = (0.0_f64, 0.0_f64);
    for page in PAGES {
        let running = server::start(workspace, data)?;
        let address = running.address;
        let after_start = time(address, page)?;
        let new_filter =
            median_of(NEW_FILTERS, |number| time(address, &format!("{page}?spent_min={}", 20 + number)))?;
        let again = median_of(ASKED_AGAIN, |_| time(address, page))?;
        slowest_cold = slowest_cold.max(after_start).max(new_filter);
        slowest_warm = slowest_warm.max(again);
        writeln!(table, "  {page:<20} {after_start:>12.1} {new_filter:>12.1} {again:>12.1}")?;
    }
    writeln!(
        table,
        "  aim {}: every page within {COLD_AIM_MILLISECONDS:.0} ms at first: slowest {slowest_cold:.0} ms\n  \
         aim {}: every page within {WARM_AIM_MILLISECONDS:.0} ms again: slowest {slowest_warm:.0} ms",
        verdict(slowest_cold <= COLD_AIM_MILLISECONDS),
        verdict(slowest_warm <= WARM_AIM_MILLISECONDS),
    )?;
    Ok(table)
}

fn median_of(times: u32, measure: impl Fn(u32) -> Result<f64>) -> Result<f64> {
    let mut measured = (0..times).map(measure).collect::<Result<Vec<_>>>()?;
    Ok(median(&mut measured))
}

fn time(address: SocketAddr, path: &str) -> Result<f64> {
    let start = Instant::now();
    http::get(address, path)?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}
