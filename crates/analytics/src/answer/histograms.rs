//! How recency, frequency and spend are distributed.

use clientele_contract::{CustomerFilter, Histogram, HistogramBin, Measure, Scope, Span};

use super::{Engine, bins::Bins};

const BINS_MAX: i64 = 24;
const CENTS: i64 = 100;

impl Engine {
    pub(crate) fn summarize_histograms(&self, scope: &Scope, filter: &CustomerFilter) -> Vec<Histogram> {
        let without_ranges = CustomerFilter {
            recency_days: Span::default(),
            orders: Span::default(),
            spent_cents: Span::default(),
            ..filter.clone()
        };
        let selector = self.selector(scope, &without_ranges);
        let in_scope: Vec<usize> = (0..self.customers.len()).filter(|&row| selector.in_scope(row)).collect();
        let passing: Vec<(usize, [bool; 3])> = in_scope
            .iter()
            .filter(|&&row| selector.selects(row))
            .map(|&row| (row, self.ranges_passed(row, filter)))
            .collect();
        let histogram = |position: usize, measure: Measure| {
            let values = || in_scope.iter().map(|&row| self.customers.value(row, measure));
            let bins = values().min().zip(values().max()).map(|(least, greatest)| {
                let bins = bins_of_measure(measure, least, greatest);
                self.count_in_bins(&bins, measure, position, &passing)
            });
            Histogram { measure, bins: bins.unwrap_or_default() }
        };
        vec![
            histogram(0, Measure::Recency),
            histogram(1, Measure::Frequency),
            histogram(2, Measure::Monetary),
        ]
    }

    /// Whether a customer lies in the ranges of recency, orders and spend.
    fn ranges_passed(&self, row: usize, filter: &CustomerFilter) -> [bool; 3] {
        [
            filter.recency_days.contains(self.customers.recency_days[row]),
            filter.orders.contains(self.customers.orders[row]),
            filter.spent_cents.contains(self.customers.spent_cents[row]),
        ]
    }

    fn count_in_bins(
        &self,
        bins: &Bins,
        measure: Measure,
        own_range: usize,
        passing: &[(usize, [bool; 3])],
    ) -> Vec<HistogramBin> {
        let empty = |(min, max)| HistogramBin { min, max, customers: 0, selected_customers: 0 };
        let mut counted: Vec<HistogramBin> = (0..bins.len()).map(|bin| empty(bins.range(bin))).collect();
        for (row, passed) in passing {
            let passes_others = (0..passed.len()).all(|range| range == own_range || passed[range]);
            if passes_others {
                let bin = &mut counted[bins.position(self.customers.value(*row, measure))];
                bin.customers += 1;
                bin.selected_customers += u64::from(passed[own_range]);
            }
        }
        counted
    }
}

fn bins_of_measure(measure: Measure, least: i64, greatest: i64) -> Bins {
    match measure {
        Measure::Recency => by_round_steps(least, greatest),
        Measure::Frequency if greatest - least < BINS_MAX => Bins::linear(least, greatest, BINS_MAX),
        Measure::Frequency => fewest_left_out([1, 2], |step| {
            from_edges((0..62).step_by(step).map(|power| 1 << power), least, greatest)
        }),
        // Beyond eight decades one bar a decade.
        Measure::Monetary => {
            fewest_left_out([1, 3], |step| from_edges(round_amounts().step_by(step), least, greatest))
        }
    }
}

/// The bins with all edges, or with every n-th if those would be too many.
fn fewest_left_out(steps: [usize; 2], bins_with: impl Fn(usize) -> Bins) -> Bins {
    let all = bins_with(steps[0]);
    if all.len() <= BINS_MAX as usize { all } else { bins_with(steps[1]) }
}

/// Equal steps of 1, 2, 5, 10, 20 … units from a multiple of the step.
fn by_round_steps(least: i64, greatest: i64) -> Bins {
    let fits = |step: &i64| greatest.div_euclid(*step) - least.div_euclid(*step) < BINS_MAX;
    let step = one_two_five().find(fits).unwrap_or(i64::MAX);
    let steps = least.div_euclid(step)..=greatest.div_euclid(step);
    let starts: Vec<i64> = steps.map(|number| number * step).collect();
    let last = starts[starts.len() - 1] + (step - 1);
    Bins::new(starts, last)
}

/// 1, 2, 5, 10, 20, 50 … as far as the numbers reach.
fn one_two_five() -> impl Iterator<Item = i64> + Clone {
    (0..18).flat_map(|decade| [1, 2, 5].map(|factor| factor * 10_i64.pow(decade)))
}

/// 1, 2, 5, 10 … currency units, in cents.
fn round_amounts() -> impl Iterator<Item = i64> {
    one_two_five().map_while(|amount| amount.checked_mul(CENTS))
}

/// The ranges between ascending edges that hold values from `least` to `greatest`; values below the first
/// edge lie in a range from 0.
fn from_edges(edges: impl Iterator<Item = i64>, least: i64, greatest: i64) -> Bins {
    let mut starts = vec![least.min(0)];
    for edge in edges {
        if edge > greatest {
            return Bins::new(starts, edge - 1);
        }
        if edge <= least {
            starts.clear();
        }
        starts.push(edge);
    }
    Bins::new(starts, i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(measure: Measure, least: i64, greatest: i64) -> Vec<(i64, i64)> {
        let bins = bins_of_measure(measure, least, greatest);
        (0..bins.len()).map(|bin| bins.range(bin)).collect()
    }

    #[test]
    fn edges_are_round() {
        assert_eq!(ranges(Measure::Recency, 3, 47), (1..24).map(|n| (2 * n, 2 * n + 1)).collect::<Vec<_>>());
        let days = ranges(Measure::Recency, 1, 695);
        assert_eq!((days.len(), days[0], days[13]), (14, (0, 49), (650, 699)));
        assert_eq!(ranges(Measure::Frequency, 1, 3), [(1, 1), (2, 2), (3, 3)]);
        assert_eq!(ranges(Measure::Frequency, 1, 40)[4..], [(16, 31), (32, 63)]);
        assert_eq!(
            ranges(Measure::Monetary, 1_507, 12_000),
            [(1_000, 1_999), (2_000, 4_999), (5_000, 9_999), (10_000, 19_999)]
        );
        assert_eq!(ranges(Measure::Monetary, 0, 150), [(0, 99), (100, 199)]);
    }

    #[test]
    fn there_are_never_more_than_24_and_all_values_lie_in_them() {
        for measure in [Measure::Recency, Measure::Frequency, Measure::Monetary] {
            // Orders are counted in 32 bits.
            for power in 0..if measure == Measure::Frequency { 32 } else { 62 } {
                for least in [0, 1, 1 << (power / 2)] {
                    let found = ranges(measure, least, 1 << power);
                    assert!(found.len() <= 24, "{measure:?} {least} {power}: {}", found.len());
                    assert!(found[0].0 <= least && found[found.len() - 1].1 >= 1 << power);
                    assert!(found.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0));
                }
            }
        }
    }
}
