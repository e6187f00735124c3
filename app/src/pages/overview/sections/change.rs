//! A figure against the compared days, in words.

use crate::{
    components::{Comparison, Direction, Verdict},
    format::{format_percent, format_points, format_score, format_times},
};

/// Changes below these would read as zero.
const RATE_RESOLUTION: f64 = 0.0005;
const SCORE_RESOLUTION: f64 = 0.005;
/// From here on a change is said as a multiple: `3.40 × as many` is easier to grasp than `240.0 % more`.
const MULTIPLE_MIN: f64 = 3.0;

/// How a figure changes. More of each is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// What is measured, such as money: the change is relative.
    Amount,
    /// What is counted, such as orders: the change is relative.
    Count,
    /// A share from 0 to 1: the change is in percentage points.
    Rate,
    /// A mean of review scores: the change is a difference.
    Score,
}

impl Measure {
    /// The change from `before` to `now`; `None` stands for a figure that is not defined. The compared days are
    /// called as after “than”: `in Jul 2018`.
    pub fn change(self, now: Option<f64>, before: Option<f64>, compared: &str) -> Comparison {
        match (self, now, before) {
            (Self::Amount, Some(now), Some(before)) if before > 0.0 => {
                relative_change(now / before, ["less", "much"], compared)
            }
            (Self::Count, Some(now), Some(before)) if before > 0.0 => {
                relative_change(now / before, ["fewer", "many"], compared)
            }
            (Self::Rate, Some(now), Some(before)) => {
                difference(now - before, RATE_RESOLUTION, format_points, compared)
            }
            (Self::Score, Some(now), Some(before)) => {
                difference(now - before, SCORE_RESOLUTION, |score| format_score(score.abs()), compared)
            }
            _ => Comparison::of_words(format!("nothing to compare {compared}")),
        }
    }
}

fn relative_change(ratio: f64, [less, much]: [&str; 2], compared: &str) -> Comparison {
    let change = ratio - 1.0;
    if change.abs() < RATE_RESOLUTION {
        return Comparison::of_words(format!("as {much} as {compared}"));
    }
    if ratio >= MULTIPLE_MIN {
        return moved(change, format_times(ratio), format!("as {much} as {compared}"));
    }
    let word = if change > 0.0 { "more" } else { less };
    moved(change, format_percent(change.abs()), format!("{word} than {compared}"))
}

fn difference(change: f64, resolution: f64, text: impl Fn(f64) -> String, compared: &str) -> Comparison {
    if change.abs() < resolution {
        return Comparison::of_words(format!("the same as {compared}"));
    }
    let word = if change > 0.0 { "higher" } else { "lower" };
    moved(change, text(change), format!("{word} than {compared}"))
}

fn moved(change: f64, figure: String, words: String) -> Comparison {
    let (verdict, arrow) = match change > 0.0 {
        true => (Verdict::Better, Direction::Up),
        false => (Verdict::Worse, Direction::Down),
    };
    Comparison { verdict, arrow: Some(arrow), figure, ..Comparison::of_words(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(measure: Measure, now: f64, before: f64) -> String {
        let change = measure.change(Some(now), Some(before), "in Jul 2018");
        format!("{} {}", change.figure, change.words).trim().replace('\u{a0}', " ")
    }

    #[test]
    fn amounts_and_counts_change_by_a_share() {
        assert_eq!(said(Measure::Amount, 112.0, 100.0), "12.0 % more than in Jul 2018");
        assert_eq!(said(Measure::Amount, 75.0, 100.0), "25.0 % less than in Jul 2018");
        assert_eq!(said(Measure::Count, 75.0, 100.0), "25.0 % fewer than in Jul 2018");
        assert_eq!(said(Measure::Count, 340.0, 100.0), "3.40 × as many as in Jul 2018");
        assert_eq!(said(Measure::Amount, 100.0, 100.0), "as much as in Jul 2018");
        assert_eq!(said(Measure::Count, 0.0, 100.0), "100.0 % fewer than in Jul 2018");
    }

    #[test]
    fn rates_change_by_points_and_scores_by_their_difference() {
        assert_eq!(said(Measure::Rate, 0.032, 0.024), "0.8 points higher than in Jul 2018");
        assert_eq!(said(Measure::Rate, 0.032, 0.0321), "the same as in Jul 2018");
        assert_eq!(said(Measure::Score, 3.9, 4.02), "0.12 lower than in Jul 2018");
    }

    #[test]
    fn more_is_good_and_less_is_bad() {
        let verdict = |now| Measure::Amount.change(Some(now), Some(100.0), "before").verdict;
        assert_eq!(
            [verdict(112.0), verdict(75.0), verdict(100.0)],
            [Verdict::Better, Verdict::Worse, Verdict::Neutral]
        );
    }

    #[test]
    fn nothing_is_compared_with_nothing() {
        for (now, before) in [(Some(1.0), Some(0.0)), (Some(1.0), None), (None, Some(1.0))] {
            let change = Measure::Amount.change(now, before, "in Jul 2018");
            assert_eq!(change, Comparison::of_words("nothing to compare in Jul 2018"));
        }
    }
}
