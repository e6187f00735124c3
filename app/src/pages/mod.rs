//! The pages, one folder each.

mod baskets;
mod cohorts;
mod comparison;
mod customer;
mod customers;
mod data;
mod drawn_page;
mod drawn_selection;
mod glossary;
mod kit;
#[cfg(feature = "ssr")]
mod months;
mod movement;
pub(crate) mod not_found;
mod overview;
mod page_filter;
mod places;
mod product;
mod products;
mod refreshes;
mod rules;
mod scoring;
mod segments;
mod snapshots;
mod source;
mod trends;
mod url_memo;
mod value;
mod views;

pub(crate) use baskets::BasketsPage;
pub(crate) use cohorts::CohortsPage;
pub(crate) use comparison::ComparisonPage;
pub(crate) use customer::CustomerPage;
pub(crate) use customers::CustomersPage;
pub(crate) use data::DataPage;
pub(crate) use glossary::GlossaryPage;
pub(crate) use kit::KitPage;
pub(crate) use movement::MovementPage;
pub(crate) use not_found::NotFound;
pub(crate) use overview::OverviewPage;
pub(crate) use places::PlacesPage;
pub(crate) use product::ProductPage;
pub(crate) use products::ProductsPage;
pub(crate) use refreshes::RefreshesPage;
#[cfg(feature = "ssr")]
pub use refreshes::{draw_refresh_steps, refresh_step_in_words};
pub(crate) use rules::RulesPage;
pub(crate) use scoring::ScoringPage;
pub(crate) use segments::SegmentsPage;
pub(crate) use snapshots::SnapshotsPage;
pub(crate) use source::SourcePage;
pub(crate) use trends::TrendsPage;
pub(crate) use value::ValuePage;
pub(crate) use views::ViewsPage;
#[cfg(feature = "ssr")]
pub(crate) use {
    baskets::draw_baskets,
    cohorts::draw_cohorts,
    comparison::{ComparedPair, draw_comparison},
    customer::draw_customer,
    customers::{CustomerList, draw_customers},
    data::draw_quality,
    glossary::{draw_glossary, draw_glossary_entry},
    kit::draw_kit,
    movement::draw_movement,
    overview::draw_overview,
    places::draw_places,
    product::draw_product,
    products::draw_products,
    refreshes::draw_refreshes,
    rules::{RulesAnswers, draw_rules},
    scoring::{Proposal, ScoringAnswers, draw_cluster_choice, draw_scoring},
    segments::{SegmentsAnswers, draw_segment_customers, draw_segments},
    snapshots::draw_snapshots,
    source::{DatabaseCard, SourceQuestion},
    trends::draw_trends,
    value::draw_value,
    views::{SavedViews, draw_views},
};
