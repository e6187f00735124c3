use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::{
    PurchaseModel, PurchaseSummary,
    interpolation::{Interpolant, nodes_needed},
};

/// A figure of each customer that is known to be alive, which depends on frequency and age alone.
///
/// It is computed once for each such pair, of which a shop has a hundred times fewer than customers, and
/// interpolated between ages where there are many: it has to be smooth in them, as expected purchases are.
pub(crate) fn figures_if_alive(
    model: &PurchaseModel,
    customers: impl Iterator<Item = PurchaseSummary>,
    figure: impl Fn(&PurchaseSummary) -> f64 + Send + Sync,
) -> Vec<f64> {
    let mut numbers: HashMap<(u32, u64), usize, FixedState> = HashMap::default();
    let mut pairs: Vec<PurchaseSummary> = Vec::new();
    let number = |customer: PurchaseSummary| {
        *numbers.entry((customer.frequency, customer.age.to_bits())).or_insert_with(|| {
            pairs.push(customer);
            pairs.len() - 1
        })
    };
    let places: Vec<usize> = customers.map(number).collect();
    let figures = figures_of_pairs(model, &pairs, figure);
    places.into_iter().map(|place| figures[place]).collect()
}

fn figures_of_pairs(
    model: &PurchaseModel,
    pairs: &[PurchaseSummary],
    figure: impl Fn(&PurchaseSummary) -> f64 + Send + Sync,
) -> Vec<f64> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_unstable_by(|&one, &other| {
        let (one, other) = (&pairs[one], &pairs[other]);
        one.frequency.cmp(&other.frequency).then(one.age.total_cmp(&other.age))
    });
    let mut figures = vec![0.0; pairs.len()];
    for class in order.chunk_by(|&one, &other| pairs[one].frequency == pairs[other].frequency) {
        let rising: Vec<PurchaseSummary> = class.iter().map(|&place| pairs[place]).collect();
        for (&place, value) in class.iter().zip(figures_of_class(model, &rising, &figure)) {
            figures[place] = value;
        }
    }
    figures
}

/// Of customers with the same frequency, in the order of their ages.
fn figures_of_class(
    model: &PurchaseModel,
    rising: &[PurchaseSummary],
    figure: &(impl Fn(&PurchaseSummary) -> f64 + Send + Sync),
) -> Vec<f64> {
    let [_, alpha, _, _] = model.parameters();
    let logarithm = |customer: &PurchaseSummary| (alpha + customer.age).ln();
    let (Some(youngest), Some(oldest)) = (rising.first(), rising.last()) else { return Vec::new() };
    let (lowest, highest) = (logarithm(youngest), logarithm(oldest));
    // Written so that an undefined age is not interpolated.
    let is_worth_it = nodes_needed(highest - lowest) < rising.len() && (highest - lowest).is_finite();
    if !is_worth_it {
        return rising.par_iter().map(figure).collect();
    }
    let at = |logarithm: f64| figure(&PurchaseSummary { age: logarithm.exp() - alpha, ..*youngest });
    let interpolant = Interpolant::new(lowest, highest, at);
    rising.iter().map(|customer| interpolant.at(logarithm(customer))).collect()
}
