//! How unequally customers have spent: Lorenz curve and Gini coefficient.

use clientele_contract::{BestCustomers, RevenueConcentration};

use crate::answer::totals::share_of_cents;

/// The parts of the customers that people ask for.
const BEST_PERCENTS: [u32; 5] = [1, 5, 10, 20, 50];
/// The curve has a point for every so many per cent.
const CURVE_STEP_PERCENT: usize = 5;

/// Of customers who have spent these amounts, in any order. Nothing is defined where one of them is negative.
pub(super) fn of_spend(mut spent_cents: Vec<i64>) -> RevenueConcentration {
    spent_cents.sort_unstable_by(|a, b| b.cmp(a));
    if spent_cents.last().is_some_and(|least| *least < 0) {
        return RevenueConcentration { has_losses: true, ..RevenueConcentration::default() };
    }
    // What the best so many customers have spent together.
    let mut cumulative = Vec::with_capacity(spent_cents.len() + 1);
    cumulative.push(0_i64);
    for cents in &spent_cents {
        cumulative.push(cumulative.last().copied().unwrap_or(0) + cents);
    }
    let revenue_cents = cumulative[spent_cents.len()];
    if spent_cents.is_empty() {
        return RevenueConcentration::default();
    }
    let has_revenue = revenue_cents > 0;
    let points = 0..=100 / CURVE_STEP_PERCENT;
    let at = |point: usize| {
        share_at(&cumulative, (point * CURVE_STEP_PERCENT) as f64 / 100.0) / revenue_cents as f64
    };
    RevenueConcentration {
        best: BEST_PERCENTS.map(|percent| best(percent, &spent_cents, &cumulative)).into(),
        curve: if has_revenue { points.map(at).collect() } else { Vec::new() },
        gini: has_revenue.then(|| gini(&spent_cents, revenue_cents)),
        has_losses: false,
    }
}

fn best(percent: u32, spent_cents: &[i64], cumulative: &[i64]) -> BestCustomers {
    let customers = (spent_cents.len() as u64 * u64::from(percent)).div_ceil(100);
    let count = customers as usize;
    let least = spent_cents[count - 1];
    let is_tied = spent_cents.get(count).is_some_and(|next| *next == least);
    BestCustomers {
        percent,
        customers,
        revenue_cents: cumulative[count],
        share_of_revenue: share_of_cents(cumulative[count], cumulative[spent_cents.len()]),
        spent_from_cents: (!is_tied).then_some(least),
    }
}

/// The cents of the best part of the customers; a customer on the border counts for the part within it.
fn share_at(cumulative: &[i64], part: f64) -> f64 {
    let place = part * (cumulative.len() - 1) as f64;
    let whole = (place.floor() as usize).min(cumulative.len() - 1);
    let next = cumulative.get(whole + 1).copied().unwrap_or(cumulative[whole]);
    cumulative[whole] as f64 + (next - cumulative[whole]) as f64 * (place - whole as f64)
}

/// Mean absolute difference of all pairs / twice the mean, from amounts sorted downwards:
/// G = Σ (n + 1 − 2i) x_i / (n Σ x) with i from 1.
fn gini(spent_cents: &[i64], revenue_cents: i64) -> f64 {
    let count = spent_cents.len() as i128;
    let weighted: i128 =
        (1..).zip(spent_cents).map(|(place, &cents)| (count + 1 - 2 * place) * i128::from(cents)).sum();
    weighted as f64 / (count as f64 * revenue_cents as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_spend_is_a_straight_line() {
        let equal = of_spend(vec![500; 40]);
        assert_eq!(equal.gini, Some(0.0));
        for (point, share) in equal.curve.iter().enumerate() {
            assert!((share - point as f64 * 0.05).abs() < 1e-12, "{:?}", equal.curve);
        }
        // The best fifth cannot be told from the others, so there is no list of them.
        assert_eq!((equal.best[3].customers, equal.best[3].spent_from_cents), (8, None));
        assert_eq!(equal.best[3].share_of_revenue, Some(0.2));
    }

    /// Gini of 1, 2, 3, 4, 5: Σ|x_i − x_j| / (2 n² mean) = 40 / 150.
    #[test]
    fn the_gini_coefficient_is_half_the_relative_mean_difference() {
        let spend = of_spend(vec![300, 100, 500, 200, 400]);
        assert!((spend.gini.unwrap() - 40.0 / 150.0).abs() < 1e-12);
        assert_eq!(spend.best[3].spent_from_cents, Some(500));
        assert_eq!(spend.best[3].share_of_revenue, Some(500.0 / 1_500.0));
        assert_eq!(spend.curve.last(), Some(&1.0));
    }

    #[test]
    fn one_who_spent_everything_comes_close_to_one() {
        let mut spent = vec![0; 999];
        spent.push(100);
        let spend = of_spend(spent);
        assert!((spend.gini.unwrap() - 0.999).abs() < 1e-12);
        assert_eq!(spend.best[0].share_of_revenue, Some(1.0));
    }

    #[test]
    fn nobody_and_nothing_have_no_ratio() {
        assert_eq!(of_spend(Vec::new()), RevenueConcentration::default());
        let free = of_spend(vec![0, 0]);
        assert_eq!((free.gini, free.curve.len(), free.best[0].share_of_revenue), (None, 0, None));
        assert!(!free.has_losses);
    }

    /// Of 100 and −90 the best half would bring ten times the whole.
    #[test]
    fn losses_leave_no_curve_no_coefficient_and_no_list() {
        for spent in [vec![100, -90], vec![50, -50], vec![-5]] {
            let nothing = RevenueConcentration { has_losses: true, ..RevenueConcentration::default() };
            assert_eq!(of_spend(spent), nothing);
        }
    }
}
