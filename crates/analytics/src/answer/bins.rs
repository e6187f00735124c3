//! Ranges of whole units, one after another without a gap.

/// Least values of the ranges in ascending order, and the greatest value of the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bins {
    starts: Vec<i64>,
    last: i64,
}

impl Bins {
    /// Ranges that begin at `starts`, ascending and not empty; the last ends at `last`.
    pub(crate) fn new(starts: Vec<i64>, last: i64) -> Self {
        debug_assert!(starts.is_sorted_by(|a, b| a < b) && starts.last().is_some_and(|start| *start <= last));
        Self { starts, last }
    }

    /// As many ranges of one width as needed from `least` to `greatest`, at most `count`.
    pub(crate) fn linear(least: i64, greatest: i64, count: i64) -> Self {
        let width = (greatest - least) / count + 1;
        let needed = (greatest - least) / width + 1;
        Self::new((0..needed).map(|bin| least + bin * width).collect(), greatest)
    }

    /// At most `count` ranges whose widths grow with `1 + value`; single units where that would be less.
    pub(crate) fn logarithmic(least: i64, greatest: i64, count: i64) -> Self {
        let logarithm = |value: i64| (value as f64).ln_1p();
        let step = (logarithm(greatest) - logarithm(least)) / count as f64;
        let mut starts = vec![least];
        for bin in 1..count {
            let start = (logarithm(least) + bin as f64 * step).exp_m1().ceil() as i64;
            if start > starts[starts.len() - 1] && start <= greatest {
                starts.push(start);
            }
        }
        Self::new(starts, greatest)
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The range that holds `value`, which must lie within all of them.
    pub(crate) fn position(&self, value: i64) -> usize {
        self.starts.partition_point(|&start| start <= value).saturating_sub(1)
    }

    /// Least and greatest value of a range.
    pub(crate) fn range(&self, position: usize) -> (i64, i64) {
        let next = self.starts.get(position + 1).map_or(self.last, |next| next - 1);
        (self.starts[position], next)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_value_lies_in_exactly_one_range(
            least in 0_i64..2_000_000,
            span in 0_i64..5_000_000,
            share in 0.0..=1.0_f64,
            count in 1_i64..60,
        ) {
            let greatest = least + span;
            let value = least + (share * span as f64) as i64;
            for bins in [Bins::linear(least, greatest, count), Bins::logarithmic(least, greatest, count)] {
                prop_assert!(bins.len() <= count as usize);
                prop_assert_eq!(bins.range(0).0, least);
                prop_assert_eq!(bins.range(bins.len() - 1).1, greatest);
                let holding: Vec<usize> = (0..bins.len())
                    .filter(|&bin| (bins.range(bin).0..=bins.range(bin).1).contains(&value))
                    .collect();
                prop_assert_eq!(holding, vec![bins.position(value)]);
            }
        }
    }

    #[test]
    fn few_values_have_a_range_each() {
        let bins = Bins::linear(1, 15, 32);
        assert_eq!(bins.len(), 15);
        assert_eq!(bins.range(3), (4, 4));
        assert_eq!(Bins::linear(7, 7, 48).len(), 1);
        assert_eq!(Bins::linear(1, 100, 48).range(33), (100, 100));
    }
}
