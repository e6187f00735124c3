//! How each measure is called, written, compared and drawn.

use clientele_charts::Unit;
use clientele_contract::{TrendFigures, TrendMeasure};

use crate::{
    components::Comparison,
    format::{
        format_count, format_mean, format_money, format_money_short, format_percent, format_score, or_dash,
    },
    pages::overview::sections::change::Measure,
};

/// What people call a measure.
pub fn name_of(measure: TrendMeasure) -> &'static str {
    match measure {
        TrendMeasure::Revenue => "Revenue",
        TrendMeasure::Orders => "Orders",
        TrendMeasure::Customers => "Customers",
        TrendMeasure::NewCustomers => "New customers",
        TrendMeasure::AverageOrderValue => "Average order value",
        TrendMeasure::Units => "Items",
        TrendMeasure::RepeatShare => "Repeat share",
        TrendMeasure::ReviewScore => "Review score of orders",
    }
}

/// The glossary entry that explains it.
pub fn term_of(measure: TrendMeasure) -> &'static str {
    match measure {
        TrendMeasure::Revenue => "revenue",
        TrendMeasure::Orders => "completed-order",
        TrendMeasure::Customers => "customer",
        TrendMeasure::NewCustomers => "new-customer",
        TrendMeasure::AverageOrderValue => "average-order-value",
        TrendMeasure::Units => "items-sold",
        TrendMeasure::RepeatShare => "repeat-share",
        TrendMeasure::ReviewScore => "order-review",
    }
}

/// What the values of a picture are.
pub fn unit_of(measure: TrendMeasure, currency_symbol: &str) -> Unit {
    match measure {
        TrendMeasure::Revenue | TrendMeasure::AverageOrderValue => {
            Unit::Money { symbol: currency_symbol.to_owned() }
        }
        TrendMeasure::RepeatShare => Unit::Percent,
        TrendMeasure::ReviewScore => Unit::Number,
        _ => Unit::Count,
    }
}

/// A value as it is exactly.
pub fn exact(measure: TrendMeasure, value: Option<f64>, currency_symbol: &str) -> String {
    or_dash(value.map(|value| match measure {
        TrendMeasure::Revenue | TrendMeasure::AverageOrderValue => {
            format_money(value.round() as i64, currency_symbol)
        }
        TrendMeasure::RepeatShare => format_percent(value),
        TrendMeasure::ReviewScore => format_score(value),
        _ => format_count(value.round() as u64),
    }))
}

/// A value in short, for a tile.
pub fn short(measure: TrendMeasure, value: Option<f64>, currency_symbol: &str) -> String {
    match (measure, value) {
        (TrendMeasure::Revenue | TrendMeasure::AverageOrderValue, Some(cents)) => {
            format_money_short(cents, currency_symbol)
        }
        _ => exact(measure, value, currency_symbol),
    }
}

/// The mean of several days: a count is no longer whole.
pub fn mean(measure: TrendMeasure, value: Option<f64>, currency_symbol: &str) -> String {
    match (unit_of(measure, currency_symbol), value) {
        (Unit::Count, Some(mean)) => format_mean(mean),
        _ => exact(measure, value, currency_symbol),
    }
}

/// The change of a measure in words; `phrase` is the compared days as after “than”.
pub fn change(measure: TrendMeasure, now: Option<f64>, before: Option<f64>, phrase: &str) -> Comparison {
    let kind = match measure {
        TrendMeasure::Revenue | TrendMeasure::AverageOrderValue => Measure::Amount,
        TrendMeasure::RepeatShare => Measure::Rate,
        TrendMeasure::ReviewScore => Measure::Score,
        _ => Measure::Count,
    };
    kind.change(now, before, phrase)
}

/// The comparison as a part of a sentence: `12.0 % more than in the 90 days before`.
pub fn in_words(comparison: &Comparison) -> String {
    format!("{} {}", comparison.figure, comparison.words).trim().to_owned()
}

/// The number of customers behind a point, who are whom its link opens.
pub fn customers_behind(measure: TrendMeasure, point: &TrendFigures) -> u64 {
    match measure {
        TrendMeasure::NewCustomers => point.new_customers,
        _ => point.customers,
    }
}
