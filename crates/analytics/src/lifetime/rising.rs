//! Functions that the likelihoods are made of.

use special::Gamma;

/// ln Γ(x + n) − ln Γ(x) and its first two derivatives by x, for x > 0.
///
/// The products x (x + 1) … (x + n − 1) that fill the likelihoods of counting models. Sums of logarithms are exact
/// where a difference of two values of ln Γ would cancel, which is why it is a type of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RisingFactorial {
    x: f64,
    n: u32,
    pub(super) ln: f64,
    pub(super) slope: f64,
    pub(super) curvature: f64,
}

/// Up to this many factors are multiplied one by one.
const FACTORS_IN_TURN: u32 = 64;

impl RisingFactorial {
    /// The empty product.
    pub(super) fn start(x: f64) -> Self {
        Self { x, n: 0, ln: 0.0, slope: 0.0, curvature: 0.0 }
    }

    /// The product with `n` factors; going up in small steps costs least.
    pub(super) fn advance_to(self, n: u32) -> Self {
        let Self { x, n: from, .. } = self;
        if n < from || n - from > FACTORS_IN_TURN { Self::by_gamma(x, n) } else { self.multiply_until(n) }
    }

    fn multiply_until(mut self, n: u32) -> Self {
        for factor in self.n..n {
            let factor = self.x + f64::from(factor);
            let reciprocal = factor.recip();
            self.ln += factor.ln();
            self.slope += reciprocal;
            self.curvature -= reciprocal * reciprocal;
        }
        Self { n, ..self }
    }

    fn by_gamma(x: f64, n: u32) -> Self {
        let end = x + f64::from(n);
        Self {
            x,
            n,
            ln: ln_gamma(end) - ln_gamma(x),
            slope: end.digamma() - x.digamma(),
            curvature: end.trigamma() - x.trigamma(),
        }
    }
}

/// ln Γ(x) for x > 0, where its sign is known.
pub(super) fn ln_gamma(x: f64) -> f64 {
    Gamma::ln_gamma(x).0
}

/// ln(1 + eˣ) without overflow.
pub(super) fn softplus(x: f64) -> f64 {
    Odds::of_ln(x).softplus
}

/// 1 / (1 + e⁻ˣ) without overflow.
pub(super) fn sigmoid(x: f64) -> f64 {
    Odds::of_ln(x).probability
}

/// What follows from the logarithm of the odds x of something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Odds {
    /// ln(1 + eˣ)
    pub(super) softplus: f64,
    /// 1 / (1 + e⁻ˣ)
    pub(super) probability: f64,
    /// The variance of a thing that happens with this probability.
    pub(super) variance: f64,
}

impl Odds {
    /// Without overflow, and with a single exponential.
    pub(super) fn of_ln(x: f64) -> Self {
        let smaller = (-x.abs()).exp();
        let rarer = smaller / (1.0 + smaller);
        Self {
            softplus: x.max(0.0) + smaller.ln_1p(),
            probability: if x >= 0.0 { 1.0 / (1.0 + smaller) } else { rarer },
            variance: rarer / (1.0 + smaller),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Odds, RisingFactorial};

    #[test]
    fn factor_by_factor_and_by_gamma_functions_agree() {
        for x in [1e-3, 0.24, 1.0, 7.5, 3e4] {
            for n in [0, 1, 2, 40, 64, 65, 1_000] {
                let in_turn = RisingFactorial::start(x).multiply_until(n);
                let by_gamma = RisingFactorial::by_gamma(x, n);
                let pairs = [
                    (in_turn.ln, by_gamma.ln),
                    (in_turn.slope, by_gamma.slope),
                    (in_turn.curvature, by_gamma.curvature),
                ];
                for (one, other) in pairs {
                    assert!((one - other).abs() <= 1e-9 * one.abs().max(1.0), "{x} {n}: {one} {other}");
                }
            }
        }
    }

    #[test]
    fn going_up_in_steps_or_at_once_comes_to_the_same() {
        let steps = [3, 3, 10, 200, 201, 150].into_iter();
        let in_steps = steps.fold(RisingFactorial::start(0.7), RisingFactorial::advance_to);
        let at_once = RisingFactorial::start(0.7).advance_to(150);
        assert!((in_steps.ln - at_once.ln).abs() < 1e-10);
    }

    #[test]
    fn odds_are_finite_at_both_ends() {
        assert_eq!(Odds::of_ln(0.0).probability, 0.5);
        assert_eq!(Odds::of_ln(1e4), Odds { softplus: 1e4, probability: 1.0, variance: 0.0 });
        assert_eq!(Odds::of_ln(-1e4), Odds { softplus: 0.0, probability: 0.0, variance: 0.0 });
    }
}
