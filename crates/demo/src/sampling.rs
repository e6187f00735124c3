//! Seeded random draws that come out the same on every machine.
//!
//! The distributions are written out here, on `libm`, because the logarithms and powers of the usual crates
//! come from the platform's own maths library. Those differ in the last digit from one system to the next, and
//! one digit can move a purchase across midnight: then the same seed no longer gives the same bytes.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

/// Thirty-two lower-case hex digits, the form of every id in the nine files.
pub(crate) type HexId = [u8; 32];

/// What a generator is used for. Each purpose draws from a sequence of its own, so adding a draw to one never
/// shifts another.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    Places = 1,
    Sellers = 2,
    Products = 3,
    Person = 4,
}

/// One seeded sequence of draws.
#[derive(Debug)]
pub(crate) struct RandomSource {
    generator: Xoshiro256PlusPlus,
}

impl RandomSource {
    /// The sequence of one purpose and index. Two indices of a purpose never share a sequence, which is what
    /// lets people be generated on any number of threads.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let purpose_seed = mix_bits(seed.wrapping_add(mix_bits(purpose as u64)));
        let generator = Xoshiro256PlusPlus::seed_from_u64(mix_bits(purpose_seed.wrapping_add(index)));
        Self { generator }
    }

    /// Uniform on [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.generator.next_u64() >> 11) as f64 * STEP
    }

    /// Uniform on 0, 1, … `bound` − 1. A `bound` of 0 gives 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.generator.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// Uniform on `first` ..= `last`.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below((last - first + 1).unsigned_abs()) as i64
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `items`, each equally likely.
    pub(crate) fn choose<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    /// Exponential waiting time with mean 1 / `rate`; infinite for a rate of 0.
    pub(crate) fn exponential(&mut self, rate: f64) -> f64 {
        -libm::log(self.positive_unit()) / rate
    }

    /// Standard normal, by Marsaglia's polar method.
    pub(crate) fn normal(&mut self) -> f64 {
        loop {
            let x = 2.0 * self.unit() - 1.0;
            let y = 2.0 * self.unit() - 1.0;
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * libm::log(square) / square).sqrt();
            }
        }
    }

    /// Log-normal with the given median and standard deviation of the logarithm.
    pub(crate) fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * libm::exp(sigma * self.normal())
    }

    /// Gamma with mean `shape` / `rate`, by the method of Marsaglia and Tsang.
    pub(crate) fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        if shape < 1.0 {
            let boost = libm::pow(self.positive_unit(), 1.0 / shape);
            return self.gamma(shape + 1.0, rate) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            if libm::log(self.positive_unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v / rate;
            }
        }
    }

    /// Beta with mean `a` / (`a` + `b`).
    pub(crate) fn beta(&mut self, a: f64, b: f64) -> f64 {
        let x = self.gamma(a, 1.0);
        let y = self.gamma(b, 1.0);
        x / (x + y)
    }

    pub(crate) fn hex_id(&mut self) -> HexId {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut id = [b'0'; 32];
        for half in id.chunks_exact_mut(16) {
            let mut bits = self.generator.next_u64();
            for digit in half {
                *digit = DIGITS[(bits & 15) as usize];
                bits >>= 4;
            }
        }
        id
    }

    /// Uniform on (0, 1], for logarithms.
    fn positive_unit(&mut self) -> f64 {
        1.0 - self.unit()
    }
}

/// A choice among numbered alternatives in proportion to whole-number weights.
#[derive(Debug)]
pub(crate) struct WeightedChoice {
    cumulative: Vec<u64>,
}

impl WeightedChoice {
    /// At least one weight must be above 0.
    pub(crate) fn new(weights: impl IntoIterator<Item = u64>) -> Self {
        let mut total = 0;
        let cumulative = weights.into_iter().map(|weight| {
            total += weight;
            total
        });
        Self { cumulative: cumulative.collect() }
    }

    /// The number of an alternative; one of weight 0 is never drawn.
    pub(crate) fn draw(&self, random: &mut RandomSource) -> usize {
        let total = self.cumulative.last().copied().unwrap_or(0);
        let target = random.below(total);
        self.cumulative.partition_point(|&sum| sum <= target)
    }
}

/// The finaliser of SplitMix64: a bijection, so that different inputs stay different.
fn mix_bits(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: u64 = 200_000;

    fn mean_and_variance(draw: impl Fn(&mut RandomSource) -> f64) -> (f64, f64) {
        let mut random = RandomSource::new(7, Purpose::Person, 0);
        let values: Vec<f64> = (0..DRAWS).map(|_| draw(&mut random)).collect();
        let mean = values.iter().sum::<f64>() / DRAWS as f64;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / DRAWS as f64;
        (mean, variance)
    }

    #[track_caller]
    fn check_moments(found: (f64, f64), mean: f64, variance: f64) {
        let tolerance = 6.0 * (variance / DRAWS as f64).sqrt();
        assert!((found.0 - mean).abs() < tolerance, "mean {} is not {mean}", found.0);
        assert!((found.1 / variance - 1.0).abs() < 0.05, "variance {} is not {variance}", found.1);
    }

    #[test]
    fn draws_have_the_moments_of_their_distributions() {
        check_moments(mean_and_variance(RandomSource::normal), 0.0, 1.0);
        check_moments(mean_and_variance(|random| random.exponential(0.5)), 2.0, 4.0);
        check_moments(mean_and_variance(|random| random.gamma(3.0, 2.0)), 1.5, 0.75);
        check_moments(mean_and_variance(|random| random.gamma(0.25, 4.0)), 0.0625, 0.015_625);
        check_moments(mean_and_variance(|random| random.beta(1.0, 1.5)), 0.4, 0.24 / 3.5);
    }

    #[test]
    fn weighted_choice_follows_its_weights_and_skips_zero() {
        let choice = WeightedChoice::new([1, 0, 3]);
        let mut random = RandomSource::new(7, Purpose::Person, 0);
        let mut counts = [0_u32; 3];
        for _ in 0..40_000 {
            counts[choice.draw(&mut random)] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((9_500..10_500).contains(&counts[0]), "{counts:?}");
    }

    /// Pins the sequence itself: a change here changes the bytes of every demo shop.
    #[test]
    fn a_seed_gives_the_same_draws_for_ever() {
        let mut random = RandomSource::new(42, Purpose::Person, 3);
        let gamma = random.gamma(0.06, 52.0);
        let log_normal = random.log_normal(75.0, 0.9);
        let found = format!("{gamma:e} {log_normal:e} {}", random.below(1_000_000));
        assert_eq!(found, "3.450577980008145e-4 6.575826476624393e1 381792");
    }
}
