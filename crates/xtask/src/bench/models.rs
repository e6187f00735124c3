use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{PEERS, Shop, median, parse_json, verdict};
use crate::{process::Program, real_data::RealData, workspace::Workspace};

const RATIO_AIM: f64 = 20.0;
/// Rounds of one run of a program; the rounds of all its runs have one median.
const ROUNDS: &str = "3";

/// One thing that a model does, here and in a package of Python.
struct Task {
    /// Under which both programs know it.
    name: &'static str,
    title: &'static str,
    peer: &'static str,
    /// What both sides find may differ by so much, relative to itself.
    tolerance: f64,
    /// A file, or a folder of source files.
    input: PathBuf,
}

/// What one program took, and found.
#[derive(Default)]
struct Measured {
    seconds: Vec<f64>,
    found: Value,
}

/// Compiles the program that times our side; returns its path.
pub fn build_measure(workspace: &Workspace) -> Result<PathBuf> {
    // With the server's package, so that every dependency keeps the features that it was compiled with.
    let packages = ["--package", "clientele", "--package", "clientele-analytics"];
    workspace
        .program("cargo")
        .args(["build", "--release"])
        .args(packages)
        .args(["--example", "measure"])
        .run()?;
    Ok(workspace.target.join(format!("release/examples/measure{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs each task here and with its package in turn, proves that both found the same, and returns the table to print.
pub fn compare(
    workspace: &Workspace,
    measure: &Path,
    python: &Path,
    shop: &Shop,
    repetitions: u32,
) -> Result<String> {
    let (tasks, skipped): (Vec<Task>, Vec<Task>) =
        tasks(workspace, shop).into_iter().partition(|task| task.input.exists());
    let mut table = format!(
        "Models, median of {repetitions} runs in turn with {ROUNDS} rounds each; input in memory, one round before\n  \
         {:<48} {:>12} {:>24} {:>8}\n",
        "task", "clientele", "package", "ratio"
    );
    for task in &tasks {
        println!("    {}", task.title);
        let (ours, theirs) = run_in_turn(workspace, measure, python, task, repetitions)?;
        check_same_work(task, &ours.found, &theirs.found)?;
        write_row(&mut table, task, ours, theirs)?;
    }
    for task in skipped {
        writeln!(table, "  SKIPPED for want of {}: {}", task.input.display(), task.title)?;
    }
    Ok(table)
}

fn tasks(workspace: &Workspace, shop: &Shop) -> Vec<Task> {
    let real_data = RealData::locate(workspace);
    let summary = real_data.path_of("data/cdnow/cdnow_customers_summary.csv");
    let groceries = real_data.path_of("data/groceries/groceries.csv");
    let task = |name, title, peer, tolerance, input: &Path| Task {
        name,
        title,
        peer,
        tolerance,
        input: input.to_owned(),
    };
    vec![
        task("bg-nbd-fit", "BG/NBD fit on the CDNOW summary", "lifetimes", 1e-4, &summary),
        // The package counts twelve months, we count 365 days: 0.02 days more.
        task("lifetime-values", "lifetime value of 100,000 customers", "lifetimes", 1e-3, &summary),
        task("rules", "rules on groceries at (0.001, 0.5)", "mlxtend", 1e-9, &groceries),
        task("cohorts", "monthly cohorts of the largest shop", "pandas", 0.0, &shop.source),
    ]
}

fn run_in_turn(
    workspace: &Workspace,
    measure: &Path,
    python: &Path,
    task: &Task,
    repetitions: u32,
) -> Result<(Measured, Measured)> {
    let (mut ours, mut theirs) = (Measured::default(), Measured::default());
    for _ in 0..repetitions {
        ours.add(Program::new(measure).arg(task.name).arg(&task.input).arg(ROUNDS))?;
        let script = workspace.root.join(PEERS).join("models.py");
        theirs.add(Program::new(python).arg(script).arg(task.name).arg(&task.input).arg(ROUNDS))?;
    }
    Ok((ours, theirs))
}

impl Measured {
    fn add(&mut self, program: Program) -> Result<()> {
        let mut printed = parse_json(&program.output()?, "a program to compare")?;
        let seconds = printed["seconds"].as_array().context("a program gave no seconds")?;
        self.seconds.extend(seconds.iter().filter_map(Value::as_f64));
        self.found = printed["found"].take();
        Ok(())
    }
}

fn check_same_work(task: &Task, ours: &Value, theirs: &Value) -> Result<()> {
    let Task { title, peer, tolerance, .. } = task;
    let ours = ours.as_object().with_context(|| format!("{title}: nothing found"))?;
    ensure!(!ours.is_empty(), "{title}: nothing found");
    for (key, our_value) in ours {
        let number = |value: &Value| value.as_f64().with_context(|| format!("{title}: {key} is no number"));
        let (our_number, their_number) = (number(our_value)?, number(&theirs[key])?);
        ensure!(
            (our_number - their_number).abs() <= tolerance * their_number.abs(),
            "{title}: {peer} found {key} {their_number}, clientele {our_number}"
        );
    }
    Ok(())
}

fn write_row(table: &mut String, task: &Task, mut ours: Measured, mut theirs: Measured) -> Result<()> {
    let milliseconds = |measured: &mut Measured| 1e3 * median(&mut measured.seconds);
    let (our_time, their_time) = (milliseconds(&mut ours), milliseconds(&mut theirs));
    let ratio = their_time / our_time;
    writeln!(
        table,
        "  {:<48} {our_time:>9.2} ms {:>10} {their_time:>10.1} ms {ratio:>7.0}x",
        task.title, task.peer
    )?;
    writeln!(table, "    both found {}", ours.found)?;
    writeln!(
        table,
        "    aim {}: {RATIO_AIM:.0} times as fast as {}",
        verdict(ratio >= RATIO_AIM),
        task.peer
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn task(tolerance: f64) -> Task {
        let (title, peer) = ("a task", "a package");
        Task { name: "task", title, peer, tolerance, input: PathBuf::new() }
    }

    #[test]
    fn a_difference_beyond_the_tolerance_is_found() {
        let ours = json!({"rules": 5668, "total": 100.0});
        assert!(check_same_work(&task(0.0), &ours, &ours).is_ok());
        let near = json!({"total": 100.05, "rules": 5668});
        assert!(check_same_work(&task(1e-3), &ours, &near).is_ok());
        assert!(check_same_work(&task(1e-4), &ours, &near).is_err());
    }

    #[test]
    fn figures_that_are_missing_are_not_taken_for_the_same() {
        let ours = json!({"rules": 5668});
        assert!(check_same_work(&task(1.0), &ours, &json!({})).is_err());
        assert!(check_same_work(&task(1.0), &json!({}), &ours).is_err());
    }
}
