//! What is on sale and who sells it: products with a fixed price, sellers, and the planted pairs.

use crate::categories::{CATEGORIES, Category};
use crate::places::Atlas;
use crate::sampling::{HexId, Purpose, RandomSource, WeightedChoice};
use crate::truth::{PlantedPair, expected_lift};
use crate::writer::RowBuffer;

#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) id: HexId,
    /// Position in [`CATEGORIES`].
    pub(crate) category_index: usize,
    pub(crate) price_cents: u64,
    pub(crate) weight_grams: u64,
    /// Position in [`Catalogue::sellers`].
    pub(crate) seller_index: usize,
}

/// Two products that are drawn together, by their position in [`Catalogue::products`].
#[derive(Debug)]
pub(crate) struct ProductPair {
    pub(crate) products: [usize; 2],
    pub(crate) order_share: f64,
    pub(crate) companion_probability: f64,
}

#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) products: Vec<Product>,
    pub(crate) sellers: Vec<HexId>,
    pub(crate) pairs: Vec<ProductPair>,
    /// By category: the position of its first product, and the choice among its products.
    shelves: Vec<(usize, WeightedChoice)>,
}

impl Catalogue {
    /// Makes up the catalogue of a shop of this size and writes its two files.
    pub(crate) fn write(
        seed: u64,
        customers: u32,
        atlas: &Atlas,
        product_rows: &mut RowBuffer,
        seller_rows: &mut RowBuffer,
    ) -> Self {
        let sellers = write_sellers(seed, scaled(SELLERS_AT_100_000, customers, 10), atlas, seller_rows);
        let mut maker = ProductMaker {
            random: RandomSource::new(seed, Purpose::Products, 0),
            seller_choice: popularity(sellers.len()),
            products: Vec::new(),
            rows: product_rows,
        };
        let shelves = CATEGORIES.iter().enumerate().map(|(category_index, category)| {
            let count = scaled(PRODUCTS_AT_100_000 * category.weight as f64 / total_weight(), customers, 1);
            let first = maker.products.len();
            for _ in 0..count {
                maker.make_product(category_index);
            }
            (first, popularity(count))
        });
        let shelves = shelves.collect();
        let pairs = PAIRS.iter().map(|pair| maker.make_pair(pair)).collect();
        Self { products: maker.products, sellers, pairs, shelves }
    }

    /// The position of a product of the category, drawn by popularity. Products of planted pairs never come up.
    pub(crate) fn draw_product(&self, category_index: usize, random: &mut RandomSource) -> usize {
        let (first, choice) = &self.shelves[category_index];
        first + choice.draw(random)
    }

    pub(crate) fn planted_pairs(&self) -> Vec<PlantedPair> {
        let planted = |(pair, wanted): (&ProductPair, &WantedPair)| PlantedPair {
            name: wanted.name.to_owned(),
            first_product_id: self.product_id(pair.products[0]),
            first_category: wanted.first.category.to_owned(),
            second_product_id: self.product_id(pair.products[1]),
            second_category: wanted.second.category.to_owned(),
            order_share: wanted.order_share,
            companion_probability: wanted.companion_probability,
            expected_lift: expected_lift(wanted.order_share, wanted.companion_probability),
        };
        self.pairs.iter().zip(&PAIRS).map(planted).collect()
    }

    fn product_id(&self, index: usize) -> String {
        String::from_utf8_lossy(&self.products[index].id).into_owned()
    }
}

const PRODUCTS_AT_100_000: f64 = 33_000.0;
const SELLERS_AT_100_000: f64 = 3_100.0;
/// Ranges grow more slowly than the number of customers.
const GROWTH_EXPONENT: f64 = 0.6;
/// Standard deviation of the logarithm of prices within a category.
const PRICE_SIGMA: f64 = 0.9;
/// Ends of prices in cents below the next real, with weights: 89,90 and 90,00 and 89,99.
const PRICE_ENDS: [u64; 10] = [10, 10, 10, 10, 0, 0, 0, 1, 1, 50];
const LEAST_PRICE_CENTS: u64 = 390;
/// Sellers whose city is written with its state and country, as a few of Olist's are.
const LONG_CITY_SHARE: f64 = 0.001;

struct WantedPair {
    name: &'static str,
    first: WantedProduct,
    second: WantedProduct,
    order_share: f64,
    companion_probability: f64,
}

struct WantedProduct {
    /// In English.
    category: &'static str,
    price_cents: u64,
}

const fn wanted(category: &'static str, price_cents: u64) -> WantedProduct {
    WantedProduct { category, price_cents }
}

const fn pair(
    name: &'static str,
    first: WantedProduct,
    second: WantedProduct,
    order_share: f64,
    companion_probability: f64,
) -> WantedPair {
    WantedPair { name, first, second, order_share, companion_probability }
}

const PAIRS: [WantedPair; 6] = [
    pair(
        "sheet set and cushion",
        wanted("bed_bath_table", 8_990),
        wanted("furniture_decor", 4_990),
        0.005,
        0.6,
    ),
    pair(
        "running belt and sports watch",
        wanted("sports_leisure", 4_990),
        wanted("watches_gifts", 14_990),
        0.004,
        0.5,
    ),
    pair("baby carrier and cuddly toy", wanted("baby", 15_990), wanted("toys", 3_990), 0.004, 0.7),
    pair(
        "phone case and memory card",
        wanted("telephony", 2_990),
        wanted("computers_accessories", 5_490),
        0.003,
        0.6,
    ),
    pair(
        "garden hose and wall bracket",
        wanted("garden_tools", 6_990),
        wanted("home_construction", 2_490),
        0.003,
        0.5,
    ),
    pair("shampoo and perfume", wanted("health_beauty", 5_990), wanted("perfumery", 9_990), 0.003, 0.6),
];

