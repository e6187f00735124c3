//! What a person feels: measured in a real Chromium on the production build.

use std::{
    fmt::Write as _,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{median, parse_json, verdict};
use crate::{
    browser::{Chromium, ensure_chromium, ensure_packages},
    workspace::Workspace,
};

const SCRIPTS: &str = "benches/browser";
const MEDIAN_AIM_MILLISECONDS: f64 = 100.0;
const SLOW_AIM_MILLISECONDS: f64 = 200.0;
const LONGEST_TASK_AIM_MILLISECONDS: f64 = 50.0;

/// Measures the pages of a running server and returns the table to print.
pub fn measure(workspace: &Workspace, address: SocketAddr) -> Result<String> {
    let chromium = installed_chromium(workspace)?;
    let interactions = run_script(workspace, "interactions.mjs", address, &chromium, &[])?;
    let lighthouse = run_script(workspace, "lighthouse.mjs", address, &chromium, &[])?;
    let mut table = "Pages in Chromium\n".to_owned();
    describe_filter_changes(&mut table, &interactions["filterChanges"])?;
    for (path, loads) in interactions["loads"].as_object().context("interactions.mjs printed no loads")? {
        describe_loads(&mut table, path, loads)?;
    }
    for page in lighthouse.as_array().context("lighthouse.mjs printed no list")? {
        describe_lighthouse(&mut table, page)?;
    }
    Ok(table)
}

/// Where Chromium is, once the packages of the scripts are there too.
pub fn installed_chromium(workspace: &Workspace) -> Result<PathBuf> {
    ensure_packages(workspace, SCRIPTS)?;
    match ensure_chromium(workspace)? {
        Chromium::Installed(chromium) => Ok(chromium),
        Chromium::OfPlaywright => {
            bail!(
                "this measurement needs an installed Chromium; install `chromium` with your package manager"
            )
        }
    }
}

/// Runs a script on a server; what it prints.
pub fn run_script(
    workspace: &Workspace,
    script: &str,
    address: SocketAddr,
    chromium: &Path,
    files: &[&Path],
) -> Result<Value> {
    println!("    {script}");
    let program = workspace.program("node").directory(&workspace.root.join(SCRIPTS));
    let program = program.args([script, &format!("http://{address}")]).arg(chromium).args(files);
    parse_json(&program.output()?, script)
}

fn describe_filter_changes(table: &mut String, changes: &Value) -> Result<()> {
    let mut milliseconds = numbers(&changes["milliseconds"])?;
    let typical = median(&mut milliseconds);
    let slow = milliseconds[milliseconds.len() * 95 / 100];
    let is_met = typical < MEDIAN_AIM_MILLISECONDS && slow < SLOW_AIM_MILLISECONDS;
    writeln!(
        table,
        "  aim {}: filter change, click to painted, median under {MEDIAN_AIM_MILLISECONDS:.0} ms and 95 % under \
         {SLOW_AIM_MILLISECONDS:.0} ms: median {typical:.0} ms, 95 % within {slow:.0} ms of {}; layout shift {:.4}",
        verdict(is_met),
        milliseconds.len(),
        changes["shift"].as_f64().unwrap_or(f64::NAN)
    )?;
    Ok(())
}

fn describe_loads(table: &mut String, path: &str, loads: &Value) -> Result<()> {
    let of = |key: &str| -> Result<Vec<f64>> {
        let loads = loads.as_array().context("a page has no list of loads")?;
        loads.iter().map(|load| load[key].as_f64().with_context(|| format!("a load has no {key}"))).collect()
    };
    let shift = of("shift")?.into_iter().fold(0.0, f64::max);
    let longest = median(&mut of("longest")?);
    let is_met = shift == 0.0 && longest < LONGEST_TASK_AIM_MILLISECONDS;
    writeln!(
        table,
        "  aim {}: {path} loads without layout shift and without a task over {LONGEST_TASK_AIM_MILLISECONDS:.0} ms: \
         greatest shift {shift:.4}, longest task {longest:.0} ms (median), {:.0} ms beyond 50 ms in all (median)",
        verdict(is_met),
        median(&mut of("blocked")?)
    )?;
    Ok(())
}

fn describe_lighthouse(table: &mut String, page: &Value) -> Result<()> {
    let scores = ["performance", "accessibility", "bestPractices", "seo"].map(|category| &page[category]);
    let is_met = scores.iter().all(|score| score.as_u64() == Some(100));
    let failed: Vec<_> = page["failed"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let failed = if failed.is_empty() { "none".to_owned() } else { failed.join(", ") };
    writeln!(
        table,
        "  aim {}: Lighthouse 100 in each category, {} {}: performance {}, accessibility {}, best practices {}, \
         SEO {}; blocking {:.0} ms, layout shift {:.4}; audits that failed: {failed}",
        verdict(is_met),
        page["path"].as_str().unwrap_or("?"),
        page["profile"].as_str().unwrap_or("?"),
        scores[0],
        scores[1],
        scores[2],
        scores[3],
        page["blockingMilliseconds"].as_f64().unwrap_or(f64::NAN),
        page["layoutShift"].as_f64().unwrap_or(f64::NAN)
    )?;
    Ok(())
}

fn numbers(list: &Value) -> Result<Vec<f64>> {
    let list = list.as_array().filter(|list| !list.is_empty()).context("nothing was measured")?;
    list.iter().map(|number| number.as_f64().context("something measured is no number")).collect()
}
