use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps of one command: each says what it does, and how long it took.
#[derive(Default)]
pub struct Steps {
    finished: Vec<(&'static str, Duration)>,
}

impl Steps {
    /// Runs one step. `purpose` completes the sentence "this step …".
    pub fn run<T>(
        &mut self,
        name: &'static str,
        purpose: &str,
        step: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        println!("\n==> {name}: {purpose}");
        let start = Instant::now();
        let outcome = step();
        let elapsed = start.elapsed();
        let verdict = if outcome.is_ok() { "done" } else { "failed" };
        println!("    {name}: {verdict} in {}", format_duration(elapsed));
        self.finished.push((name, elapsed));
        outcome.with_context(|| format!("step {name:?}"))
    }

    /// Prints how long each step took.
    pub fn print_times(&self) {
        println!("\nTime by step");
        for (name, elapsed) in &self.finished {
            println!("  {name:<14} {:>9}", format_duration(*elapsed));
        }
        let total = self.finished.iter().map(|(_, elapsed)| *elapsed).sum();
        println!("  {:<14} {:>9}", "total", format_duration(total));
    }
}

fn format_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} m {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short_to_read() {
        assert_eq!(format_duration(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(format_duration(Duration::from_secs(125)), "2 m 05 s");
    }

    #[test]
    fn a_failed_step_is_named_in_the_error() {
        let outcome = Steps::default().run("lint", "fails", || -> Result<()> { anyhow::bail!("no") });
        assert_eq!(format!("{:#}", outcome.unwrap_err()), "step \"lint\": no");
    }
}
