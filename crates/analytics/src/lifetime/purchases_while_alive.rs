//! How many purchases to expect of a customer who is still a customer.

use super::rising::{ln_gamma, softplus};

/// What is known of a customer who has not dropped out yet: the rate of purchases is λ ~ Gamma(`shape`, `rate`),
/// and each purchase is the last one with probability p ~ Beta(`leave`, `stay`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AliveCustomer {
    pub(super) shape: f64,
    /// In the unit of time of the model.
    pub(super) rate: f64,
    pub(super) leave: f64,
    pub(super) stay: f64,
}

/// Beyond so many terms the integral costs less than the series.
const MOST_TERMS: f64 = 2_000.0;
/// Times beyond this are as good as for ever, and keep every intermediate value finite.
const LONGEST_TIME: f64 = 1e12;

impl AliveCustomer {
    /// Expected purchases in the next `t` units of time; 0 for a time that is negative or undefined.
    ///
    /// In the literature: (a+b+x−1)/(a−1) · \[1 − (1−z)^(r+x) ₂F₁(r+x, b+x; a+b+x−1; z)\] with
    /// z = t/(alpha+T+t) (Fader, Hardie and Lee 2005, equation 10), which is 0/0 at a = 1 and cancels near it and for
    /// short times. The same number without a difference is the expectation of the purchases one by one: the j-th
    /// one happens if λ allows j of them, a tail of the negative binomial distribution with `shape` and z, and none
    /// of the j − 1 before it was the last, (stay)_{j−1} / (leave + stay)_{j−1}.
    pub(super) fn expected_purchases(&self, t: f64) -> f64 {
        let t = t.clamp(0.0, LONGEST_TIME);
        if t.is_nan() || t == 0.0 {
            return 0.0;
        }
        let ratio = t / self.rate;
        if self.terms_needed(ratio) < MOST_TERMS { self.by_series(ratio) } else { self.by_integral(ratio) }
    }

    /// About how many purchases λ alone could make, at the far end of its distribution.
    fn terms_needed(&self, ratio: f64) -> f64 {
        let mean = self.shape * ratio;
        let spread = (mean * (1.0 + ratio)).sqrt();
        // Below e^-600 the first term of the series would be lost.
        let underflows = self.shape * ratio.ln_1p() > 600.0;
        if underflows { f64::INFINITY } else { mean + 9.0 * spread + 34.0 * (1.0 + ratio) }
    }

    fn by_series(&self, ratio: f64) -> f64 {
        let z = ratio / (1.0 + ratio);
        let none = -self.shape * ratio.ln_1p();
        let mut exactly = none.exp();
        let mut at_least = -none.exp_m1();
        let enough = at_least * 1e-15;
        let (mut stayed, mut sum, mut count) = (1.0, 0.0, 0.0);
        // Twice as many as needed, so that rounding can never keep the loop alive.
        while at_least > enough && count < 2.0 * MOST_TERMS {
            sum += at_least * stayed;
            stayed *= (self.stay + count) / (self.leave + self.stay + count);
            exactly *= (self.shape + count) / (count + 1.0) * z;
            at_least -= exactly;
            count += 1.0;
        }
        sum
    }

    /// ∫ (1 − (1 + p·ratio)^−shape) / p over the distribution of p, by the trapezoidal rule in ln(p / (1 − p)).
    ///
    /// The rule converges exponentially for a function that is analytic around the line (Trefethen and Weideman
    /// 2014); below and above the range where anything happens its terms are geometric series.
    fn by_integral(&self, ratio: f64) -> f64 {
        let Self { shape, leave, stay, .. } = *self;
        let ln_beta = ln_gamma(leave) + ln_gamma(stay) - ln_gamma(leave + stay);
        let term = |u: f64| {
            let (ln_p, ln_not_p) = (-softplus(-u), -softplus(u));
            let purchases = -(-shape * (ln_p.exp() * ratio).ln_1p()).exp_m1();
            // With dp = p (1 - p) du, and one p less for the division by p.
            purchases * ((leave - 1.0) * ln_p + stay * ln_not_p - ln_beta).exp()
        };
        let step = 0.3_f64.min(0.7 * (leave.recip() + stay.recip()).sqrt());
        let lowest = -(shape.max(1.0) * ratio).max(stay).max(1.0).ln() - 34.0;
        let highest = leave.max(1.0).ln() + 34.0;
        let centre = (leave / stay).ln().clamp(lowest, highest);
        let right = sum_outwards(|n| term(centre + n * step), (highest - centre) / step, stay * step);
        let left = sum_outwards(|n| term(centre - n * step), (centre - lowest) / step, leave * step);
        step * (right + left - term(centre))
    }
}

/// `term(0) + term(1) + …`: one by one up to `limit`, from there as a geometric series of ratio e^−`decay`.
fn sum_outwards(term: impl Fn(f64) -> f64, limit: f64, decay: f64) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    while n < limit {
        let next = term(n);
        sum += next;
        n += 1.0;
        if next < sum * 1e-18 {
            return sum;
        }
    }
    sum + term(n) / -(-decay).exp_m1()
}
