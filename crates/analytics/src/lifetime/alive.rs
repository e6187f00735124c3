use super::{PurchaseModel, PurchaseSummary};

/// How likely it was at one age that a customer was still a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlivePoint {
    /// In the unit of time of the model.
    pub age: f64,
    /// From what was known at that age.
    pub probability: f64,
}

/// P(alive) of one customer from the first purchase up to the age `until`, as a line to be drawn.
///
/// `purchase_ages` are the ages at the repeat purchases, in rising order; those after `until` are not known yet. The
/// line has `steps` + 1 evenly spaced points, and two more at each repeat purchase, where it jumps.
#[must_use]
pub fn alive_history(
    model: &PurchaseModel,
    purchase_ages: &[f64],
    until: f64,
    steps: u32,
) -> Vec<AlivePoint> {
    let until = if until.is_finite() { until.max(0.0) } else { 0.0 };
    let steps = steps.max(1);
    let known = &purchase_ages[..purchase_ages.partition_point(|age| *age <= until)];
    let at = |age: f64, bought: usize| {
        let recency = known[..bought].last().map_or(0.0, |last| last.clamp(0.0, age));
        let frequency = u32::try_from(bought).unwrap_or(u32::MAX);
        AlivePoint { age, probability: model.probability_alive(&PurchaseSummary { frequency, recency, age }) }
    };
    let mut points = Vec::with_capacity(steps as usize + 1 + 2 * known.len());
    let mut bought = 0;
    for step in 0..=steps {
        let age = until * f64::from(step) / f64::from(steps);
        while let Some(&purchase) = known.get(bought).filter(|purchase| **purchase <= age) {
            points.push(at(purchase.max(0.0), bought));
            bought += 1;
            points.push(at(purchase.max(0.0), bought));
        }
        points.push(at(age, bought));
    }
    points
}
