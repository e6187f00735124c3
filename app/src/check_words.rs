//! What a check before publishing asks for, what it found and what was expected, for pages and for the command line.

use clientele_contract::{CheckFigure, CheckKind, CheckResult};

use crate::format::{format_count, format_counted, format_money, format_percent_exact};

/// What a check is about: `Completed orders`.
pub fn check_name(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::OrdersAtLeastPercentOfLast | CheckKind::OrdersAtMostPercentOfLast => "Completed orders",
        CheckKind::CustomersAtLeastPercentOfLast | CheckKind::CustomersAtMostPercentOfLast => "Customers",
        CheckKind::RevenueAtLeastPercentOfLast | CheckKind::RevenueAtMostPercentOfLast => "Revenue",
        CheckKind::LastWeekOrdersAtLeastPercent => "Orders of the last 7 days",
        CheckKind::RejectedRowsAtMostPercent => "Refused rows",
        CheckKind::DataNoOlderThanDays => "Age of the last order",
        CheckKind::NoNewStatusWords => "New words for a status",
    }
}

/// What it asks for, as its field is called: `Completed orders, at least % of those in service`.
pub fn check_label(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::OrdersAtLeastPercentOfLast => "Completed orders, at least % of those in service",
        CheckKind::OrdersAtMostPercentOfLast => "Completed orders, at most % of those in service",
        CheckKind::CustomersAtLeastPercentOfLast => "Customers, at least % of those in service",
        CheckKind::CustomersAtMostPercentOfLast => "Customers, at most % of those in service",
        CheckKind::RevenueAtLeastPercentOfLast => "Revenue, at least % of that in service",
        CheckKind::RevenueAtMostPercentOfLast => "Revenue, at most % of that in service",
        CheckKind::LastWeekOrdersAtLeastPercent => {
            "Orders of the last 7 days, at least % of the 7 days before"
        }
        CheckKind::RejectedRowsAtMostPercent => "Refused rows, at most % of those read",
        CheckKind::DataNoOlderThanDays => "Last order, at most days before the refresh",
        CheckKind::NoNewStatusWords => "No status that the data in service do not have",
    }
}

/// What was found: `8,120, which is 43.2 % of the 18,800 in service`.
pub fn found_in_words(result: &CheckResult, currency_symbol: &str) -> String {
    match &result.found {
        CheckFigure::Share { part, whole } => {
            let number = number_in_words(result.kind, *part, currency_symbol);
            format!("{number}, {}", share_in_words(result.kind, *part, *whole, currency_symbol))
        }
        CheckFigure::Days(days) => format_counted(days.unsigned_abs(), "day", "days"),
        CheckFigure::Words(words) if words.is_empty() => "none".to_owned(),
        CheckFigure::Words(words) => {
            words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")
        }
        CheckFigure::NothingToCompare => "nothing to compare with yet".to_owned(),
    }
}

fn share_in_words(kind: CheckKind, part: i64, whole: i64, currency_symbol: &str) -> String {
    let against = match kind {
        CheckKind::LastWeekOrdersAtLeastPercent => "of the 7\u{a0}days before",
        CheckKind::RejectedRowsAtMostPercent => "that were read",
        _ => "in service",
    };
    let share = format_percent_exact(part as f64 / whole as f64);
    format!("which is {share} of the {} {against}", number_in_words(kind, whole, currency_symbol))
}

fn number_in_words(kind: CheckKind, value: i64, currency_symbol: &str) -> String {
    match kind {
        CheckKind::RevenueAtLeastPercentOfLast | CheckKind::RevenueAtMostPercentOfLast => {
            format_money(value, currency_symbol)
        }
        _ => format_count(value.unsigned_abs()),
    }
}

/// What was expected: `at least 90 %`.
pub fn expected_in_words(result: &CheckResult) -> String {
    let bound = result.bound;
    match result.kind {
        CheckKind::OrdersAtLeastPercentOfLast
        | CheckKind::CustomersAtLeastPercentOfLast
        | CheckKind::RevenueAtLeastPercentOfLast
        | CheckKind::LastWeekOrdersAtLeastPercent => format!("at least {bound}\u{a0}%"),
        CheckKind::OrdersAtMostPercentOfLast
        | CheckKind::CustomersAtMostPercentOfLast
        | CheckKind::RevenueAtMostPercentOfLast
        | CheckKind::RejectedRowsAtMostPercent => format!("at most {bound}\u{a0}%"),
        CheckKind::DataNoOlderThanDays => {
            format!("at most {}", format_counted(bound as u64, "day", "days"))
        }
        CheckKind::NoNewStatusWords => "none".to_owned(),
    }
}

/// Both in one sentence, without its full stop: `8,120 completed orders were found, which is 43.2 % of the 18,800 in
/// service, but the checks ask for at least 90 %`.
pub fn failure_in_words(result: &CheckResult, currency_symbol: &str) -> String {
    let (kind, expected) = (result.kind, expected_in_words(result));
    match &result.found {
        CheckFigure::Share { part, whole } => {
            let found = subject_in_words(kind, *part, currency_symbol);
            let share = share_in_words(kind, *part, *whole, currency_symbol);
            let wish = if expected.starts_with("at most") { "allow" } else { "ask for" };
            format!("{found}, {share}, but the checks {wish} {expected}")
        }
        CheckFigure::Days(days) => {
            let age = format_counted(days.unsigned_abs(), "day", "days");
            format!("the last order is {age} old, but the checks allow {expected}")
        }
        CheckFigure::Words(_) | CheckFigure::NothingToCompare => {
            let words = found_in_words(result, currency_symbol);
            format!("the data in service do not have the status {words}, but the checks allow no new one")
        }
    }
}

fn subject_in_words(kind: CheckKind, part: i64, currency_symbol: &str) -> String {
    let counted = |one: &str, many: &str| format_counted(part.unsigned_abs(), one, many);
    match kind {
        CheckKind::CustomersAtLeastPercentOfLast | CheckKind::CustomersAtMostPercentOfLast => {
            counted("customer was found", "customers were found")
        }
        CheckKind::RevenueAtLeastPercentOfLast | CheckKind::RevenueAtMostPercentOfLast => {
            format!("the revenue is {}", number_in_words(kind, part, currency_symbol))
        }
        CheckKind::LastWeekOrdersAtLeastPercent => {
            format!("the last 7\u{a0}days have {}", counted("order", "orders"))
        }
        CheckKind::RejectedRowsAtMostPercent => counted("row was refused", "rows were refused"),
        _ => counted("completed order was found", "completed orders were found"),
    }
}
