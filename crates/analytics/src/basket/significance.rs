//! Whether two things go together more often than by chance.

use super::RuleCounts;

/// Below this, the factorials are multiplied out.
const SMALL: usize = 16;
/// Terms that add less than this to a sum are left out.
const NEGLIGIBLE: f64 = 1e-18;

/// ln n!, by Stirling's series to the term 1/n⁷ (Abramowitz and Stegun 6.1.41), whose error is below 1e-13 from
/// 16 on.
pub fn ln_factorial(n: u32) -> f64 {
    if (n as usize) < SMALL {
        return (2..=n).map(f64::from).product::<f64>().ln();
    }
    let n = f64::from(n);
    let inverse = 1.0 / n;
    let square = inverse * inverse;
    let series = inverse / 12.0 * (1.0 - square / 30.0 * (1.0 - square * (2.0 / 7.0 - square * 3.0 / 14.0)));
    n * n.ln() - n + 0.5 * (std::f64::consts::TAU * n).ln() + series
}

/// Fisher's exact test, one-sided: how likely at least as many baskets hold both sides if the sides had nothing to
/// do with each other, given how many hold each (the upper tail of the hypergeometric distribution).
pub fn fisher_exact_greater(counts: RuleCounts) -> f64 {
    let RuleCounts { baskets, both, left, right } = counts;
    let least = (left + right).saturating_sub(baskets);
    if both <= least {
        return 1.0;
    }
    let is_above_mean = u64::from(both) * u64::from(baskets) >= u64::from(left) * u64::from(right);
    let tail = if is_above_mean {
        upper_tail(counts)
    } else {
        // The other tail is the shorter one.
        1.0 - lower_tail(RuleCounts { both: both - 1, ..counts })
    };
    tail.clamp(0.0, 1.0)
}

/// The probability of exactly `both`.
fn hypergeometric(RuleCounts { baskets, both, left, right }: RuleCounts) -> f64 {
    let choose = |n: u32, k: u32| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    (choose(right, both) + choose(baskets - right, left - both) - choose(baskets, left)).exp()
}

fn upper_tail(counts: RuleCounts) -> f64 {
    let RuleCounts { baskets, both, left, right } = counts;
    let (n, l, r) = (f64::from(baskets), f64::from(left), f64::from(right));
    let mut term = hypergeometric(counts);
    let mut sum = term;
    for k in (both..left.min(right)).map(f64::from) {
        term *= (r - k) * (l - k) / ((k + 1.0) * (n - r - l + k + 1.0));
        sum += term;
        if term <= sum * NEGLIGIBLE {
            break;
        }
    }
    sum
}

fn lower_tail(counts: RuleCounts) -> f64 {
    let RuleCounts { baskets, both, left, right } = counts;
    let (n, l, r) = (f64::from(baskets), f64::from(left), f64::from(right));
    let least = (left + right).saturating_sub(baskets);
    let mut term = hypergeometric(counts);
    let mut sum = term;
    for k in (least + 1..=both).rev().map(f64::from) {
        term *= k * (n - r - l + k) / ((r - k + 1.0) * (l - k + 1.0));
        sum += term;
        if term <= sum * NEGLIGIBLE {
            break;
        }
    }
    sum
}

/// The q-values of Benjamini and Hochberg (1995): the share of false discoveries if all p-values up to this one
/// were called discoveries.
///
/// `tests` counts all hypotheses that were looked at. Where only a part of their p-values is known, the ranks
/// among these are too low, so the q-values err on the side of caution.
pub fn benjamini_hochberg(p_values: &[f64], tests: u64) -> Vec<f64> {
    let mut by_p: Vec<usize> = (0..p_values.len()).collect();
    by_p.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let tests = tests.max(p_values.len() as u64) as f64;
    let mut q_values = vec![1.0; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, &position) in by_p.iter().enumerate().rev() {
        least = least.min(p_values[position] * tests / (rank + 1) as f64);
        q_values[position] = least;
    }
    q_values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factorials_agree_where_the_series_begins() {
        let product: f64 = (2..=20).map(f64::from).product();
        assert!((ln_factorial(20) - product.ln()).abs() < 1e-12);
        let by_steps = ln_factorial(15) + 16.0_f64.ln();
        assert!((ln_factorial(16) - by_steps).abs() < 1e-12, "{}", ln_factorial(16) - by_steps);
        assert_eq!([0, 1].map(ln_factorial), [0.0, 0.0]);
    }

    /// The probability of exactly as many underflows, and so do those of more.
    #[test]
    fn what_is_too_unlikely_for_a_number_is_nothing_or_everything() {
        let of =
            |both| RuleCounts { baskets: 4_000_000_000, both, left: 2_000_000_000, right: 2_000_000_000 };
        assert_eq!([500_000_000, 1_500_000_000].map(of).map(hypergeometric), [0.0, 0.0]);
        assert_eq!([500_000_000, 1_500_000_000].map(of).map(fisher_exact_greater), [1.0, 0.0]);
    }

    #[test]
    fn both_tails_and_the_middle_make_one() {
        for (baskets, left, right) in [(20, 7, 9), (100, 3, 80), (50, 50, 10), (12, 1, 1), (30, 25, 20)] {
            let of = |both| RuleCounts { baskets, both, left, right };
            let least = (left + right).saturating_sub(baskets);
            let brute = |from: u32| (from..=left.min(right)).map(|k| hypergeometric(of(k))).sum::<f64>();
            for both in least..=left.min(right) {
                let (found, expected) = (fisher_exact_greater(of(both)), brute(both));
                assert!((found - expected).abs() < 1e-11, "{both} of {baskets}: {found}, not {expected}");
            }
        }
    }
}
