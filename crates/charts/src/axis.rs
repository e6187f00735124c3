//! Axes with round steps, and the short labels of charts.

use crate::spec::Unit;

const NO_BREAK_SPACE: char = '\u{a0}';
/// Beyond this size whole numbers are no longer exact in pictures; values are clamped to it.
const VALUE_MAX: f64 = 1e15;

/// An axis that ends at round numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NumberAxis {
    /// The least value, a multiple of `step`.
    pub(crate) start: f64,
    /// The greatest value, a multiple of `step`, at least one step above the start.
    pub(crate) end: f64,
    /// The distance of two grid lines: 1, 2, 2.5 or 5 times a power of ten.
    pub(crate) step: f64,
}

impl NumberAxis {
    /// The axis with the smallest steps that spans `low` to `high` in at most `steps_max` of them.
    pub(crate) fn spanning(low: f64, high: f64, unit: &Unit, steps_max: u32) -> Self {
        let low = finite(low);
        let high = finite(high).max(low);
        let least_step = match unit {
            Unit::Count | Unit::Days | Unit::Money { .. } => 1.0,
            Unit::Percent => 0.001,
            Unit::Number => 1e-6,
        };
        // Steps much smaller than the values would be lost in rounding.
        let size = low.abs().max(high.abs());
        let mut power: f64 = least_step;
        while power < size * 1e-9 {
            power *= 10.0;
        }
        loop {
            for factor in [1.0_f64, 2.0, 2.5, 5.0] {
                let step = factor * power;
                let is_broken = least_step == 1.0 && step.fract() != 0.0;
                let first = (low / step).floor();
                let last = (high / step).ceil().max(first + 1.0);
                if !is_broken && last - first <= f64::from(steps_max.max(1)) {
                    return Self { start: first * step, end: last * step, step };
                }
            }
            power *= 10.0;
        }
    }

    /// The values of the grid lines, both ends included.
    pub(crate) fn ticks(self) -> impl Iterator<Item = f64> {
        let steps = ((self.end - self.start) / self.step).round() as u32;
        (0..=steps).map(move |index| self.start + f64::from(index) * self.step)
    }
}

/// A number that can be drawn: odd ones become zero, huge ones are clamped.
pub(crate) fn finite(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(-VALUE_MAX, VALUE_MAX) }
}

/// A value for axes and direct labels, at most three significant digits: `R$ 1.15 m`, `12.5 %`, `3.2 k`.
pub(crate) fn format_short(value: f64, unit: &Unit) -> String {
    let value = finite(value);
    match unit {
        Unit::Count | Unit::Days | Unit::Number => short_number(value),
        Unit::Percent => format!("{}{NO_BREAK_SPACE}%", short_number(value * 100.0)),
        Unit::Money { symbol } if symbol.is_empty() => short_number(value / 100.0),
        Unit::Money { symbol } => format!("{symbol}{NO_BREAK_SPACE}{}", short_number(value / 100.0)),
    }
}

/// Whole values from `low` to `high`, exact: `30–45 days`, `R$ 12.50–99.99`, `3`.
pub(crate) fn format_range((low, high): (i64, i64), unit: &Unit) -> String {
    let ends = if low == high {
        exact_digits(low, unit)
    } else {
        format!("{}–{}", exact_digits(low, unit), exact_digits(high, unit))
    };
    match unit {
        Unit::Days if (low, high) == (1, 1) => format!("{ends}{NO_BREAK_SPACE}day"),
        Unit::Days => format!("{ends}{NO_BREAK_SPACE}days"),
        Unit::Money { symbol } if !symbol.is_empty() => format!("{symbol}{NO_BREAK_SPACE}{ends}"),
        _ => ends,
    }
}

/// A count with its noun: `1 customer`, `1,204 customers`.
pub(crate) fn format_counted(count: u64, (one, many): &(String, String)) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{}{NO_BREAK_SPACE}{noun}", grouped(count))
}

/// Digits in groups of three: `1,204`.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A value as addresses write it: amounts in currency units (`12.50`, `12`), all else as a whole number.
pub(crate) fn format_address(value: i64, unit: &Unit) -> String {
    match unit {
        Unit::Money { .. } if value % 100 == 0 => (value / 100).to_string(),
        Unit::Money { .. } => {
            let sign = if value < 0 { "-" } else { "" };
            let cents = value.unsigned_abs();
            format!("{sign}{}.{:02}", cents / 100, cents % 100)
        }
        _ => value.to_string(),
    }
}

