use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

use super::{PEERS, Shop, median, parse_json, verdict};
use crate::{process::Program, serve::product, workspace::Workspace};

const PEAK_BYTES_AIM: f64 = 1e9;
const PANDAS_RATIO_AIM: f64 = 10.0;

/// One program that turns a shop's files into the customer table.
struct Contender {
    name: &'static str,
    command: Vec<String>,
    seconds: Vec<f64>,
    peak_bytes: Vec<f64>,
}

/// The virtual environment with the pinned packages; made anew when the pins change. Returns its Python.
pub fn ensure_environment(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.root.join(PEERS);
    let environment = folder.join(".venv");
    let python = environment.join("bin/python");
    let pins = fs::read_to_string(folder.join("requirements.txt"))?;
    let installed = environment.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|found| found == pins) {
        println!("    there");
        return Ok(python);
    }
    Program::new("python3").args(["-m", "venv", "--clear"]).arg(&environment).run().context(
        "the comparison needs Python 3.11 or later with venv: `apt-get install python3-venv` on Debian",
    )?;
    Program::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(folder.join("requirements.txt"))
        .run()?;
    fs::write(&installed, pins)?;
    Ok(python)
}

/// Runs the programs in turn, proves that they did the same work, and returns the table to print.
pub fn compare(workspace: &Workspace, python: &Path, shop: &Shop, repetitions: u32) -> Result<String> {
    let scratch = workspace.target.join("bench-data/scratch");
    fs::create_dir_all(&scratch)?;
    let mut contenders = contenders(workspace, python, shop, &scratch);
    for repetition in 1..=repetitions {
        println!("    {} customers, round {repetition} of {repetitions}", shop.customers);
        for contender in &mut contenders {
            run_once(workspace, python, contender, &scratch)?;
        }
    }
    let ours = our_figures(workspace, shop)?;
    for contender in &contenders[1..] {
        let text = fs::read_to_string(output_file(&scratch, contender.name))?;
        check_same_work(&ours, &parse_json(&text, contender.name)?, contender.name)?;
    }
    print_table(shop, repetitions, &mut contenders)
}

fn contenders(workspace: &Workspace, python: &Path, shop: &Shop, scratch: &Path) -> Vec<Contender> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let source = text(&shop.source);
    let peer = |name: &'static str, script: &str| Contender {
        name,
        command: vec![
            text(python),
            text(&workspace.root.join(PEERS).join(script)),
            "--source".into(),
            source.clone(),
            "--out".into(),
            text(&scratch.join(format!("{script}.parquet"))),
        ],
        seconds: Vec::new(),
        peak_bytes: Vec::new(),
    };
    let ours = Contender {
        name: "clientele",
        command: vec![
            text(&workspace.server_binary("release")),
            "refresh".into(),
            "--source".into(),
            source.clone(),
            "--data".into(),
            text(&snapshot_folder(scratch)),
        ],
        seconds: Vec::new(),
        peak_bytes: Vec::new(),
    };
    vec![ours, peer("pandas + scikit-learn", "pandas_sklearn.py"), peer("DuckDB", "duckdb_sql.py")]
}

fn snapshot_folder(scratch: &Path) -> PathBuf {
    scratch.join("clientele-data")
}

fn output_file(scratch: &Path, name: &str) -> PathBuf {
    scratch.join(format!("{}.json", name.replace(' ', "-")))
}

fn run_once(workspace: &Workspace, python: &Path, contender: &mut Contender, scratch: &Path) -> Result<()> {
    let snapshots = snapshot_folder(scratch);
    if snapshots.is_dir() {
        fs::remove_dir_all(&snapshots)?;
    }
    let output = output_file(scratch, contender.name);
    let (seconds, peak_bytes) = run_measured(workspace, python, &output, &contender.command)?;
    contender.seconds.push(seconds);
    contender.peak_bytes.push(peak_bytes);
    Ok(())
}

/// Runs a command with its output in a file; its seconds and its peak memory in bytes.
pub(super) fn run_measured(
    workspace: &Workspace,
    python: &Path,
    output: &Path,
    command: &[String],
) -> Result<(f64, f64)> {
    let measured = Program::new(python)
        .arg(workspace.root.join(PEERS).join("measure.py"))
        .arg(output)
        .args(command)
        .output()?;
    let measured = parse_json(&measured, "measure.py")?;
    let number = |key: &str| measured[key].as_f64().with_context(|| format!("measure.py gave no {key}"));
    Ok((number("seconds")?, number("peak_bytes")?))
}

