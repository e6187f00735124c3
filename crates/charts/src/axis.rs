//! The money axis: round steps from zero and short labels.

/// The longest axis that is drawn with labels.
const STEPS_MAX: i64 = 5;

/// A zero-based axis in cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MoneyAxis {
    /// The end of the axis, a multiple of `step`, at least one step.
    pub(crate) end_cents: i64,
    /// The distance of two grid lines: 1, 2, 2.5 or 5 times a power of ten currency units.
    pub(crate) step_cents: i64,
}

impl MoneyAxis {
    /// The shortest axis of at most five round steps that reaches `max_cents`.
    pub(crate) fn reaching(max_cents: i64) -> Self {
        let max_cents = max_cents.clamp(1, i64::MAX / 100);
        let mut power = 100_i64;
        loop {
            for step in [power, power * 2, power * 5 / 2, power * 5] {
                let steps = (max_cents + step - 1) / step;
                if steps <= STEPS_MAX {
                    return Self { end_cents: steps * step, step_cents: step };
                }
            }
            power *= 10;
        }
    }

    /// The values of the grid lines, zero and the end included.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = i64> {
        let step = self.step_cents;
        (0..=self.end_cents / step).map(move |index| index * step)
    }
}

/// An amount for axes and direct labels: `R$ 1.15 M`; at most three significant digits.
pub fn format_compact_money(cents: i64, currency_symbol: &str) -> String {
    let units = cents as f64 / 100.0;
    let (value, suffix) = match units.abs() {
        size if size >= 999_500_000.0 => (units / 1e9, " bn"),
        size if size >= 999_500.0 => (units / 1e6, " M"),
        size if size >= 999.5 => (units / 1e3, " k"),
        _ => (units, ""),
    };
    let decimals = match value.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        _ => 2,
    };
    let digits = format!("{value:.decimals$}");
    let digits = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => &digits,
    };
    if currency_symbol.is_empty() {
        format!("{digits}{suffix}")
    } else {
        format!("{currency_symbol} {digits}{suffix}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_three_significant_digits() {
        let check = |cents, expected: &str| assert_eq!(format_compact_money(cents, "R$"), expected);
        check(0, "R$ 0");
        check(7, "R$ 0.07");
        check(12_345, "R$ 123");
        check(99_949, "R$ 999");
        check(99_950, "R$ 1 k");
        check(1_234_567, "R$ 12.3 k");
        check(115_000_000, "R$ 1.15 M");
        check(99_949_999, "R$ 999 k");
        check(250_000_000_000, "R$ 2.5 bn");
        check(-150_000, "R$ -1.5 k");
        assert_eq!(format_compact_money(100_000, ""), "1 k");
    }

    #[test]
    fn the_axis_reaches_the_greatest_value_in_at_most_five_round_steps() {
        for max_cents in [i64::MIN, -5, 0, 1, 99, 100, 101, 499, 123_456, 99_999_999, 1 << 50, i64::MAX / 100]
        {
            let axis = MoneyAxis::reaching(max_cents);
            assert!(axis.end_cents >= max_cents.min(i64::MAX / 100), "{max_cents}: {axis:?}");
            assert!(axis.ticks().count() <= 6, "{max_cents}: {axis:?}");
            assert_eq!(axis.ticks().last(), Some(axis.end_cents));
        }
    }
}
