//! What must hold before a snapshot is published.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};
use clientele_analytics::{
    KeptContent, RefusedRows, Shop, ShopFigures, durable::replace_file, kept_snapshots,
};
use clientele_app::{check_words::failure_in_words, format::with_capital};
use clientele_contract::{CheckFigure, CheckKind, CheckResult, CheckRun};

use crate::{
    failure::{Failure, FailureKind},
    source_file::CheckRules,
};

/// Checks that failed.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub(crate) struct ChecksFailed {
    words: String,
    /// The rows that could not be used, which may be why.
    pub(crate) refused: RefusedRows,
}

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
                "the checks compare with the snapshot in service, which cannot be read: {reason}.\nNothing was \
                 published. Put another snapshot in service on the page Snapshots, or publish these data once all the \
                 same on the page Data (or with `--force`)."
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
        let failed = ChecksFailed { words: refusal(&run), refused: shop.refused_rows() };
        return Err(Failure::new(FailureKind::InputRefused, failed));
    }
    Ok(())
}

/// How the checks of the last refresh came out; `None`: there were none.
pub(crate) fn last_run(data: &Path) -> Option<CheckRun> {
    serde_json::from_slice(&fs::read(path(data)).ok()?).ok()
}

/// Forgets how the checks of an earlier refresh came out.
pub(super) fn forget_checks(data: &Path) {
    // One that stays is only old.
    let _ = fs::remove_file(path(data));
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
        rules.orders_at_most_percent_of_last,
        rules.customers_at_least_percent_of_last,
        rules.customers_at_most_percent_of_last,
        rules.revenue_at_least_percent_of_last,
        rules.revenue_at_most_percent_of_last,
    ];
    rules.no_new_status_words || bounds.iter().any(Option::is_some)
}

/// A sentence for each check that failed, and what to do.
fn refusal(run: &CheckRun) -> String {
    let failed = run.results.iter().filter(|result| !result.is_passed);
    let sentences: Vec<String> = failed
        .enumerate()
        .map(|(position, result)| {
            let words = failure_in_words(result, &run.currency_symbol);
            // Where the whole begins is left to whoever shows it.
            if position == 0 { words } else { with_capital(&words) }
        })
        .collect();
    format!(
        "{}.\nNothing was published. Correct the source, change the checks on the page Data, or publish these data once \
         all the same there (or with `--force`).",
        sentences.join(".\n")
    )
}

