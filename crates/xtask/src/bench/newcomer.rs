//! From a file that nobody has described to the first dashboard, in a real Chromium.

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write as _, copy},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{
    browser::{installed_chromium, run_script},
    median, parse_json, server, verdict,
};
use crate::{
    serve::product,
    workspace::{Workspace, remove_folder},
};

/// Names that no export known to the recogniser has, in the order of the made-up table's columns.
const UNKNOWN_HEADER: &str =
    "Docket,Client,Day,Progress,Article,Shelf,Pieces,Price each,Postage,Region,Stars";
const CUSTOMERS: u64 = 100_000;
const SECONDS_AIM: f64 = 60.0;
const CLICKS_AIM: u64 = 3;

/// Measures the way of somebody new and returns the table to print. The figures of the dashboard are compared with
/// those of the same orders as Olist's nine files, which leave nothing to be guessed.
pub fn measure(workspace: &Workspace, repetitions: u32) -> Result<String> {
    let scratch = workspace.target.join("bench-data/newcomer");
    remove_folder(&scratch)?;
    let known = scratch.join("known");
    make_shop(workspace, "olist", &scratch.join("olist"))?;
    product(workspace)
        .arg("refresh")
        .arg("--source")
        .arg(scratch.join("olist"))
        .arg("--data")
        .arg(&known)
        .run()?;
    let expected = report(workspace, &known)?;
    let (file, lines) = make_unknown_file(workspace, &scratch)?;
    let chromium = installed_chromium(workspace)?;
    let data = scratch.join("data");
    let (mut understood, mut dashboard, mut clicks) = (Vec::new(), Vec::new(), 0);
    for _ in 0..repetitions {
        remove_folder(&data)?;
        let running = server::start(workspace, &data)?;
        let found = run_script(workspace, "first-dashboard.mjs", running.address, &chromium, &[&file])?;
        let seconds = |step: &str| found["steps"][step].as_f64().map(|milliseconds| milliseconds / 1e3);
        understood.push(seconds("understood").context("no time until the file was understood")?);
        dashboard.push(seconds("dashboard").context("no time until the dashboard")?);
        clicks = found["clicks"].as_u64().context("no clicks")?;
        let found = report(workspace, &data)?;
        for figure in ["customers", "revenue_cents_price_plus_freight", "completed_orders"] {
            let (found, expected) = (&found[figure], &expected[figure]);
            ensure!(found == expected, "the dashboard shows {figure} {found}; it should be {expected}");
        }
    }
    remove_folder(&scratch)?;
    let (understood, dashboard) = (median(&mut understood), median(&mut dashboard));
    let mut table = format!("Somebody new, with {lines} order lines in columns of unknown names\n");
    writeln!(
        table,
        "  aim {}: first correct dashboard under {SECONDS_AIM:.0} s with {CLICKS_AIM} clicks: {dashboard:.1} s and {clicks} \
         clicks, of which {understood:.1} s until the file was understood (median of {repetitions})",
        verdict(dashboard < SECONDS_AIM && clicks <= CLICKS_AIM)
    )?;
    Ok(table)
}

fn make_shop(workspace: &Workspace, format: &str, out: &Path) -> Result<()> {
    let customers = CUSTOMERS.to_string();
    let made = ["demo-data", "--seed", "1", "--customers", &customers, "--format", format, "--out"];
    product(workspace).args(made).arg(out).run()
}

/// The made-up table of order lines under another header, and how many lines it has.
fn make_unknown_file(workspace: &Workspace, scratch: &Path) -> Result<(PathBuf, u64)> {
    let folder = scratch.join("lines");
    make_shop(workspace, "csv-lines", &folder)?;
    let mut known = BufReader::new(File::open(folder.join("order_lines.csv"))?);
    let mut header = String::new();
    known.read_line(&mut header)?;
    let columns = |header: &str| header.split(',').count();
    ensure!(columns(&header) == columns(UNKNOWN_HEADER), "the made-up table has other columns: {header}");
    let path = scratch.join("till.csv");
    let mut unknown = BufWriter::new(File::create(&path)?);
    writeln!(unknown, "{UNKNOWN_HEADER}")?;
    copy(&mut known, &mut unknown)?;
    unknown.flush()?;
    let lines = BufReader::new(File::open(&path)?).lines().count() as u64 - 1;
    Ok((path, lines))
}

fn report(workspace: &Workspace, data: &Path) -> Result<Value> {
    let text = product(workspace).args(["report", "--format", "json", "--data"]).arg(data).output()?;
    parse_json(&text, "the report")
}
