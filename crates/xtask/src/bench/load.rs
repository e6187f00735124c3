//! Open-loop load: requests are due at fixed times, whether or not the earlier ones are answered, and a
//! latency counts from the time a request was due. So a server that falls behind cannot hide it.

use std::{
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

const STAGE: Duration = Duration::from_secs(4);
const FIRST_RATE: u64 = 25;
/// The curve ends here even if the server still keeps up.
const LAST_RATE: u64 = 6_400;
const SENDERS: u64 = 64;
const SLOW: Duration = Duration::from_millis(50);

/// What happened at one rate.
struct Stage {
    rate: u64,
    errors: u64,
    latencies: Vec<Duration>,
}

impl Stage {
    /// The latency that this share of the requests stayed within.
    fn quantile(&self, share: f64) -> Duration {
        let position = (self.latencies.len() as f64 * share) as usize;
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get(position.min(last)).copied().unwrap_or_default()
    }
}

/// Doubles the rate until the 99th percentile passes 50 ms, and returns the curve to print. `send` sends the
/// request of a number and waits for the answer.
pub fn curve(what: &str, send: &(impl Fn(u64) -> Result<()> + Sync)) -> Result<String> {
    let mut table = format!("Open-loop load on {what}, {} s at each rate\n", STAGE.as_secs());
    writeln!(table, "  {:>10} {:>9} {:>9} {:>9} {:>7}", "requests/s", "median", "95 %", "99 %", "errors")?;
    let mut rate = FIRST_RATE;
    let mut sent = 0;
    while rate <= LAST_RATE {
        let stage = run_stage(rate, sent, send);
        sent += stage.latencies.len() as u64;
        let milliseconds = |share| stage.quantile(share).as_secs_f64() * 1e3;
        writeln!(
            table,
            "  {:>10} {:>6.1} ms {:>6.1} ms {:>6.1} ms {:>7}",
            stage.rate,
            milliseconds(0.5),
            milliseconds(0.95),
            milliseconds(0.99),
            stage.errors
        )?;
        if stage.quantile(0.99) > SLOW {
            break;
        }
        rate *= 2;
    }
    Ok(table)
}

/// Requests are numbered from `first`, so that no two stages ask the same.
fn run_stage(rate: u64, first: u64, send: &(impl Fn(u64) -> Result<()> + Sync)) -> Stage {
    let requests = rate * STAGE.as_secs();
    let next = AtomicU64::new(0);
    let errors = AtomicU64::new(0);
    let latencies = Mutex::new(Vec::with_capacity(requests as usize));
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..SENDERS.min(requests) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= requests {
                        break;
                    }
                    let due = start + Duration::from_secs_f64(number as f64 / rate as f64);
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    if send(first + number).is_err() {
                        errors.fetch_add(1, Ordering::Relaxed);
                    }
                    latencies.lock().unwrap_or_else(PoisonError::into_inner).push(due.elapsed());
                }
            });
        }
    });
    let mut latencies = latencies.into_inner().unwrap_or_else(PoisonError::into_inner);
    latencies.sort_unstable();
    Stage { rate, errors: errors.into_inner(), latencies }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_latency_that_so_many_stay_within() {
        let latencies = (1..=100).map(Duration::from_millis).collect();
        let stage = Stage { rate: 25, errors: 0, latencies };
        assert_eq!(stage.quantile(0.5), Duration::from_millis(51));
        assert_eq!(stage.quantile(0.99), Duration::from_millis(100));
        assert_eq!(Stage { rate: 1, errors: 0, latencies: vec![] }.quantile(0.5), Duration::ZERO);
    }
}
