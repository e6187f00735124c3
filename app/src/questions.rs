//! What a page asks the engine for the view that an address means; exports ask the same.

mod baskets;
mod choice_reader;
mod cohorts;
mod movement;
mod places;
mod products;
mod trends;
mod value;

pub use baskets::{basket_question, misread_basket_choices, misread_basket_keys};
pub use cohorts::{CohortMeasure, CohortView, cohort_question, cohort_view};
pub use movement::{MovementView, days_back_word, movement_view};
pub use places::{AffinityView, PlaceView, affinity_view, place_view};
pub use products::{ProductView, product_view};
pub use trends::{TrendView, grain_word, trend_view};
pub use value::{ValueChoices, value_question};
