//! Where people and sellers live: postal prefixes of real cities, and the geolocation file.

use crate::place_table::{City, STATES, State};
use crate::sampling::{Purpose, RandomSource, WeightedChoice};
use crate::writer::RowBuffer;

/// A postal prefix with its city and state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) prefix: u64,
    pub(crate) city: &'static City,
    /// Position in [`STATES`].
    pub(crate) state_index: usize,
}

impl Place {
    pub(crate) fn state(&self) -> &'static State {
        &STATES[self.state_index]
    }
}

/// Draws places for people and sellers.
#[derive(Debug)]
pub(crate) struct Atlas {
    customer_states: WeightedChoice,
    seller_states: WeightedChoice,
    /// By state, then by city.
    cities: Vec<WeightedChoice>,
}

impl Atlas {
    pub(crate) fn new() -> Self {
        Self {
            customer_states: WeightedChoice::new(STATES.iter().map(|state| state.customer_weight)),
            seller_states: WeightedChoice::new(STATES.iter().map(|state| state.seller_weight)),
            cities: STATES
                .iter()
                .map(|state| WeightedChoice::new(state.cities.iter().map(|city| city.weight)))
                .collect(),
        }
    }

    pub(crate) fn draw_customer_place(&self, random: &mut RandomSource) -> Place {
        let state_index = self.customer_states.draw(random);
        self.draw_place_in(state_index, random)
    }

    pub(crate) fn draw_seller_place(&self, random: &mut RandomSource) -> Place {
        let state_index = self.seller_states.draw(random);
        self.draw_place_in(state_index, random)
    }

    fn draw_place_in(&self, state_index: usize, random: &mut RandomSource) -> Place {
        let state = &STATES[state_index];
        let city = &state.cities[self.cities[state_index].draw(random)];
        let prefix = nth_prefix(city, random.below(prefix_count(state, city)), prefix_count(state, city));
        Place { prefix, city, state_index }
    }
}

/// One to seven points for nearly every prefix in use; Olist too has customers at prefixes without a point.
pub(crate) fn write_geolocation(seed: u64, rows: &mut RowBuffer) {
    let mut random = RandomSource::new(seed, Purpose::Places, 0);
    for state in &STATES {
        for city in state.cities {
            let count = prefix_count(state, city);
            for number in 0..count {
                if !random.chance(PREFIX_WITHOUT_POINT_SHARE) {
                    write_points(state, city, nth_prefix(city, number, count), &mut random, rows);
                }
            }
        }
    }
}

const PREFIX_WITHOUT_POINT_SHARE: f64 = 0.01;
/// Share of the points whose city is spelt with its accent, as happens in Olist's file.
const ACCENTED_SHARE: f64 = 0.15;
/// One prefix for so many customers in 100,000, and at least `FEWEST_PREFIXES` in a city.
const CUSTOMERS_PER_PREFIX: u64 = 25;
const FEWEST_PREFIXES: u64 = 8;

fn write_points(state: &State, city: &City, prefix: u64, random: &mut RandomSource, rows: &mut RowBuffer) {
    const NANODEGREES: i64 = 100_000;
    let centre_latitude = city.latitude * NANODEGREES + random.between(-60_000_000, 60_000_000);
    let centre_longitude = city.longitude * NANODEGREES + random.between(-60_000_000, 60_000_000);
    for _ in 0..random.between(1, 7) {
        rows.prefix(prefix).comma();
        rows.nanodegrees(centre_latitude + random.between(-4_000_000, 4_000_000)).comma();
        rows.nanodegrees(centre_longitude + random.between(-4_000_000, 4_000_000)).comma();
        if random.chance(ACCENTED_SHARE) {
            rows.text(&city.name.replace("sao ", "são ")).comma();
        } else {
            rows.text(city.name).comma();
        }
        rows.text(state.code).end_row();
    }
}

fn prefix_count(state: &State, city: &City) -> u64 {
    let city_weights: u64 = state.cities.iter().map(|city| city.weight).sum();
    let by_customers = state.customer_weight * city.weight / city_weights / CUSTOMERS_PER_PREFIX;
    by_customers.max(FEWEST_PREFIXES).min(city.last_prefix - city.first_prefix + 1)
}

fn nth_prefix(city: &City, number: u64, count: u64) -> u64 {
    city.first_prefix + number * (city.last_prefix - city.first_prefix + 1) / count
}
