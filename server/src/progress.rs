//! What is going on, on stderr, for work that takes longer than a second.

use std::{
    io::{IsTerminal, Write},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::{Duration, Instant},
};

use clientele_analytics::{Progress, Stage};

/// Work shorter than this says nothing.
const QUIET_FOR: Duration = Duration::from_secs(1);
/// How often the clock of the line in progress moves.
const TICK: Duration = Duration::from_millis(200);

/// Does `work` and tells on stderr what it is doing: on a terminal one line that keeps time, else a line for
/// each step.
pub(crate) fn with_progress<T>(work: impl FnOnce(&dyn Progress) -> T) -> T {
    while_telling(|steps| work(&StageSender(steps)))
}

/// Does `work`, which is a single step.
pub(crate) fn with_step<T>(step: &str, work: impl FnOnce() -> T) -> T {
    while_telling(|steps| {
        // Telling goes on until `steps` is dropped, after the work.
        let _ = steps.send(step.to_owned());
        work()
    })
}

fn while_telling<T>(work: impl FnOnce(Sender<String>) -> T) -> T {
    let (sender, steps) = channel();
    thread::scope(|scope| {
        scope.spawn(move || tell(&steps, &mut std::io::stderr(), std::io::stderr().is_terminal()));
        work(sender)
    })
}

/// Hands stages to the telling thread; dropped at the end of the work, which ends that thread.
struct StageSender(Sender<String>);

impl Progress for StageSender {
    fn begin(&self, stage: Stage) {
        // The telling thread ends only after this sender; if it has failed, work goes on untold.
        let _ = self.0.send(stage.to_string());
    }
}

fn tell(stages: &Receiver<String>, out: &mut dyn Write, is_terminal: bool) {
    let mut teller = Teller { is_terminal, untold: Vec::new(), current: None };
    let start = Instant::now();
    loop {
        let message = stages.recv_timeout(TICK);
        if let Ok(stage) = &message {
            teller.begin(stage.clone(), start.elapsed());
        }
        let text = match message {
            Err(RecvTimeoutError::Disconnected) => teller.end(start.elapsed()),
            _ => teller.text_due(start.elapsed()),
        };
        // Progress is a courtesy: a closed stderr must not stop the work.
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        if message == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

/// Decides what is written when.
struct Teller {
    is_terminal: bool,
    /// Stages that began and have not been written, with their time since the start.
    untold: Vec<(String, Duration)>,
    current: Option<String>,
}

impl Teller {
    fn begin(&mut self, stage: String, elapsed: Duration) {
        self.current = Some(stage.clone());
        self.untold.push((stage, elapsed));
    }

    fn text_due(&mut self, elapsed: Duration) -> String {
        if elapsed < QUIET_FOR {
            return String::new();
        }
        if self.is_terminal {
            let current = self.current.as_deref().unwrap_or("starting");
            return format!("\r\x1b[2K{} {current} …", seconds(elapsed));
        }
        self.untold.drain(..).map(|(stage, began)| format!("{} {stage}\n", seconds(began))).collect()
    }

    fn end(&mut self, elapsed: Duration) -> String {
        if elapsed < QUIET_FOR {
            return String::new();
        }
        let before = if self.is_terminal { "\r\x1b[2K".to_owned() } else { self.text_due(elapsed) };
        format!("{before}{} finished\n", seconds(elapsed))
    }
}

fn seconds(elapsed: Duration) -> String {
    format!("{:6.1} s", elapsed.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: Duration = Duration::from_millis(500);
    const LATE: Duration = Duration::from_millis(2_500);

    fn teller(is_terminal: bool) -> Teller {
        let mut teller = Teller { is_terminal, untold: Vec::new(), current: None };
        teller.begin("reading orders.csv".to_owned(), HALF);
        teller
    }

    #[test]
    fn short_work_says_nothing() {
        assert_eq!(teller(false).text_due(HALF), "");
        assert_eq!(teller(false).end(HALF), "");
        assert_eq!(teller(true).end(HALF), "");
    }

    #[test]
    fn long_work_tells_each_step_once() {
        let mut teller = teller(false);
        assert_eq!(teller.text_due(LATE), "   0.5 s reading orders.csv\n");
        assert_eq!(teller.text_due(LATE), "");
        teller.begin("scoring".to_owned(), LATE);
        assert_eq!(teller.end(LATE), "   2.5 s scoring\n   2.5 s finished\n");
    }

    #[test]
    fn a_terminal_has_one_line_that_keeps_time() {
        let mut teller = teller(true);
        assert_eq!(teller.text_due(LATE), "\r\x1b[2K   2.5 s reading orders.csv …");
        assert_eq!(teller.end(LATE), "\r\x1b[2K   2.5 s finished\n");
    }
}
