//! What a check before publishing found and what was expected, for pages and for the command line.

use clientele_contract::{CheckFigure, CheckKind, CheckResult};

use crate::format::{format_count, format_counted, format_money, format_percent_exact};

/// What a check is about: `Completed orders`.
pub fn check_name(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::OrdersAtLeastPercentOfLast => "Completed orders",
        CheckKind::CustomersAtLeastPercentOfLast => "Customers",
        CheckKind::RevenueAtLeastPercentOfLast => "Revenue",
        CheckKind::LastWeekOrdersAtLeastPercent => "Orders of the last seven days",
        CheckKind::RejectedRowsAtMostPercent => "Refused rows",
        CheckKind::DataNoOlderThanDays => "Age of the data",
        CheckKind::NoNewStatusWords => "New words for a status",
    }
}

/// What was found: `8,120, which is 43.2 % of the 18,800 in service`.
pub fn found_in_words(result: &CheckResult, currency_symbol: &str) -> String {
    let number = |value: i64| match result.kind {
        CheckKind::RevenueAtLeastPercentOfLast => format_money(value, currency_symbol),
        _ => format_count(value.unsigned_abs()),
    };
    match &result.found {
        CheckFigure::Share { part, whole } => {
            let against = match result.kind {
                CheckKind::LastWeekOrdersAtLeastPercent => "of the seven days before",
                CheckKind::RejectedRowsAtMostPercent => "rows that were read",
                _ => "in service",
            };
            let share = *part as f64 / *whole as f64;
            format!(
                "{}, which is {} of the {} {against}",
                number(*part),
                format_percent_exact(share),
                number(*whole)
            )
        }
        CheckFigure::Days(days) => {
            format!("the last order is {} old", format_counted(days.unsigned_abs(), "day", "days"))
        }
        CheckFigure::Words(words) if words.is_empty() => "none".to_owned(),
        CheckFigure::Words(words) => {
            words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")
        }
        CheckFigure::NothingToCompare => "nothing to compare with yet".to_owned(),
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
        CheckKind::RejectedRowsAtMostPercent => format!("at most {bound}\u{a0}%"),
        CheckKind::DataNoOlderThanDays => format!("at most {bound}\u{a0}days"),
        CheckKind::NoNewStatusWords => "none".to_owned(),
    }
}
