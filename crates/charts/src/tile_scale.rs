//! From the values of tiles to the six steps of their colour.

use crate::{
    axis::{finite, format_short},
    spec::{TileMap, Unit},
};

/// The depths of the colour; the style sheet has as many.
const STEPS: u8 = 6;
/// The colour where all values are the same: neither low nor high.
const MIDDLE_STEP: u8 = 3;

/// Equal steps from the least value to the greatest, in the values or in their logarithms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TileScale {
    least: f64,
    greatest: f64,
    is_logarithmic: bool,
}

impl TileScale {
    /// `None` if no tile has a value that counts.
    pub(crate) fn of(chart: &TileMap) -> Option<Self> {
        let values = || chart.tiles.iter().filter_map(|tile| tile.coloured_value().map(finite));
        let least = values().reduce(f64::min)?;
        let greatest = values().reduce(f64::max)?;
        Some(Self { least, greatest, is_logarithmic: chart.is_logarithmic && least >= 0.0 })
    }

    fn position(self, value: f64) -> f64 {
        if self.is_logarithmic { finite(value).ln_1p() } else { finite(value) }
    }

    /// The step of a value, from 1.
    pub(crate) fn step(self, value: f64) -> u8 {
        let (low, high) = (self.position(self.least), self.position(self.greatest));
        if high <= low {
            return MIDDLE_STEP;
        }
        let share = (self.position(value) - low) / (high - low);
        // A cast stops at the ends of its type.
        ((share * f64::from(STEPS)).floor() as u8).min(STEPS - 1) + 1
    }

    /// The steps with the values that have them, in words: `8.76–12.2`.
    pub(crate) fn steps(self, unit: &Unit) -> Vec<(u8, String)> {
        if self.position(self.greatest) <= self.position(self.least) {
            return vec![(MIDDLE_STEP, format_short(self.least, unit))];
        }
        (1..=STEPS).filter_map(|step| Some((step, self.words(step, unit)?))).collect()
    }

    /// `None` if no whole number has this step.
    fn words(self, step: u8, unit: &Unit) -> Option<String> {
        let (low, high) = (self.edge(step - 1), self.edge(step));
        let is_whole = matches!(unit, Unit::Count | Unit::Days);
        let (low, high) = match (is_whole, step == STEPS) {
            (true, true) => (low.ceil(), high.round()),
            (true, false) => (low.ceil(), high.ceil() - 1.0),
            (false, _) => (low, high),
        };
        if high < low {
            return None;
        }
        let (from, to) = (format_short(low, unit), format_short(high, unit));
        Some(if from == to { from } else { format!("{from}–{to}") })
    }

    /// The value at which the step after `step` begins.
    fn edge(self, step: u8) -> f64 {
        match step {
            // Exactly, without the logarithm there and back.
            0 => return self.least,
            STEPS => return self.greatest,
            _ => {}
        }
        let (low, high) = (self.position(self.least), self.position(self.greatest));
        let position = low + (high - low) * f64::from(step) / f64::from(STEPS);
        if self.is_logarithmic { position.exp_m1() } else { position }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(least: f64, greatest: f64, is_logarithmic: bool) -> TileScale {
        TileScale { least, greatest, is_logarithmic }
    }

    #[test]
    fn the_least_value_has_the_first_step_and_the_greatest_the_last() {
        for is_logarithmic in [true, false] {
            let scale = scale(3.0, 9_000.0, is_logarithmic);
            assert_eq!((scale.step(3.0), scale.step(9_000.0)), (1, 6));
            assert!((3..9_000).map(|value| scale.step(f64::from(value))).is_sorted());
        }
    }

    #[test]
    fn the_words_of_a_step_are_those_of_its_values() {
        let steps = scale(1.0, 9_000.0, true).steps(&Unit::Count);
        assert_eq!(steps[0].1, "1–7");
        assert_eq!(scale(1.0, 9_000.0, true).step(7.0), 1);
        assert_eq!(scale(1.0, 9_000.0, true).step(8.0), 2);
        let few = scale(1.0, 3.0, false).steps(&Unit::Count);
        let words: Vec<&str> = few.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["1", "2", "3"], "no step without a whole number is named");
    }

    #[test]
    fn equal_values_have_one_step() {
        let scale = scale(5.0, 5.0, false);
        assert_eq!((scale.step(5.0), scale.steps(&Unit::Number).len()), (3, 1));
        assert_eq!(scale.step(f64::NAN), 3);
    }
}
