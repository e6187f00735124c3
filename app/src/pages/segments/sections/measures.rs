//! The three measures, as pictures name them, and how a filter holds their ranges.

use clientele_charts::Unit;
use clientele_contract::{CustomerFilter, Measure, Span};

use crate::format::{format_counted, format_money};

/// What an axis shows.
pub fn axis_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Recency => "Days since the last order",
        Measure::Frequency => "Orders",
        Measure::Monetary => "Spent",
    }
}

/// The measure in a sentence.
pub fn in_words(measure: Measure) -> &'static str {
    match measure {
        Measure::Recency => "recency",
        Measure::Frequency => "orders",
        Measure::Monetary => "spend",
    }
}

/// What the numbers of a measure are.
pub fn unit_of(measure: Measure, currency_symbol: &str) -> Unit {
    match measure {
        Measure::Recency => Unit::Days,
        Measure::Frequency => Unit::Count,
        Measure::Monetary => Unit::Money { symbol: currency_symbol.to_owned() },
    }
}

/// A value as people read it: `334 days ago`, `1 order`, `R$ 120.50`.
pub fn value_in_words(measure: Measure, value: i64, currency_symbol: &str) -> String {
    let count = u64::try_from(value).unwrap_or(0);
    match measure {
        Measure::Recency => format!("{} ago", format_counted(count, "day", "days")),
        Measure::Frequency => format_counted(count, "order", "orders"),
        Measure::Monetary => format_money(value, currency_symbol),
    }
}

/// The key of the range of a measure in addresses, without `_min` and `_max`.
pub fn range_key(measure: Measure) -> &'static str {
    match measure {
        Measure::Recency => "recency",
        Measure::Frequency => "orders",
        Measure::Monetary => "spent",
    }
}

/// The filter without the range of a measure.
pub fn without_range(filter: &CustomerFilter, measure: Measure) -> CustomerFilter {
    let mut filter = filter.clone();
    match measure {
        Measure::Recency => filter.recency_days = Span::default(),
        Measure::Frequency => filter.orders = Span::default(),
        Measure::Monetary => filter.spent_cents = Span::default(),
    }
    filter
}

/// The filter with the range of a measure no wider than a window.
pub fn within(filter: &CustomerFilter, measure: Measure, window: Span<i64>) -> CustomerFilter {
    let mut filter = filter.clone();
    match measure {
        Measure::Recency => narrow(&mut filter.recency_days, window),
        Measure::Frequency => narrow(&mut filter.orders, window),
        Measure::Monetary => narrow(&mut filter.spent_cents, window),
    }
    filter
}

/// The later of the beginnings and the earlier of the ends.
fn narrow<T: Ord + Copy + TryFrom<i64>>(range: &mut Span<T>, window: Span<i64>) {
    let end = |end: Option<i64>| end.and_then(|end| T::try_from(end).ok());
    range.min = range.min.max(end(window.min));
    range.max = match (range.max, end(window.max)) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_narrows_a_filter_and_never_widens_it() {
        let filter = CustomerFilter {
            recency_days: Span { min: Some(50), max: Some(100) },
            ..CustomerFilter::default()
        };
        let range = |min, max| within(&filter, Measure::Recency, Span { min, max }).recency_days;
        assert_eq!(range(Some(10), Some(80)), Span { min: Some(50), max: Some(80) });
        assert_eq!(range(None, None), Span { min: Some(50), max: Some(100) });
        assert_eq!(range(Some(70), Some(900)), Span { min: Some(70), max: Some(100) });
        let spent = within(&filter, Measure::Monetary, Span { min: None, max: Some(2_050) }).spent_cents;
        assert_eq!(spent, Span { min: None, max: Some(2_050) });
    }
}
