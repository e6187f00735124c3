//! RFM scores 1–5, 5 best; equal values always get equal scores.

use clientele_contract::{CutPoints, FrequencyRule, RfmScores, Thresholds};
use rayon::prelude::*;

use super::Measures;

/// Above this share of customers with one and the same frequency, quintiles would say nothing.
const ORDER_BANDS_ABOVE_PERCENT: u64 = 40;

/// Where the scores of the three measures begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RfmCuts {
    /// Of the days with their sign turned, so that the greater value is the better one.
    recency: Cuts,
    frequency: Cuts,
    monetary: Cuts,
}

impl RfmCuts {
    pub(crate) fn of(cut_points: CutPoints, measures: Measures<'_>) -> Self {
        match cut_points {
            CutPoints::Quintiles => Self::quintiles(measures),
            CutPoints::Fixed(thresholds) => Self::fixed(&thresholds),
        }
    }

    fn quintiles(measures: Measures<'_>) -> Self {
        let frequency = match frequency_rule(measures.orders) {
            FrequencyRule::OrderBands => Cuts::ORDER_BANDS,
            _ => Cuts::quintiles(measures.orders.iter().map(|&orders| i64::from(orders)).collect()),
        };
        Self {
            recency: Cuts::quintiles(measures.recency_days.iter().map(|&days| -i64::from(days)).collect()),
            frequency,
            monetary: Cuts::quintiles(measures.spent_cents.to_vec()),
        }
    }

    fn fixed(thresholds: &Thresholds) -> Self {
        let Thresholds { mut recency_days, orders, spent_cents } = *thresholds;
        // Fewer days than the first threshold score 5, so the last threshold comes first.
        recency_days.reverse();
        Self {
            recency: Cuts { least: recency_days.map(|days| Some(1 - i64::from(days))) },
            frequency: Cuts { least: orders.map(|orders| Some(i64::from(orders))) },
            monetary: Cuts { least: spent_cents.map(Some) },
        }
    }

    pub(crate) fn score(&self, recency_days: i32, orders: u32, spent_cents: i64) -> RfmScores {
        RfmScores {
            recency: self.recency.score(-i64::from(recency_days)),
            frequency: self.frequency.score(i64::from(orders)),
            monetary: self.monetary.score(spent_cents),
        }
    }

    /// The scores of all customers.
    pub(crate) fn score_all(&self, measures: Measures<'_>) -> Vec<RfmScores> {
        let score =
            |row| self.score(measures.recency_days[row], measures.orders[row], measures.spent_cents[row]);
        (0..measures.len()).into_par_iter().map(score).collect()
    }

    /// Fixed thresholds that come nearest to these cuts: a score that no customer has gets a band in which
    /// no customer falls, if there is room for one.
    pub(crate) fn nearest_thresholds(&self, measures: Measures<'_>) -> Thresholds {
        let days: Vec<i64> = measures.recency_days.iter().copied().map(i64::from).collect();
        // Where nobody scores 5, the band of 4 begins with the fewest days there are.
        let mut recency = self.recency.least.map(|least| least.map_or(0, |least| 1 - least));
        recency.reverse();
        let recency = recency.map(|first| days.iter().copied().filter(|days| *days >= first).min());
        let most_days = days.into_iter().max();
        let most_orders = measures.orders.iter().copied().max().map(i64::from);
        let most_spent = measures.spent_cents.iter().copied().max();
        Thresholds {
            recency_days: rising_from_one(recency, most_days)
                .map(|days| i32::try_from(days).unwrap_or(i32::MAX)),
            orders: rising_from_one(self.frequency.least, most_orders)
                .map(|orders| u32::try_from(orders).unwrap_or(u32::MAX)),
            spent_cents: rising_from_one(self.monetary.least, most_spent),
        }
    }
}

/// Thresholds from the least value of each upper band. Those that no value reaches come above `greatest`; equal
/// ones are pulled apart downwards where there is room above 0.
fn rising_from_one(least: [Option<i64>; 4], greatest: Option<i64>) -> [i64; 4] {
    let mut unreached = greatest.unwrap_or(0);
    let mut values = least.map(|least| {
        least.unwrap_or_else(|| {
            unreached = unreached.saturating_add(1);
            unreached
        })
    });
    for position in (0..3).rev() {
        values[position] = values[position].min(values[position + 1] - 1);
    }
    let mut lowest = 1;
    for value in &mut values {
        *value = lowest.max(*value);
        lowest = *value + 1;
    }
    values
}