fn make_checks(
    rules: &CheckRules,
    new: &ShopFigures,
    last: Option<&KeptContent>,
    today: NaiveDate,
) -> Vec<CheckResult> {
    let orders = (signed(new.completed_orders), last.map(|last| signed(last.completed_orders)));
    let customers = (signed(new.customers), last.and_then(|last| last.customers).map(signed));
    let revenue = (new.revenue_cents, last.map(|last| last.revenue_cents));
    let week = (signed(new.last_week_orders), Some(signed(new.week_before_orders)));
    let shares = [
        (CheckKind::OrdersAtLeastPercentOfLast, rules.orders_at_least_percent_of_last, orders),
        (CheckKind::OrdersAtMostPercentOfLast, rules.orders_at_most_percent_of_last, orders),
        (CheckKind::CustomersAtLeastPercentOfLast, rules.customers_at_least_percent_of_last, customers),
        (CheckKind::CustomersAtMostPercentOfLast, rules.customers_at_most_percent_of_last, customers),
        (CheckKind::RevenueAtLeastPercentOfLast, rules.revenue_at_least_percent_of_last, revenue),
        (CheckKind::RevenueAtMostPercentOfLast, rules.revenue_at_most_percent_of_last, revenue),
        (CheckKind::LastWeekOrdersAtLeastPercent, rules.last_week_orders_at_least_percent, week),
    ];
    let shares = shares.into_iter().filter_map(|(kind, bound, (part, whole))| {
        bound.map(|percent| share_of(kind, percent, part, whole.unwrap_or_default()))
    });
    let others = [
        rules.rejected_rows_at_most_percent.map(|percent| refused_at_most(percent, new)),
        rules.data_no_older_than_days.map(|days| no_older_than(days, (today - new.last_order).num_days())),
        rules.no_new_status_words.then(|| no_new_words(new, last)),
    ];
    shares.chain(others.into_iter().flatten()).collect()
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Compared in whole numbers; nothing or a loss is no measure.
fn share_of(kind: CheckKind, percent: u32, part: i64, whole: i64) -> CheckResult {
    let bound = f64::from(percent);
    if whole <= 0 {
        return CheckResult { kind, found: CheckFigure::NothingToCompare, bound, is_passed: true };
    }
    let (found, allowed) = (i128::from(part) * 100, i128::from(percent) * i128::from(whole));
    let is_passed = match kind {
        CheckKind::OrdersAtMostPercentOfLast
        | CheckKind::CustomersAtMostPercentOfLast
        | CheckKind::RevenueAtMostPercentOfLast => found <= allowed,
        _ => found >= allowed,
    };
    CheckResult { kind, found: CheckFigure::Share { part, whole }, bound, is_passed }
}

fn refused_at_most(percent: f64, new: &ShopFigures) -> CheckResult {
    let found = CheckFigure::Share { part: signed(new.rows_refused), whole: signed(new.rows_read.max(1)) };
    // In millionths of a per cent: 0.57 % is no binary fraction.
    let allowed = (percent * 1e6).round() as i128;
    let is_passed = i128::from(new.rows_refused) * 100_000_000 <= allowed * i128::from(new.rows_read);
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
            guests: None,
            adjustments: None,
            statuses: vec!["paid".to_owned()],
            profile: SourceProfile::default(),
            format: 1,
        }
    }

    /// The checks that fail, in words.
    fn failed(rules: CheckRules, last: Option<&KeptContent>) -> Vec<String> {
        let results = make_checks(&rules, &new(), last, day(15));
        let failed = results.iter().filter(|result| !result.is_passed);
        failed.map(|result| failure_in_words(result, "€").replace('\u{a0}', " ")).collect()
    }

    fn rules(choose: Choose) -> CheckRules {
        let mut rules = CheckRules::default();
        choose(&mut rules);
        rules
    }

    #[test]
    fn each_check_holds_at_its_bound() {
        let holds: [Choose; 9] = [
            |rules| rules.customers_at_least_percent_of_last = Some(90),
            |rules| rules.customers_at_most_percent_of_last = Some(90),
            |rules| rules.orders_at_least_percent_of_last = Some(89),
            |rules| rules.orders_at_most_percent_of_last = Some(90),
            |rules| rules.revenue_at_least_percent_of_last = Some(100),
            |rules| rules.revenue_at_most_percent_of_last = Some(100),
            |rules| rules.last_week_orders_at_least_percent = Some(90),
            |rules| rules.rejected_rows_at_most_percent = Some(1.0),
            |rules| rules.data_no_older_than_days = Some(5),
        ];
        for choose in holds {
            assert_eq!(failed(rules(choose), Some(&last())), Vec::<String>::new());
        }
    }

    #[test]
    fn a_share_that_is_no_binary_fraction_holds_at_its_bound() {
        for (percent, refused, read) in [(0.57, 57, 10_000), (0.29, 290, 100_000), (0.41, 1_230, 300_000)] {
            let figures = |rows_refused| ShopFigures { rows_refused, rows_read: read, ..new() };
            assert!(refused_at_most(percent, &figures(refused)).is_passed, "{percent}");
            assert!(!refused_at_most(percent, &figures(refused + 1)).is_passed, "{percent}");
        }
    }

    #[test]
    fn each_check_fails_beyond_its_bound_and_says_what_was_found_and_allowed() {
        let fails: [(Choose, &str); 10] = [
            (
                |rules| rules.customers_at_least_percent_of_last = Some(91),
                "90 customers were found, which is 90.00 % of the 100 in service, but the checks ask for at least 91 %",
            ),
            (
                |rules| rules.customers_at_most_percent_of_last = Some(89),
                "90 customers were found, which is 90.00 % of the 100 in service, but the checks allow at most 89 %",
            ),
            // 899 of 999 is 89.99 %, which is neither 90 nor 89.
            (
                |rules| rules.orders_at_least_percent_of_last = Some(90),
                "899 completed orders were found, which is 89.99 % of the 999 in service, but the checks ask for at \
                 least 90 %",
            ),
            (
                |rules| rules.orders_at_most_percent_of_last = Some(89),
                "899 completed orders were found, which is 89.99 % of the 999 in service, but the checks allow at most \
                 89 %",
            ),
            (
                |rules| rules.revenue_at_least_percent_of_last = Some(101),
                "the revenue is € 1,000.00, which is 100.00 % of the € 1,000.00 in service, but the checks ask for at \
                 least 101 %",
            ),
            (
                |rules| rules.revenue_at_most_percent_of_last = Some(99),
                "the revenue is € 1,000.00, which is 100.00 % of the € 1,000.00 in service, but the checks allow at \
                 most 99 %",
            ),
            (
                |rules| rules.last_week_orders_at_least_percent = Some(91),
                "the last 7 days have 45 orders, which is 90.00 % of the 50 of the 7 days before, but the checks ask \
                 for at least 91 %",
            ),
            (
                |rules| rules.rejected_rows_at_most_percent = Some(0.5),
                "20 rows were refused, which is 1.00 % of the 2,000 that were read, but the checks allow at most 0.5 %",
            ),
            (
                |rules| rules.data_no_older_than_days = Some(4),
                "the last order is 5 days old, but the checks allow at most 4 days",
            ),
            (
                |rules| rules.no_new_status_words = true,
                "the data in service do not have the status “lost”, but the checks allow no new one",
            ),
        ];
        for (choose, words) in fails {
            assert_eq!(failed(rules(choose), Some(&last())), [words]);
        }
    }

    #[test]
    fn the_reason_is_a_sentence_for_each_check_and_what_to_do() {
        let rules = CheckRules {
            customers_at_most_percent_of_last: Some(80),
            no_new_status_words: true,
            ..CheckRules::default()
        };
        let run = CheckRun {
            checked_at: 0,
            results: make_checks(&rules, &new(), Some(&last()), day(15)),
            currency_symbol: "€".to_owned(),
            was_forced: false,
        };
        assert_eq!(
            refusal(&run).replace('\u{a0}', " "),
            "90 customers were found, which is 90.00 % of the 100 in service, but the checks allow at most 80 %.\nThe \
             data in service do not have the status “lost”, but the checks allow no new one.\nNothing was published. \
             Correct the source, change the checks on the page Data, or publish these data once all the same there (or \
             with `--force`)."
        );
    }

    #[test]
    fn the_first_refresh_has_nothing_to_be_compared_with() {
        let rules = CheckRules {
            orders_at_least_percent_of_last: Some(90),
            customers_at_least_percent_of_last: Some(90),
            revenue_at_least_percent_of_last: Some(90),
            orders_at_most_percent_of_last: Some(10),
            no_new_status_words: true,
            ..CheckRules::default()
        };
        assert_eq!(failed(rules, None), Vec::<String>::new());
        assert_eq!(make_checks(&rules, &new(), None, day(15)).len(), 5, "they are listed all the same");
    }

    #[test]
    fn what_is_not_asked_for_is_not_checked() {
        assert!(make_checks(&CheckRules::default(), &new(), Some(&last()), day(15)).is_empty());
    }
}