fn exact_digits(value: i64, unit: &Unit) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let size = value.unsigned_abs();
    match unit {
        Unit::Money { .. } => format!("{sign}{}.{:02}", grouped(size / 100), size % 100),
        _ => format!("{sign}{}", grouped(size)),
    }
}

fn short_number(value: f64) -> String {
    let size = value.abs();
    let (scaled, suffix) = match size {
        _ if size >= 999_500_000.0 => (size / 1e9, "\u{a0}bn"),
        _ if size >= 999_500.0 => (size / 1e6, "\u{a0}m"),
        _ if size >= 999.5 => (size / 1e3, "\u{a0}k"),
        _ => (size, ""),
    };
    let decimals = match scaled {
        _ if scaled >= 99.95 => 0,
        _ if scaled >= 9.995 => 1,
        _ if scaled >= 0.995 || scaled == 0.0 => 2,
        _ => 3,
    };
    let digits = format!("{scaled:.decimals$}");
    let digits = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => &digits,
    };
    let sign = if value < 0.0 && digits != "0" { "−" } else { "" };
    format!("{sign}{digits}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reais() -> Unit {
        Unit::Money { symbol: "R$".to_owned() }
    }

    #[test]
    fn labels_keep_three_significant_digits_and_name_the_unit() {
        let check = |value, unit: &Unit, expected: &str| {
            assert_eq!(format_short(value, unit).replace('\u{a0}', " "), expected);
        };
        check(0.0, &reais(), "R$ 0");
        check(7.0, &reais(), "R$ 0.07");
        check(99_949.0, &reais(), "R$ 999");
        check(1_234_567.0, &reais(), "R$ 12.3 k");
        check(115_000_000.0, &reais(), "R$ 1.15 m");
        check(-150_000.0, &reais(), "R$ −1.5 k");
        check(0.125, &Unit::Percent, "12.5 %");
        check(0.002, &Unit::Percent, "0.2 %");
        check(4_407.0, &Unit::Count, "4.41 k");
        check(f64::NAN, &Unit::Count, "0");
        check(f64::INFINITY, &Unit::Number, "1000000 bn");
        check(-0.000_01, &Unit::Number, "0");
    }

    #[test]
    fn ranges_are_exact() {
        let check = |range, unit: &Unit, expected: &str| {
            assert_eq!(format_range(range, unit).replace('\u{a0}', " "), expected);
        };
        check((30, 1_045), &Unit::Days, "30–1,045 days");
        check((1, 1), &Unit::Days, "1 day");
        check((1_250, 9_999), &reais(), "R$ 12.50–99.99");
        check((-5, -5), &reais(), "R$ −0.05");
        check((3, 3), &Unit::Count, "3");
        check((i64::MIN, i64::MAX), &Unit::Count, "−9,223,372,036,854,775,808–9,223,372,036,854,775,807");
    }

    #[test]
    fn addresses_have_currency_units_and_whole_numbers() {
        assert_eq!(format_address(1_250, &reais()), "12.50");
        assert_eq!(format_address(120_000, &reais()), "1200");
        assert_eq!(format_address(-5, &reais()), "-0.05");
        assert_eq!(format_address(45, &Unit::Days), "45");
    }

    #[test]
    fn axes_span_the_values_in_few_round_steps() {
        let ends =
            [f64::NEG_INFINITY, -123_456.0, -1.0, 0.0, 0.3, 1.0, 99.0, 101.0, 1e12, f64::MAX, f64::NAN];
        for unit in [Unit::Count, Unit::Percent, Unit::Number, reais()] {
            for (low, high) in ends.iter().flat_map(|low| ends.iter().map(move |high| (*low, *high))) {
                let axis = NumberAxis::spanning(low, high, &unit, 5);
                let low = finite(low);
                let high = finite(high).max(low);
                let hair = 1e-9 * axis.step;
                assert!(
                    axis.start <= low + hair && axis.end >= high - hair && axis.end > axis.start,
                    "{axis:?}"
                );
                assert!((2..=6).contains(&axis.ticks().count()), "{low}–{high}: {axis:?}");
            }
        }
    }
}
