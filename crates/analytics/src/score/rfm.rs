//! RFM scores 1–5, 5 best; equal values always get equal scores.

use clientele_contract::{FrequencyRule, RfmScores};
use rayon::prelude::*;

/// Above this share of customers with one and the same frequency, quintiles would say nothing.
const ORDER_BANDS_ABOVE_PERCENT: u64 = 40;

/// Scores of all customers, and how frequency was scored.
pub(crate) fn score_rfm(
    recency_days: &[i32],
    frequencies: &[u32],
    monetary_cents: &[i64],
) -> (Vec<RfmScores>, FrequencyRule) {
    let recency = Quintiles::of(recency_days.iter().map(|&days| -i64::from(days)).collect());
    let monetary = Quintiles::of(monetary_cents.to_vec());
    let (frequency, rule) = frequency_quintiles(frequencies);
    let score_frequency = |orders: u32| match &frequency {
        Some(quintiles) => quintiles.score(i64::from(orders)),
        None => orders.clamp(1, 5) as u8,
    };
    let scores = (0..recency_days.len())
        .map(|customer| RfmScores {
            recency: recency.score(-i64::from(recency_days[customer])),
            frequency: score_frequency(frequencies[customer]),
            monetary: monetary.score(monetary_cents[customer]),
        })
        .collect();
    (scores, rule)
}

fn frequency_quintiles(frequencies: &[u32]) -> (Option<Quintiles>, FrequencyRule) {
    let mut sorted: Vec<i64> = frequencies.iter().map(|&orders| i64::from(orders)).collect();
    sorted.sort_unstable();
    let largest = sorted.chunk_by(|a, b| a == b).map(<[i64]>::len).max().unwrap_or(0);
    if largest as u64 * 100 > ORDER_BANDS_ABOVE_PERCENT * sorted.len() as u64 {
        (None, FrequencyRule::OrderBands)
    } else {
        (Some(Quintiles::of(sorted)), FrequencyRule::Quintiles)
    }
}

/// Mid-rank quintiles: p = (number smaller + half the number equal) / n, score = min(5, 1 + ⌊5 p⌋).
///
/// The score never falls with the value, so the least value of each score says all.
struct Quintiles {
    /// Least value with a score of at least 2, 3, 4, 5; `None` where no value reaches it.
    least: [Option<i64>; 4],
}

impl Quintiles {
    fn of(mut values: Vec<i64>) -> Self {
        values.par_sort_unstable();
        let mut least = [None; 4];
        let mut smaller = 0;
        for equal in values.chunk_by(|a, b| a == b) {
            let score = mid_rank_score(smaller, equal.len(), values.len());
            for reached in &mut least[..usize::from(score) - 1] {
                reached.get_or_insert(equal[0]);
            }
            smaller += equal.len();
        }
        Self { least }
    }

    fn score(&self, value: i64) -> u8 {
        1 + self.least.iter().filter(|least| least.is_some_and(|least| value >= least)).count() as u8
    }
}

/// Exact in integers: ⌊5 (2 smaller + equal) / 2n⌋.
fn mid_rank_score(smaller: usize, equal: usize, n: usize) -> u8 {
    let fifth = 5 * (2 * smaller as u64 + equal as u64) / (2 * n as u64);
    (1 + fifth).min(5) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ten_distinct_values_fall_two_by_two() {
        let quintiles = Quintiles::of((1..=10).collect());
        let scores: Vec<u8> = (1..=10).map(|value| quintiles.score(value)).collect();
        assert_eq!(scores, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn all_alike_are_in_the_middle() {
        let quintiles = Quintiles::of(vec![7; 9]);
        assert_eq!(quintiles.score(7), 3);
    }

    #[test]
    fn frequency_bands_count_orders_where_most_bought_once() {
        let (scores, rule) = score_rfm(&[10; 7], &[1, 1, 1, 2, 3, 4, 9], &[100; 7]);
        assert_eq!(rule, FrequencyRule::OrderBands);
        assert_eq!(scores.iter().map(|scores| scores.frequency).collect::<Vec<_>>(), [1, 1, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn forty_percent_alike_still_makes_quintiles() {
        let (_, rule) = score_rfm(&[10; 5], &[1, 1, 2, 3, 4], &[100; 5]);
        assert_eq!(rule, FrequencyRule::Quintiles);
    }

    proptest! {
        /// The definition, written out the slow way, for every value.
        #[test]
        fn scores_follow_the_definition(values in prop::collection::vec(-50_i64..50, 1..200)) {
            let quintiles = Quintiles::of(values.clone());
            for &value in &values {
                let smaller = values.iter().filter(|&&other| other < value).count() as f64;
                let equal = values.iter().filter(|&&other| other == value).count() as f64;
                // 2n is exact in a float, so the only rounding is one division.
                let p5 = (5.0 * (2.0 * smaller + equal)) / (2.0 * values.len() as f64);
                prop_assert_eq!(f64::from(quintiles.score(value)), (1.0 + p5.floor()).min(5.0));
            }
        }
    }
}
