//! Order lines to a published snapshot, as CSV and as Parquet, beside DuckDB doing the same in SQL.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::{PEERS, median, parse_json, peers, verdict};
use crate::{
    serve::product,
    workspace::{Workspace, remove_folder},
};

/// Lines of the made-up shop for each customer, about.
const LINES_PER_CUSTOMER: f64 = 1.06;
/// Above it there is no CSV file, and DuckDB is not run: it would need a hundred gigabytes of memory or disk.
const COMPARED_LINES_MAX: u64 = 20_000_000;
/// For 10,000,000 orders.
const PEAK_BYTES_AIM: f64 = 4.0 * 1024.0 * 1024.0 * 1024.0;

/// The same shop in one of its forms.
struct LineSource {
    format: &'static str,
    folder: PathBuf,
    file: PathBuf,
}

/// What one program needed, each time it ran.
#[derive(Default)]
struct Runs {
    seconds: Vec<f64>,
    peak_bytes: Vec<f64>,
}

/// What was measured on one source.
struct Measured {
    lines: u64,
    format: &'static str,
    ours: Runs,
    duckdb: Option<Runs>,
    opening: Runs,
}

/// Measures every size, smallest first; the files of a size are removed before the next one is made.
pub fn compare(workspace: &Workspace, python: &Path, sizes: &[u64], repetitions: u32) -> Result<String> {
    let scratch = workspace.target.join("bench-data/lines");
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable();
    let mut measured = Vec::new();
    for lines in sizes {
        let is_compared = lines <= COMPARED_LINES_MAX;
        let formats: &[&str] = if is_compared { &["csv-lines", "parquet"] } else { &["parquet"] };
        for format in formats {
            remove_folder(&scratch)?;
            fs::create_dir_all(&scratch)?;
            let source = make_source(workspace, &scratch, lines, format)?;
            measured.push(measure(workspace, python, &source, &scratch, is_compared, repetitions)?);
        }
    }
    remove_folder(&scratch)?;
    print_table(&mut measured, repetitions)
}

fn make_source(workspace: &Workspace, scratch: &Path, lines: u64, format: &str) -> Result<LineSource> {
    let folder = scratch.join(format);
    let customers = (lines as f64 / LINES_PER_CUSTOMER) as u64;
    println!("    makes up about {lines} order lines as {format}");
    product(workspace)
        .args([
            "demo-data",
            "--seed",
            "1",
            "--customers",
            &customers.to_string(),
            "--format",
            format,
            "--out",
        ])
        .arg(&folder)
        .run()?;
    let (format, name) =
        if format == "parquet" { ("Parquet", "order_lines.parquet") } else { ("CSV", "order_lines.csv") };
    Ok(LineSource { format, file: folder.join(name), folder })
}

fn measure(
    workspace: &Workspace,
    python: &Path,
    source: &LineSource,
    scratch: &Path,
    with_duckdb: bool,
    repetitions: u32,
) -> Result<Measured> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let (data, their_out) = (scratch.join("data"), scratch.join("duckdb"));
    let binary = text(&workspace.server_binary("release"));
    let refresh =
        [&binary, "refresh", "--source", &text(&source.folder), "--data", &text(&data)].map(str::to_owned);
    let script = text(&workspace.root.join(PEERS).join("duckdb_lines.py"));
    let duckdb = [&text(python), &script, "--source", &text(&source.file), "--out", &text(&their_out)];
    let duckdb = duckdb.map(str::to_owned);
    let report = [&binary, "report", "--format", "json", "--data", &text(&data)].map(str::to_owned);
    let [theirs_file, ours_file] = ["duckdb.json", "report.json"].map(|name| scratch.join(name));
    let mut found = Measured {
        lines: 0,
        format: source.format,
        ours: Runs::default(),
        duckdb: with_duckdb.then(Runs::default),
        opening: Runs::default(),
    };
    for repetition in 1..=repetitions {
        println!("    {}, round {repetition} of {repetitions}", source.format);
        remove_folder(&data)?;
        found.ours.run(workspace, python, &scratch.join("refresh.txt"), &refresh)?;
        if let Some(runs) = &mut found.duckdb {
            remove_folder(&their_out)?;
            runs.run(workspace, python, &theirs_file, &duckdb)?;
        }
        found.opening.run(workspace, python, &ours_file, &report)?;
    }
    if with_duckdb {
        let read = |path: &Path| parse_json(&fs::read_to_string(path)?, "a program");
        peers::check_same_work(&figures(&read(&ours_file)?)?, &read(&theirs_file)?, "DuckDB")?;
    }
    found.lines = lines_read(&data)?;
    Ok(found)
}

