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
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// 1 / (1 + e⁻ˣ) without overflow.
pub(super) fn sigmoid(x: f64) -> f64 {
    let small = (-x.abs()).exp();
    if x >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}
