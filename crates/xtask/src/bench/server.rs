use std::{
    fmt::Write as _,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Child,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::{Shop, bundle::Bundle, http, load, median, verdict};
use crate::{
    serve::{SITE, product},
    workspace::{Workspace, remove_folder},
};

const STARTS: usize = 7;
const FILTER_CHANGES: u64 = 60;
const START_AIM_MILLISECONDS: f64 = 100.0;
const FILTER_AIM_MILLISECONDS: f64 = 10.0;
const BUNDLE_AIM_BYTES: u64 = 180_000;
const GIVE_UP_AFTER: Duration = Duration::from_secs(60);
const POLL_EVERY: Duration = Duration::from_millis(1);

/// A server that stops with this value.
pub struct Running {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have stopped by itself; then there is nothing left to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Publishes a shop anew; returns the data folder.
pub fn publish(workspace: &Workspace, shop: &Shop) -> Result<PathBuf> {
    let data = workspace.target.join(format!("bench-data/published-{}", shop.customers));
    remove_folder(&data)?;
    product(workspace).arg("refresh").arg("--source").arg(&shop.source).arg("--data").arg(&data).run()?;
    Ok(data)
}

/// Measures the production server on published data and returns the table to print.
pub fn measure(workspace: &Workspace, data: &Path, customers: u64) -> Result<String> {
    let mut starts = (0..STARTS).map(|_| time_start(workspace, data)).collect::<Result<Vec<_>>>()?;
    let start = median(&mut starts);
    let (server, _) = start_server(workspace, data)?;
    let mut changes = time_filter_changes(server.address)?;
    let typical = median(&mut changes);
    let slow = changes[changes.len() * 95 / 100];
    let bundle = Bundle::measure(&workspace.root.join(SITE).join("pkg"))?;
    let mut table = format!("Server on a snapshot of {customers} customers\n");
    writeln!(
        table,
        "  aim {}: start to first answer within {START_AIM_MILLISECONDS:.0} ms: median {start:.1} ms of {STARTS}",
        verdict(start <= START_AIM_MILLISECONDS)
    )?;
    writeln!(
        table,
        "  aim {}: filter change within {FILTER_AIM_MILLISECONDS:.0} ms: median {typical:.1} ms, 95 % within {slow:.1} ms of {FILTER_CHANGES}, none cached",
        verdict(typical <= FILTER_AIM_MILLISECONDS)
    )?;
    writeln!(
        table,
        "  aim {}: first page under {} kB of brotli: {:.1} kB, of which {:.1} kB serve every page; all pages: {}",
        verdict(bundle.first_page() < BUNDLE_AIM_BYTES),
        BUNDLE_AIM_BYTES / 1000,
        bundle.first_page() as f64 / 1e3,
        bundle.common as f64 / 1e3,
        bundle.in_words()
    )?;
    Ok(table)
}

/// Raises the rate of whole pages and of filter changes until the server is slow; returns the curves to print.
pub fn measure_load(address: SocketAddr) -> Result<String> {
    let first_page = load::curve("/", &|_| http::get(address, "/").map(drop))?;
    let filter_changes =
        load::curve("a filter change, none cached", &|number| change_filter(address, number))?;
    Ok(format!("{first_page}\n{filter_changes}"))
}

/// Starts the production server; it stops when the value is dropped.
pub fn start(workspace: &Workspace, data: &Path) -> Result<Running> {
    start_server(workspace, data).map(|(running, _)| running)
}

/// Milliseconds from the start of the process to its first answer.
fn time_start(workspace: &Workspace, data: &Path) -> Result<f64> {
    start_server(workspace, data).map(|(_, milliseconds)| milliseconds)
}

fn start_server(workspace: &Workspace, data: &Path) -> Result<(Running, f64)> {
    let address = http::free_address()?;
    let start = Instant::now();
    let process = product(workspace)
        .args(["serve", "--site", SITE, "--address", &address.to_string(), "--data"])
        .arg(data)
        .spawn_quietly()
        .context("the server could not be started")?;
    let mut running = Running { process, address };
    loop {
        if http::get(address, "/healthz").is_ok() {
            return Ok((running, start.elapsed().as_secs_f64() * 1e3));
        }
        if let Some(status) = running.process.try_wait()? {
            bail!("the server stopped at once ({status})");
        }
        if start.elapsed() > GIVE_UP_AFTER {
            bail!("the server did not answer /healthz within {} s", GIVE_UP_AFTER.as_secs());
        }
        std::thread::sleep(POLL_EVERY);
    }
}

/// Milliseconds for what the page asks after each change, never the same twice.
fn time_filter_changes(address: SocketAddr) -> Result<Vec<f64>> {
    let time = |number| {
        let start = Instant::now();
        change_filter(address, number)?;
        Ok(start.elapsed().as_secs_f64() * 1e3)
    };
    (0..FILTER_CHANGES).map(time).collect()
}

/// Asks what the page asks after a change of the filter: the figures and the first rows.
fn change_filter(address: SocketAddr, number: u64) -> Result<()> {
    let segments = ["champions", "loyal", "promising", "at-risk", "cannot-lose", "lost"];
    let segment = segments[number as usize % segments.len()];
    let question = json!({"query": format!("segment={segment}&spent_min={}", 10 + number)}).to_string();
    http::post_json(address, "/api/segments", &question)?;
    http::post_json(address, "/api/segment_customers", &question)?;
    Ok(())
}
