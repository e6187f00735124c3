//! The change of the last whole month against the month before.

use clientele_contract::{Month, MonthPoint};

use crate::{
    components::{Comparison, Direction, Verdict},
    format::{format_month, format_month_short, format_percent},
};

/// Changes below this read as zero.
const CHANGE_RESOLUTION: f64 = 0.0005;

/// The last two whole months, if there are two in a row.
pub fn last_whole_months(months: &[MonthPoint]) -> Option<(&MonthPoint, &MonthPoint)> {
    let mut whole = months.iter().rev().filter(|point| !point.in_progress);
    let (last, before) = (whole.next()?, whole.next()?);
    (last.month.ordinal() - before.month.ordinal() == 1).then_some((before, last))
}

/// The change of a figure that is better when greater; `None` stands for a figure that is not defined.
pub fn compare_months(months: &[MonthPoint], figure: impl Fn(&MonthPoint) -> Option<f64>) -> Comparison {
    let Some((before, last)) = last_whole_months(months) else {
        return Comparison::of_words("a change needs two whole months");
    };
    match (figure(before), figure(last)) {
        (Some(from), Some(to)) if from > 0.0 => change_in_words(to / from - 1.0, before.month, last.month),
        _ => Comparison::of_words(format!("nothing to compare in {}", format_month(before.month))),
    }
}

fn change_in_words(change: f64, before: Month, last: Month) -> Comparison {
    let months = format!("in {} than in {}", format_month(last), format_month_short(before));
    let figure = format_percent(change.abs());
    match change {
        _ if change >= CHANGE_RESOLUTION => Comparison {
            verdict: Verdict::Better,
            arrow: Some(Direction::Up),
            figure,
            words: format!("more {months}"),
        },
        _ if change <= -CHANGE_RESOLUTION => Comparison {
            verdict: Verdict::Worse,
            arrow: Some(Direction::Down),
            figure,
            words: format!("less {months}"),
        },
        _ => Comparison::of_words(format!(
            "as much in {} as in {}",
            format_month(last),
            format_month_short(before)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(month: u8, revenue_cents: i64, in_progress: bool) -> MonthPoint {
        MonthPoint {
            month: Month { year: 2018, month },
            revenue_cents,
            orders: 1,
            customers: 1,
            new_customers: 1,
            in_progress,
        }
    }

    fn revenue(point: &MonthPoint) -> Option<f64> {
        Some(point.revenue_cents as f64)
    }

    #[test]
    fn the_running_month_is_left_out() {
        let months = [point(6, 100, false), point(7, 112, false), point(8, 3, true)];
        let change = compare_months(&months, revenue);
        assert_eq!(change.figure, "12.0\u{a0}%");
        assert_eq!(change.words, "more in Jul 2018 than in Jun");
        assert_eq!(change.arrow, Some(Direction::Up));
    }

    #[test]
    fn a_fall_has_its_own_words() {
        let change = compare_months(&[point(6, 100, false), point(7, 75, false)], revenue);
        assert_eq!((change.verdict, change.words.as_str()), (Verdict::Worse, "less in Jul 2018 than in Jun"));
    }

    #[test]
    fn nothing_is_compared_with_nothing() {
        assert_eq!(compare_months(&[], revenue).words, "a change needs two whole months");
        let months = [point(6, 0, false), point(7, 5, false)];
        assert_eq!(compare_months(&months, revenue).words, "nothing to compare in Jun 2018");
        let with_gap = [point(5, 100, false), point(7, 5, false)];
        assert_eq!(last_whole_months(&with_gap), None);
    }
}