/// Customers, revenue and segment sizes, under the names that the peers use.
fn our_figures(workspace: &Workspace, shop: &Shop) -> Result<Value> {
    let text =
        product(workspace).args(["report", "--format", "json", "--source"]).arg(&shop.source).output()?;
    let report = parse_json(&text, "clientele report")?;
    let segments = report["segments"].as_object().context("the report has no segments")?;
    let counts: Map<String, Value> =
        segments.iter().map(|(name, segment)| (name.clone(), segment["customers"].clone())).collect();
    Ok(serde_json::json!({
        "customers": report["customers"],
        "revenue_cents": report["revenue_cents_price_plus_freight"],
        "segments": counts,
    }))
}

pub(super) fn check_same_work(ours: &Value, theirs: &Value, name: &str) -> Result<()> {
    for key in ["customers", "revenue_cents"] {
        ensure!(ours[key] == theirs[key], "{name} found {key} {}, clientele {}", theirs[key], ours[key]);
    }
    let empty = Map::new();
    let (our_segments, their_segments) =
        (ours["segments"].as_object().unwrap_or(&empty), theirs["segments"].as_object().unwrap_or(&empty));
    for segment in our_segments.keys().chain(their_segments.keys()) {
        let count = |side: &Map<String, Value>| side.get(segment).and_then(Value::as_u64).unwrap_or(0);
        let (ours, theirs) = (count(our_segments), count(their_segments));
        if ours != theirs {
            bail!("{name} found {theirs} customers in {segment}, clientele {ours}");
        }
    }
    Ok(())
}

fn print_table(shop: &Shop, repetitions: u32, contenders: &mut [Contender]) -> Result<String> {
    let mut table = format!(
        "From CSV to customer table, {} customers, median of {repetitions} runs in turn\n\
         (clientele: whole refresh with tiers, star schema and published snapshot; pandas + scikit-learn: with\n\
         tiers; DuckDB: without). All three found the same customers, revenue and segment sizes.\n",
        shop.customers
    );
    let mut medians = Vec::new();
    writeln!(table, "  {:<22} {:>9} {:>7} {:>12}", "program", "seconds", "ratio", "peak memory")?;
    for contender in contenders {
        let (seconds, peak) = (median(&mut contender.seconds), median(&mut contender.peak_bytes));
        let (our_seconds, _) = *medians.first().unwrap_or(&(seconds, peak));
        writeln!(
            table,
            "  {:<22} {seconds:>9.3} {:>6.2}x {:>9.0} MB",
            contender.name,
            seconds / our_seconds,
            peak / 1e6
        )?;
        medians.push((seconds, peak));
    }
    let [(ours, our_peak), (pandas, _), (duckdb, _)] = medians[..] else {
        bail!("three programs were expected")
    };
    let aims = [
        (format!("faster than DuckDB: {:.2} times as fast", duckdb / ours), ours < duckdb),
        (
            format!(
                "{PANDAS_RATIO_AIM:.0} times as fast as pandas + scikit-learn: {:.2} times",
                pandas / ours
            ),
            pandas / ours >= PANDAS_RATIO_AIM,
        ),
        (format!("under 1 GB: {:.0} MB", our_peak / 1e6), our_peak < PEAK_BYTES_AIM),
    ];
    for (aim, is_met) in aims {
        writeln!(table, "  aim {}: {aim}", verdict(is_met))?;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::check_same_work;

    #[test]
    fn a_difference_in_one_segment_is_found() {
        let ours =
            json!({"customers": 3, "revenue_cents": 10, "segments": {"Loyal": 2, "Lost": 1, "New": 0}});
        let same = json!({"customers": 3, "revenue_cents": 10, "segments": {"Lost": 1, "Loyal": 2}});
        assert!(check_same_work(&ours, &same, "x").is_ok());
        let other = json!({"customers": 3, "revenue_cents": 10, "segments": {"Lost": 2, "Loyal": 1}});
        assert!(check_same_work(&ours, &other, "x").is_err());
        let cents = json!({"customers": 3, "revenue_cents": 11, "segments": {"Lost": 1, "Loyal": 2}});
        assert!(check_same_work(&ours, &cents, "x").is_err());
    }
}
