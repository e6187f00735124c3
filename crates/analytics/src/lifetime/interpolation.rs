use rayon::prelude::*;

/// A smooth function on an interval, known at a few points (Chebyshev's) and interpolated between them.
///
/// The barycentric formula of Berrut and Trefethen (2004), "Barycentric Lagrange interpolation".
#[derive(Debug)]
pub(super) struct Interpolant {
    centre: f64,
    half_length: f64,
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    /// In −1 … 1.
    place: f64,
    weight: f64,
    value: f64,
}

/// Digits that the interpolation keeps, as a natural logarithm: 1e-11 of the largest value.
const KEPT: f64 = 25.0;

/// How many nodes an interval of the given length takes, for a function that is analytic and bounded within π/2 of the
/// real line: the error falls as ρ⁻ⁿ, with ρ the sum of the half-axes of the largest ellipse around the interval in
/// which that holds, in units of its half length (Trefethen 2013, "Approximation theory", theorem 8.2).
///
/// So are the expected purchases of a customer as a function of ln(alpha + T) and of ln(1 + t / (alpha + T)).
pub(super) fn nodes_needed(length: f64) -> usize {
    let half_axis = std::f64::consts::PI / length.clamp(1e-3, 100.0);
    let rho = half_axis + half_axis.hypot(1.0);
    4 + (KEPT / rho.ln()) as usize
}

impl Interpolant {
    /// Asks for the function at as many points as the interval takes.
    pub(super) fn new(lowest: f64, highest: f64, function: impl Fn(f64) -> f64 + Send + Sync) -> Self {
        let (centre, half_length) = (f64::midpoint(lowest, highest), (highest - lowest) / 2.0);
        let count = nodes_needed(highest - lowest);
        let node = |number: usize| {
            let angle = (2 * number + 1) as f64 / (2 * count) as f64 * std::f64::consts::PI;
            let sign = if number.is_multiple_of(2) { 1.0 } else { -1.0 };
            let place = angle.cos();
            Node { place, weight: sign * angle.sin(), value: function(centre + half_length * place) }
        };
        Self { centre, half_length, nodes: (0..count).into_par_iter().map(node).collect() }
    }

    /// The function at a point of the interval.
    pub(super) fn at(&self, point: f64) -> f64 {
        let place = (point - self.centre) / self.half_length;
        let (mut weighted, mut weights) = (0.0, 0.0);
        for node in &self.nodes {
            let distance = place - node.place;
            if distance == 0.0 {
                return node.value;
            }
            weighted += node.weight / distance * node.value;
            weights += node.weight / distance;
        }
        weighted / weights
    }
}

#[cfg(test)]
mod tests {
    use super::Interpolant;

    /// (1 + p eʸ)^−s has its singularities at a distance of π from the real line.
    #[test]
    fn a_function_like_the_models_is_kept_to_ten_digits_on_short_and_long_intervals() {
        for (lowest, highest) in [(0.0, 0.5), (-1.0, 3.0), (1.0, 9.0)] {
            let function = |y: f64| (1.0 + 0.3 * y.exp()).powf(-2.5);
            let interpolant = Interpolant::new(lowest, highest, function);
            for step in 0..=1000 {
                let y = lowest + (highest - lowest) * f64::from(step) / 1000.0;
                assert!((interpolant.at(y) - function(y)).abs() < 1e-10, "{y}");
            }
        }
    }
}