fn total_weight() -> f64 {
    CATEGORIES.iter().map(|category| category.weight).sum::<u64>() as f64
}

/// A number that is `at_100_000` for 100,000 customers and at least `least`.
fn scaled(at_100_000: f64, customers: u32, least: usize) -> usize {
    let number = at_100_000 * libm::pow(f64::from(customers) / 100_000.0, GROWTH_EXPONENT);
    (number.round() as usize).max(least)
}

/// A few sell much and many sell little.
fn popularity(count: usize) -> WeightedChoice {
    WeightedChoice::new((0..count as u64).map(|rank| 1_000_000_000 / (rank + 8)))
}

fn write_sellers(seed: u64, count: usize, atlas: &Atlas, rows: &mut RowBuffer) -> Vec<HexId> {
    let mut random = RandomSource::new(seed, Purpose::Sellers, 0);
    let mut write_seller = |_| {
        let id = random.hex_id();
        let place = atlas.draw_seller_place(&mut random);
        rows.id_quoted_if_digit(&id).comma().prefix_quoted(place.prefix).comma();
        if random.chance(LONG_CITY_SHARE) {
            rows.text(&format!("{}, {}, brasil", place.city.name, place.state().code.to_lowercase()));
        } else {
            rows.text(place.city.name);
        }
        rows.comma().text(place.state().code).end_row();
        id
    };
    (0..count).map(&mut write_seller).collect()
}

struct ProductMaker<'a> {
    random: RandomSource,
    seller_choice: WeightedChoice,
    products: Vec<Product>,
    rows: &'a mut RowBuffer,
}

impl ProductMaker<'_> {
    fn make_product(&mut self, category_index: usize) {
        let price_cents = self.draw_price(CATEGORIES[category_index].median_price);
        self.make_product_at(category_index, price_cents);
    }

    fn make_pair(&mut self, wanted: &WantedPair) -> ProductPair {
        let mut make = |wanted: &WantedProduct| {
            let category = CATEGORIES.iter().position(|category| category.english == Some(wanted.category));
            self.make_product_at(category.unwrap_or_default(), wanted.price_cents);
            self.products.len() - 1
        };
        ProductPair {
            products: [make(&wanted.first), make(&wanted.second)],
            order_share: wanted.order_share,
            companion_probability: wanted.companion_probability,
        }
    }

    fn make_product_at(&mut self, category_index: usize, price_cents: u64) {
        let product = Product {
            id: self.random.hex_id(),
            category_index,
            price_cents,
            weight_grams: self.draw_size(700.0, 1.45, 50, 30_000) / 50 * 50,
            seller_index: self.seller_choice.draw(&mut self.random),
        };
        self.write_row(&CATEGORIES[category_index], &product);
        self.products.push(product);
    }

    fn draw_price(&mut self, median: f64) -> u64 {
        let reais = self.random.log_normal(median, PRICE_SIGMA).ceil().min(7_000.0) as u64;
        let end = self.random.choose(&PRICE_ENDS);
        (reais * 100).saturating_sub(end).max(LEAST_PRICE_CENTS)
    }

    /// A product without a category also lacks a name, a description and photos.
    fn write_row(&mut self, category: &Category, product: &Product) {
        self.rows.id_quoted_if_digit(&product.id).comma().text(category.name).comma();
        if category.name.is_empty() {
            self.rows.comma().comma().comma();
        } else {
            let name_length = self.random.between(25, 63).unsigned_abs();
            let description_length = self.draw_size(600.0, 0.75, 20, 3_990);
            let photos = self.draw_size(1.4, 0.7, 1, 20);
            self.rows.number(name_length).comma().number(description_length).comma().number(photos).comma();
        }
        let [length, height, width] =
            [(26.0, 16), (13.0, 2), (21.0, 6)].map(|(median, least)| self.draw_size(median, 0.5, least, 105));
        self.rows.number(product.weight_grams).comma().number(length).comma();
        self.rows.number(height).comma().number(width).end_row();
    }

    fn draw_size(&mut self, median: f64, sigma: f64, least: u64, most: u64) -> u64 {
        (self.random.log_normal(median, sigma).round() as u64).clamp(least, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_names_its_categories() {
        for wanted in PAIRS.iter().flat_map(|pair| [&pair.first, &pair.second]) {
            let is_known = CATEGORIES.iter().any(|category| category.english == Some(wanted.category));
            assert!(is_known, "{}", wanted.category);
        }
    }

    #[test]
    fn the_range_grows_more_slowly_than_the_customers() {
        assert_eq!(scaled(PRODUCTS_AT_100_000, 100_000, 1), 33_000);
        assert_eq!(scaled(PRODUCTS_AT_100_000, 1_000_000, 1), 131_375);
        assert_eq!(scaled(SELLERS_AT_100_000, 1, 10), 10);
    }
}
