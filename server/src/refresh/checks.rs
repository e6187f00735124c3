//! What must hold before a snapshot is published.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};
use clientele_analytics::{KeptContent, Shop, ShopFigures, durable::replace_file, kept_snapshots};
use clientele_app::check_words::{expected_in_words, found_in_words};
use clientele_contract::{CheckFigure, CheckKind, CheckResult, CheckRun};

use crate::{
    failure::{Failure, FailureKind},
    source_file::CheckRules,
};

/// Compares what was read with what is in service, and keeps how that came out for the page Data.
///
/// # Errors
/// A check failed, or cannot be made because what is in service cannot be read, and `force` is not set: the words name
/// it, what was found, what was expected and what to do.
pub(super) fn check_shop(
    data: &Path,
    shop: &Shop,
    rules: &CheckRules,
    force: bool,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let figures = shop.figures();
    let in_service = match content_in_service(data) {
        Ok(content) => content,
        Err(reason) if is_comparing(rules) && !force => {
            let words = anyhow!(
                "the checks compare with the snapshot in service, and that cannot be read, so nothing was published: \
                 {reason}\nput another snapshot in service on the page Snapshots, or publish these data once all the \
                 same (`--force`)"
            );
            return Err(Failure::new(FailureKind::Fault, words));
        }
        Err(_) => None,
    };
    let run = CheckRun {
        checked_at: now.timestamp(),
        results: make_checks(rules, &figures, in_service.as_ref(), now.date_naive()),
        currency_symbol: figures.currency_symbol,
        was_forced: force,
    };
    // What cannot be noted stops nothing: the words below are the answer.
    if let Err(error) = keep_run(data, &run) {
        tracing::warn!("how the checks came out is not kept: {error}");
    }
    if run.was_stopped() {
        return Err(Failure::new(FailureKind::InputRefused, anyhow!(refusal(&run))));
    }
    Ok(())
}

/// How the checks of the last refresh came out; `None`: there were none.
pub(crate) fn last_run(data: &Path) -> Option<CheckRun> {
    serde_json::from_slice(&fs::read(path(data)).ok()?).ok()
}

fn path(data: &Path) -> PathBuf {
    data.join("checks.json")
}

fn keep_run(data: &Path, run: &CheckRun) -> std::io::Result<()> {
    replace_file(&path(data), &serde_json::to_vec_pretty(run)?)
}

/// What is in service; `None`: nothing is.
fn content_in_service(data: &Path) -> Result<Option<KeptContent>, String> {
    let kept = kept_snapshots(data).map_err(|error| error.to_string())?;
    let Some(kept) = kept.into_iter().find(|kept| kept.is_in_service) else { return Ok(None) };
    kept.content.map(Some).map_err(|reason| format!("snapshot {}: {reason}", kept.id))
}

/// Some check asks for what is in service.
fn is_comparing(rules: &CheckRules) -> bool {
    let bounds = [
        rules.orders_at_least_percent_of_last,
        rules.customers_at_least_percent_of_last,
        rules.revenue_at_least_percent_of_last,
    ];
    rules.no_new_status_words || bounds.iter().any(Option::is_some)
}

fn refusal(run: &CheckRun) -> String {
    let failed = run.results.iter().filter(|result| !result.is_passed).map(|result| {
        format!(
            "  - {}: found {}; expected {}",
            result.kind.key(),
            found_in_words(result, &run.currency_symbol),
            expected_in_words(result)
        )
    });
    format!(
        "checks failed, nothing was published:\n{}\ncorrect the source, change the checks on the page Data, or publish \
         these data once all the same (`--force`)",
        failed.collect::<Vec<_>>().join("\n")
    )
}