/// How frequency is scored with quintiles.
pub(crate) fn frequency_rule(orders: &[u32]) -> FrequencyRule {
    let mut sorted = orders.to_vec();
    sorted.par_sort_unstable();
    let largest = sorted.chunk_by(|a, b| a == b).map(<[u32]>::len).max().unwrap_or(0);
    if largest as u64 * 100 > ORDER_BANDS_ABOVE_PERCENT * sorted.len() as u64 {
        FrequencyRule::OrderBands
    } else {
        FrequencyRule::Quintiles
    }
}

/// Checks that thresholds can be used.
///
/// # Errors
/// Says in words which of them do not rise from above 0.
pub fn check_thresholds(thresholds: &Thresholds) -> Result<(), String> {
    check_rising("recency", "days", thresholds.recency_days.map(i64::from))?;
    check_rising("frequency", "orders", thresholds.orders.map(i64::from))?;
    check_rising("spend", "amounts", thresholds.spent_cents)
}

fn check_rising(measure: &str, unit: &str, values: [i64; 4]) -> Result<(), String> {
    let expected = format!("give four rising numbers of {unit}, the first above 0");
    let ordinals = ["first", "second", "third", "fourth"];
    if values[0] <= 0 {
        return Err(format!("{measure}: the first threshold is not above 0; {expected}"));
    }
    match values.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(at) => Err(format!(
            "{measure}: the {} threshold is not above the {}; {expected}",
            ordinals[at + 1],
            ordinals[at]
        )),
        None => Ok(()),
    }
}

/// Where the scores of one measure begin; greater values never have lower scores.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cuts {
    /// Least value with a score of at least 2, 3, 4, 5; `None` where no value reaches it.
    least: [Option<i64>; 4],
}

impl Cuts {
    /// One, two, three, four, five or more orders.
    const ORDER_BANDS: Self = Self { least: [Some(2), Some(3), Some(4), Some(5)] };

