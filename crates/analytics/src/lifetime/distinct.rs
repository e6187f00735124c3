use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::PurchaseSummary;

/// A figure of each customer that depends on frequency and age alone, computed once for each such pair.
///
/// So does everything that is asked of a customer who is known to be alive; shops have a hundred times as many
/// customers as pairs.
pub(super) fn once_per_pair(
    customers: impl Iterator<Item = PurchaseSummary>,
    figure: impl Fn(&PurchaseSummary) -> f64 + Send + Sync,
) -> Vec<f64> {
    let mut numbers: HashMap<(u32, u64), usize, FixedState> = HashMap::default();
    let mut distinct: Vec<PurchaseSummary> = Vec::new();
    let number = |customer: PurchaseSummary| {
        *numbers.entry((customer.frequency, customer.age.to_bits())).or_insert_with(|| {
            distinct.push(customer);
            distinct.len() - 1
        })
    };
    let places: Vec<usize> = customers.map(number).collect();
    let figures: Vec<f64> = distinct.par_iter().map(figure).collect();
    places.into_iter().map(|place| figures[place]).collect()
}
