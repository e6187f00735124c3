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

/// What a tile says of a month.
pub struct MonthWords<Words> {
    /// The figure of the last whole month, such as `1,366 buyers`.
    pub of_month: Words,
    /// `fewer` for what is counted, `less` for what is measured.
    pub less: &'static str,
}

/// The last whole month and its change, for a figure that is better when greater; `None` stands for a figure
/// that is not defined.
pub fn compare_months(
    months: &[MonthPoint],
    figure: impl Fn(&MonthPoint) -> Option<f64>,
    words: &MonthWords<impl Fn(f64) -> String>,
) -> Comparison {
    let Some((before, last)) = last_whole_months(months) else {
        return Comparison::of_words("a change needs two whole months");
    };
    let Some(to) = figure(last) else {
        return Comparison::of_words(format!("nothing in {}", format_month(last.month)));
    };
    let lead = format!("{}: {}, ", format_month(last.month), (words.of_month)(to));
    let change = figure(before).filter(|from| *from > 0.0).map(|from| to / from - 1.0);
    Comparison { lead, ..change_in_words(change, before.month, words.less) }
}

fn change_in_words(change: Option<f64>, before: Month, less: &str) -> Comparison {
    let before = format_month_short(before);
    let Some(change) = change else {
        return Comparison::of_words(format!("nothing to compare in {before}"));
    };
    let (verdict, arrow, word) = match change {
        _ if change >= CHANGE_RESOLUTION => (Verdict::Better, Direction::Up, "more"),
        _ if change <= -CHANGE_RESOLUTION => (Verdict::Worse, Direction::Down, less),
        _ => return Comparison::of_words(format!("as in {before}")),
    };
    Comparison {
        verdict,
        arrow: Some(arrow),
        figure: format_percent(change.abs()),
        ..Comparison::of_words(format!("{word} than in {before}"))
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

    fn compare(months: &[MonthPoint]) -> Comparison {
        let words = MonthWords { of_month: |cents: f64| format!("{cents} cents"), less: "less" };
        compare_months(months, |point| Some(point.revenue_cents as f64), &words)
    }

    #[test]
    fn the_running_month_is_left_out() {
        let change = compare(&[point(6, 100, false), point(7, 112, false), point(8, 3, true)]);
        assert_eq!(change.lead, "Jul 2018: 112 cents, ");
        assert_eq!(change.figure, "12.0\u{a0}%");
        assert_eq!(change.words, "more than in Jun");
        assert_eq!(change.arrow, Some(Direction::Up));
    }

    #[test]
    fn a_fall_has_its_own_words() {
        let change = compare(&[point(6, 100, false), point(7, 75, false)]);
        assert_eq!((change.verdict, change.words.as_str()), (Verdict::Worse, "less than in Jun"));
    }

    #[test]
    fn nothing_is_compared_with_nothing() {
        assert_eq!(compare(&[]).words, "a change needs two whole months");
        let after_nothing = compare(&[point(6, 0, false), point(7, 5, false)]);
        assert_eq!(after_nothing.words, "nothing to compare in Jun");
        let with_gap = [point(5, 100, false), point(7, 5, false)];
        assert_eq!(last_whole_months(&with_gap), None);
    }
}