    /// Mid-rank quintiles: p = (number smaller + half the number equal) / n, score = min(5, 1 + ⌊5 p⌋).
    ///
    /// The score never falls with the value, so the least value of each score says all.
    fn quintiles(mut values: Vec<i64>) -> Self {
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
        let quintiles = Cuts::quintiles((1..=10).collect());
        let scores: Vec<u8> = (1..=10).map(|value| quintiles.score(value)).collect();
        assert_eq!(scores, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn all_alike_are_in_the_middle() {
        let quintiles = Cuts::quintiles(vec![7; 9]);
        assert_eq!(quintiles.score(7), 3);
    }

    #[test]
    fn frequency_bands_count_orders_where_most_bought_once() {
        let orders = [1, 1, 1, 2, 3, 4, 9];
        let measures = Measures { recency_days: &[10; 7], orders: &orders, spent_cents: &[100; 7] };
        assert_eq!(frequency_rule(&orders), FrequencyRule::OrderBands);
        let scores = RfmCuts::of(CutPoints::Quintiles, measures).score_all(measures);
        assert_eq!(scores.iter().map(|scores| scores.frequency).collect::<Vec<_>>(), [1, 1, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn forty_percent_alike_still_makes_quintiles() {
        assert_eq!(frequency_rule(&[1, 1, 2, 3, 4]), FrequencyRule::Quintiles);
    }

    /// The customers of the manual of the R package `rfm`, with its cuts: the lower bound belongs to the band.
    #[test]
    fn fixed_thresholds_reproduce_the_codes_of_the_r_package_rfm() {
        let thresholds = Thresholds {
            recency_days: [115, 181, 297, 482],
            orders: [4, 5, 6, 8],
            spent_cents: [25_600, 38_200, 50_600, 66_600],
        };
        let cuts = RfmCuts::fixed(&thresholds);
        for (days, orders, amount, code) in [
            (205, 6, 472, 343),
            (140, 3, 340, 412),
            (194, 4, 405, 323),
            (98, 7, 596, 544),
            (132, 5, 448, 433),
        ] {
            assert_eq!(cuts.score(days, orders, amount * 100).code(), code, "{days} d, {orders}, {amount}");
        }
    }

    #[test]
    fn a_value_on_a_threshold_belongs_to_the_upper_band() {
        let thresholds = Thresholds {
            recency_days: [30, 90, 180, 365],
            orders: [2, 3, 4, 5],
            spent_cents: [100, 200, 300, 400],
        };
        let cuts = RfmCuts::fixed(&thresholds);
        for (days, score) in [(29, 5), (30, 4), (89, 4), (90, 3), (364, 2), (365, 1), (i32::MAX, 1)] {
            assert_eq!(cuts.score(days, 1, 0).recency, score, "{days} days");
        }
        for (cents, score) in [(99, 1), (100, 2), (399, 4), (400, 5), (i64::MAX, 5)] {
            assert_eq!(cuts.score(1, 1, cents).monetary, score, "{cents} cents");
        }
    }

    #[test]
    fn thresholds_that_do_not_rise_are_named() {
        let good = Thresholds {
            recency_days: [30, 90, 180, 365],
            orders: [2, 3, 4, 5],
            spent_cents: [100, 200, 300, 400],
        };
        assert_eq!(check_thresholds(&good), Ok(()));
        for (bad, expected) in [
            (Thresholds { recency_days: [0, 90, 180, 365], ..good }, "recency: the first threshold is not"),
            (Thresholds { orders: [2, 3, 3, 5], ..good }, "frequency: the third threshold is not above the"),
            (Thresholds { spent_cents: [100, 200, 300, 250], ..good }, "spend: the fourth threshold is not"),
        ] {
            let message = check_thresholds(&bad).unwrap_err();
            assert!(message.starts_with(expected) && message.contains("give four rising"), "{message}");
        }
    }

    proptest! {
        /// The definition, written out the slow way, for every value.
        #[test]
        fn scores_follow_the_definition(values in prop::collection::vec(-50_i64..50, 1..200)) {
            let quintiles = Cuts::quintiles(values.clone());
            for &value in &values {
                let smaller = values.iter().filter(|&&other| other < value).count() as f64;
                let equal = values.iter().filter(|&&other| other == value).count() as f64;
                // 2n is exact in a float, so the only rounding is one division.
                let p5 = (5.0 * (2.0 * smaller + equal)) / (2.0 * values.len() as f64);
                prop_assert_eq!(f64::from(quintiles.score(value)), (1.0 + p5.floor()).min(5.0));
            }
        }

        /// What a person starts to edit from is accepted, and gives every customer the scores in force wherever
        /// there is room between the values.
        #[test]
        fn the_nearest_thresholds_are_valid_and_keep_the_scores(
            people in prop::collection::vec((10_i32..40, 10_u32..40, 10_i64..400), 1..60),
        ) {
            let days: Vec<i32> = people.iter().map(|person| person.0 * 10).collect();
            let orders: Vec<u32> = people.iter().map(|person| person.1 * 10).collect();
            let cents: Vec<i64> = people.iter().map(|person| person.2 * 10).collect();
            let measures = Measures { recency_days: &days, orders: &orders, spent_cents: &cents };
            let cuts = RfmCuts::quintiles(measures);
            let thresholds = cuts.nearest_thresholds(measures);
            prop_assert_eq!(check_thresholds(&thresholds), Ok(()));
            let fixed = RfmCuts::fixed(&thresholds);
            let in_force = cuts.score_all(measures);
            for (row, scores) in fixed.score_all(measures).into_iter().enumerate() {
                prop_assert_eq!(scores.recency, in_force[row].recency);
                prop_assert_eq!(scores.monetary, in_force[row].monetary);
                // Order bands 1 to 5 lie below ten orders, so everyone stays in the last.
                prop_assert_eq!(scores.frequency, in_force[row].frequency);
            }
        }

        /// Whatever the shop: the thresholds to start from can be sent back unchanged.
        #[test]
        fn the_nearest_thresholds_are_always_valid(
            people in prop::collection::vec((1_i32..4, 1_u32..4, 0_i64..4), 0..30),
        ) {
            let days: Vec<i32> = people.iter().map(|person| person.0).collect();
            let orders: Vec<u32> = people.iter().map(|person| person.1).collect();
            let cents: Vec<i64> = people.iter().map(|person| person.2).collect();
            let measures = Measures { recency_days: &days, orders: &orders, spent_cents: &cents };
            let thresholds = RfmCuts::quintiles(measures).nearest_thresholds(measures);
            prop_assert_eq!(check_thresholds(&thresholds), Ok(()));
        }
    }
}
