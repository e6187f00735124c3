//! What is in an order: products, quantities and freight.

use crate::catalogue::{Catalogue, Product};
use crate::categories::CategoryDemand;
use crate::place_table::{STATES, State};
use crate::sampling::{RandomSource, WeightedChoice};

/// One item of an order. Two pieces of a product are two items, as in Olist's file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    /// Position in [`Catalogue::products`].
    pub(crate) product_index: usize,
    pub(crate) price_cents: u64,
    pub(crate) freight_cents: u64,
}

/// Draws baskets: planted pairs, else a product by category demand and popularity.
#[derive(Debug)]
pub(crate) struct BasketModel {
    demand: CategoryDemand,
    quantities: WeightedChoice,
}

/// Relative frequency of 1, 2, 3, … pieces of a product.
const QUANTITY_WEIGHTS: [u64; 6] = [9_240, 530, 100, 40, 25, 35];
/// Share of the orders with a further product by chance, whatever else is in them.
const FURTHER_PRODUCT_SHARE: f64 = 0.017;
const FREE_FREIGHT_SHARE: f64 = 0.003;
const FREIGHT_SIGMA: f64 = 0.42;

impl BasketModel {
    pub(crate) fn new() -> Self {
        Self { demand: CategoryDemand::new(), quantities: WeightedChoice::new(QUANTITY_WEIGHTS) }
    }

    pub(crate) fn draw_items(
        &self,
        catalogue: &Catalogue,
        state_index: usize,
        is_repeat: bool,
        random: &mut RandomSource,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        let mut add = |product_index, random: &mut RandomSource| {
            let product = &catalogue.products[product_index];
            let item = Item {
                product_index,
                price_cents: product.price_cents,
                freight_cents: draw_freight(product, &STATES[state_index], random),
            };
            items.extend(std::iter::repeat_n(item, self.quantities.draw(random) + 1));
        };
        let (first, companion) = self.draw_products(catalogue, state_index, is_repeat, random);
        for product_index in std::iter::once(first).chain(companion) {
            add(product_index, random);
        }
        if random.chance(FURTHER_PRODUCT_SHARE) {
            let category_index = self.demand.of(state_index, is_repeat).draw(random);
            add(catalogue.draw_product(category_index, random), random);
        }
        items
    }

    /// The product an order begins with, and its companion if it begins with one of a pair that has come whole.
    fn draw_products(
        &self,
        catalogue: &Catalogue,
        state_index: usize,
        is_repeat: bool,
        random: &mut RandomSource,
    ) -> (usize, Option<usize>) {
        let mut rest = random.unit();
        for pair in &catalogue.pairs {
            if rest < pair.order_share {
                let [mut first, mut companion] = pair.products;
                if random.chance(0.5) {
                    std::mem::swap(&mut first, &mut companion);
                }
                return (first, random.chance(pair.companion_probability).then_some(companion));
            }
            rest -= pair.order_share;
        }
        let category_index = self.demand.of(state_index, is_repeat).draw(random);
        (catalogue.draw_product(category_index, random), None)
    }
}

/// Log-normal around the state's median, more for heavy things.
fn draw_freight(product: &Product, state: &State, random: &mut RandomSource) -> u64 {
    if random.chance(FREE_FREIGHT_SHARE) {
        return 0;
    }
    let by_weight = 0.91 + 0.000_08 * product.weight_grams as f64;
    random.log_normal(state.freight_cents * by_weight, FREIGHT_SIGMA).round() as u64
}