fn make_checks(
    rules: &CheckRules,
    new: &ShopFigures,
    last: Option<&KeptContent>,
    today: NaiveDate,
) -> Vec<CheckResult> {
    let of_last = |kind, bound: Option<u32>, part: i64, whole: Option<i64>| {
        bound.map(|percent| at_least(kind, percent, part, whole.unwrap_or_default()))
    };
    let checks = [
        of_last(
            CheckKind::OrdersAtLeastPercentOfLast,
            rules.orders_at_least_percent_of_last,
            signed(new.completed_orders),
            last.map(|last| signed(last.completed_orders)),
        ),
        of_last(
            CheckKind::CustomersAtLeastPercentOfLast,
            rules.customers_at_least_percent_of_last,
            signed(new.customers),
            last.and_then(|last| last.customers).map(signed),
        ),
        of_last(
            CheckKind::RevenueAtLeastPercentOfLast,
            rules.revenue_at_least_percent_of_last,
            new.revenue_cents,
            last.map(|last| last.revenue_cents),
        ),
        of_last(
            CheckKind::LastWeekOrdersAtLeastPercent,
            rules.last_week_orders_at_least_percent,
            signed(new.last_week_orders),
            Some(signed(new.week_before_orders)),
        ),
        rules.rejected_rows_at_most_percent.map(|percent| refused_at_most(percent, new)),
        rules.data_no_older_than_days.map(|days| no_older_than(days, (today - new.last_order).num_days())),
        rules.no_new_status_words.then(|| no_new_words(new, last)),
    ];
    checks.into_iter().flatten().collect()
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Compared in whole numbers; nothing or a loss is no measure.
fn at_least(kind: CheckKind, percent: u32, part: i64, whole: i64) -> CheckResult {
    let bound = f64::from(percent);
    if whole <= 0 {
        return CheckResult { kind, found: CheckFigure::NothingToCompare, bound, is_passed: true };
    }
    let is_passed = i128::from(part) * 100 >= i128::from(percent) * i128::from(whole);
    CheckResult { kind, found: CheckFigure::Share { part, whole }, bound, is_passed }
}

fn refused_at_most(percent: f64, new: &ShopFigures) -> CheckResult {
    let found = CheckFigure::Share { part: signed(new.rows_refused), whole: signed(new.rows_read.max(1)) };
    let is_passed = new.rows_refused as f64 * 100.0 <= percent * new.rows_read as f64;
    CheckResult { kind: CheckKind::RejectedRowsAtMostPercent, found, bound: percent, is_passed }
}

/// An order of tomorrow is not old.
fn no_older_than(days: u32, found: i64) -> CheckResult {
    CheckResult {
        kind: CheckKind::DataNoOlderThanDays,
        found: CheckFigure::Days(found.max(0)),
        bound: f64::from(days),
        is_passed: found <= i64::from(days),
    }
}

fn no_new_words(new: &ShopFigures, last: Option<&KeptContent>) -> CheckResult {
    let kind = CheckKind::NoNewStatusWords;
    let Some(last) = last else {
        return CheckResult { kind, found: CheckFigure::NothingToCompare, bound: 0.0, is_passed: true };
    };
    let words: Vec<String> =
        new.statuses.iter().filter(|word| !last.statuses.contains(word)).cloned().collect();
    let is_passed = words.is_empty();
    CheckResult { kind, found: CheckFigure::Words(words), bound: 0.0, is_passed }
}

#[cfg(test)]
mod tests {
    use clientele_analytics::SourceProfile;

    use super::*;

    type Choose = fn(&mut CheckRules);

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a date of the calendar")
    }

    fn new() -> ShopFigures {
        ShopFigures {
            customers: 90,
            completed_orders: 899,
            revenue_cents: 100_000,
            last_order: day(10),
            last_week_orders: 45,
            week_before_orders: 50,
            rows_read: 2_000,
            rows_refused: 20,
            statuses: vec!["paid".to_owned(), "lost".to_owned()],
            currency_symbol: "€".to_owned(),
        }
    }

    fn last() -> KeptContent {
        KeptContent {
            as_of: day(4),
            first_order: day(1),
            last_order: day(3),
            customers: Some(100),
            completed_orders: 999,
            revenue_cents: 100_000,
            currency_symbol: "€".to_owned(),
            rows_read: 2_000,
            rows_refused: 0,
            statuses: vec!["paid".to_owned()],
            profile: SourceProfile::default(),
            format: 1,
        }
    }

    /// The checks that fail, each with both sides in words.
    fn failed(rules: CheckRules, last: Option<&KeptContent>) -> Vec<String> {
        let results = make_checks(&rules, &new(), last, day(15));
        let failed = results.iter().filter(|result| !result.is_passed);
        failed
            .map(|result| format!("{} / {}", found_in_words(result, "€"), expected_in_words(result)))
            .collect()
    }

    #[test]
    fn each_check_holds_at_its_bound_and_fails_beyond_it() {
        let last = last();
        let none: Vec<String> = Vec::new();
        let rules = |choose: Choose| {
            let mut rules = CheckRules::default();
            choose(&mut rules);
            rules
        };
        let holds: [Choose; 6] = [
            |rules| rules.customers_at_least_percent_of_last = Some(90),
            |rules| rules.orders_at_least_percent_of_last = Some(89),
            |rules| rules.revenue_at_least_percent_of_last = Some(100),
            |rules| rules.last_week_orders_at_least_percent = Some(90),
            |rules| rules.rejected_rows_at_most_percent = Some(1.0),
            |rules| rules.data_no_older_than_days = Some(5),
        ];
        for choose in holds {
            assert_eq!(failed(rules(choose), Some(&last)), none);
        }
        let fails: [(Choose, &str); 7] = [
            (
                |rules| rules.customers_at_least_percent_of_last = Some(91),
                "90, which is 90.00\u{a0}% of the 100 in service / at least 91\u{a0}%",
            ),
            // 899 of 999 is 89.99 %, which is not 90.
            (
                |rules| rules.orders_at_least_percent_of_last = Some(90),
                "899, which is 89.99\u{a0}% of the 999 in service / at least 90\u{a0}%",
            ),
            (
                |rules| rules.revenue_at_least_percent_of_last = Some(101),
                "€\u{a0}1,000.00, which is 100.00\u{a0}% of the €\u{a0}1,000.00 in service / at least 101\u{a0}%",
            ),
            (
                |rules| rules.last_week_orders_at_least_percent = Some(91),
                "45, which is 90.00\u{a0}% of the 50 of the seven days before / at least 91\u{a0}%",
            ),
            (
                |rules| rules.rejected_rows_at_most_percent = Some(0.5),
                "20, which is 1.00\u{a0}% of the 2,000 rows that were read / at most 0.5\u{a0}%",
            ),
            (
                |rules| rules.data_no_older_than_days = Some(4),
                "the last order is 5\u{a0}days old / at most 4\u{a0}days",
            ),
            (|rules| rules.no_new_status_words = true, "“lost” / none"),
        ];
        for (choose, words) in fails {
            assert_eq!(failed(rules(choose), Some(&last)), [words]);
        }
    }

    #[test]
    fn the_first_refresh_has_nothing_to_be_compared_with() {
        let rules = CheckRules {
            orders_at_least_percent_of_last: Some(90),
            customers_at_least_percent_of_last: Some(90),
            revenue_at_least_percent_of_last: Some(90),
            no_new_status_words: true,
            ..CheckRules::default()
        };
        assert_eq!(failed(rules, None), Vec::<String>::new());
        assert_eq!(make_checks(&rules, &new(), None, day(15)).len(), 4, "they are listed all the same");
    }

    #[test]
    fn what_is_not_asked_for_is_not_checked() {
        assert!(make_checks(&CheckRules::default(), &new(), Some(&last()), day(15)).is_empty());
    }
}
