//! From values to pixels and back.

/// A stretch of an axis in pixels; `from` belongs to the least value, so it may be greater than `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    is_logarithmic: bool,
    from: f64,
    to: f64,
}

impl Scale {
    /// Values in a row.
    pub(crate) fn linear((low, high): (f64, f64), (from, to): (i32, i32)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, is_logarithmic: false, from: f64::from(from), to: f64::from(to) }
    }

    /// Whole values, each of which takes the place of half a unit to both sides.
    pub(crate) fn whole((min, max): (i64, i64), is_logarithmic: bool, (from, to): (i32, i32)) -> Self {
        let project = |value: f64| if is_logarithmic { (1.0 + value.max(-0.5)).ln() } else { value };
        let low = project(min as f64 - 0.5);
        // Of huge values, neighbours are the same number.
        let high = project(max.max(min) as f64 + 0.5).max(low + 1e-9);
        Self { low, high, is_logarithmic, from: f64::from(from), to: f64::from(to) }
    }

    /// The pixel of a value.
    pub(crate) fn pixel(&self, value: f64) -> i32 {
        self.place(value).round() as i32
    }

    /// The place of a value in pixels, not rounded; values beyond the ends lie on the ends.
    pub(crate) fn place(&self, value: f64) -> f64 {
        let projected = if self.is_logarithmic { (1.0 + value.max(-0.5)).ln() } else { value };
        // Halved, so that the distance of two huge values does not overflow.
        let share = (projected / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        self.from + (self.to - self.from) * share.clamp(0.0, 1.0)
    }

    /// The whole values between two places in pixels, in any order, both inclusive; within one value, this one.
    pub(crate) fn values_between(&self, one: f64, other: f64) -> (i64, i64) {
        let (first, second) = (self.value_at(one), self.value_at(other));
        let (low, high) = (first.min(second), first.max(second));
        let (least, greatest) = (low.ceil(), high.floor());
        if least > greatest {
            let nearest = ((low + high) / 2.0).round() as i64;
            (nearest, nearest)
        } else {
            (least as i64, greatest as i64)
        }
    }

    fn value_at(&self, place: f64) -> f64 {
        let share = ((place - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        let projected = self.low + (self.high - self.low) * share;
        if self.is_logarithmic { projected.exp() - 1.0 } else { projected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_values_come_back_from_their_pixels() {
        for is_logarithmic in [false, true] {
            let scale = Scale::whole((0, 400), is_logarithmic, (50, 4_000));
            for value in [0, 1, 7, 100, 399, 400] {
                let place = scale.place(value as f64);
                assert_eq!(scale.values_between(place - 0.1, place + 0.1), (value, value));
            }
            assert_eq!(scale.values_between(9_999.0, -9_999.0), (0, 400));
        }
    }

    #[test]
    fn a_scale_of_one_value_puts_it_in_the_middle() {
        assert_eq!(Scale::whole((7, 7), false, (0, 100)).pixel(7.0), 50);
        assert_eq!(Scale::linear((3.0, 3.0), (100, 0)).pixel(3.0), 100);
        let huge = Scale::whole((i64::MAX, i64::MAX), true, (0, 100)).pixel(i64::MAX as f64);
        assert!((0..=100).contains(&huge), "{huge}");
    }
}