impl Runs {
    fn run(&mut self, workspace: &Workspace, python: &Path, output: &Path, command: &[String]) -> Result<()> {
        let (seconds, peak_bytes) = peers::run_measured(workspace, python, output, command)?;
        self.seconds.push(seconds);
        self.peak_bytes.push(peak_bytes);
        Ok(())
    }

    fn medians(&mut self) -> (f64, f64) {
        (median(&mut self.seconds), median(&mut self.peak_bytes))
    }
}

/// Our figures under the names that the peers use.
fn figures(report: &Value) -> Result<Value> {
    let segments = report["segments"].as_object().context("the report has no segments")?;
    let counts: Map<String, Value> =
        segments.iter().map(|(name, segment)| (name.clone(), segment["customers"].clone())).collect();
    Ok(serde_json::json!({
        "customers": report["customers"],
        "revenue_cents": report["revenue_cents_price_plus_freight"],
        "segments": counts,
    }))
}

/// Rows that the refresh read, as the snapshot's description says.
fn lines_read(data: &Path) -> Result<u64> {
    let published = parse_json(&fs::read_to_string(data.join("published.json"))?, "published.json")?;
    let id = published["snapshots"][0].as_str().context("nothing was published")?;
    let folder = data.join("snapshots").join(id);
    let manifest = parse_json(&fs::read_to_string(folder.join("manifest.json"))?, "the manifest")?;
    manifest["facts"]["quality"]["files"][0]["rows_read"].as_u64().context("the manifest counts no rows")
}

fn print_table(measured: &mut [Measured], repetitions: u32) -> Result<String> {
    let mut table = format!(
        "Order lines to published snapshot, median of {repetitions} runs in turn (clientele: whole refresh with\n\
         tiers, actions, hashes and flushed files; DuckDB: star schema and scores without tiers, as Parquet).\n\
         Both found the same customers, revenue and segment sizes. Opening: verify, open and report.\n"
    );
    writeln!(
        table,
        "  {:<8} {:>12} {:<10} {:>9} {:>7} {:>12} {:>12}",
        "source", "lines", "program", "seconds", "ratio", "peak memory", "lines/s"
    )?;
    for found in &mut *measured {
        let (ours, _) = found.ours.medians();
        let programs = [
            Some(("clientele", &mut found.ours)),
            found.duckdb.as_mut().map(|runs| ("DuckDB", runs)),
            Some(("(opening)", &mut found.opening)),
        ];
        for (program, runs) in programs.into_iter().flatten() {
            let (seconds, peak) = runs.medians();
            writeln!(
                table,
                "  {:<8} {:>12} {program:<10} {seconds:>9.2} {:>6.2}x {:>9.0} MB {:>12.0}",
                found.format,
                found.lines,
                seconds / ours,
                peak / 1e6,
                found.lines as f64 / seconds
            )?;
        }
    }
    write_aims(&mut table, measured)?;
    Ok(table)
}

fn write_aims(table: &mut String, measured: &mut [Measured]) -> Result<()> {
    for found in &mut *measured {
        let (seconds, peak) = found.ours.medians();
        let what = format!("{} lines of {}", found.lines, found.format);
        if let Some(runs) = &mut found.duckdb {
            let (theirs, _) = runs.medians();
            let is_met = verdict(seconds <= theirs);
            writeln!(
                table,
                "  aim, {what}: not slower than DuckDB: {:.2} times as fast, {is_met}",
                theirs / seconds
            )?;
        }
        if (9_000_000..COMPARED_LINES_MAX).contains(&found.lines) {
            let is_met = verdict(peak < PEAK_BYTES_AIM);
            writeln!(table, "  aim, {what}: under 4 GiB: {:.0} MB, {is_met}", peak / 1e6)?;
        }
    }
    if let [.., before, largest] = measured
        && largest.lines > COMPARED_LINES_MAX
    {
        let growth = largest.ours.medians().1 / before.ours.medians().1;
        let (from, to) = (before.lines, largest.lines);
        let is_met = verdict(growth < 1.2);
        writeln!(table, "  aim: memory flat from {from} to {to} lines: {growth:.1} times as much, {is_met}")?;
    }
    Ok(())
}
