//! The pages, one folder each.

mod cohorts;
mod customer;
mod customers;
mod data;
mod glossary;
mod kit;
#[cfg(feature = "ssr")]
mod months;
pub(crate) mod not_found;
mod overview;
mod page_filter;
mod rules;
mod scoring;
mod segments;
mod url_memo;
mod views;

pub(crate) use cohorts::CohortsPage;
pub(crate) use customer::CustomerPage;
pub(crate) use customers::CustomersPage;
pub(crate) use data::DataPage;
pub(crate) use glossary::GlossaryPage;
pub(crate) use kit::KitPage;
pub(crate) use not_found::NotFound;
pub(crate) use overview::OverviewPage;
pub(crate) use rules::RulesPage;
pub(crate) use scoring::ScoringPage;
pub(crate) use segments::SegmentsPage;
pub(crate) use views::ViewsPage;
#[cfg(feature = "ssr")]
pub(crate) use {
    cohorts::draw_cohorts,
    customer::draw_customer,
    customers::{CustomerList, draw_customers},
    data::draw_quality,
    glossary::{draw_glossary, draw_glossary_entry},
    kit::draw_kit,
    overview::draw_overview,
    rules::{RulesAnswers, draw_rules},
    scoring::{Proposal, ScoringAnswers, draw_cluster_choice, draw_scoring},
    segments::{SegmentsAnswers, draw_segment_customers, draw_segments},
    views::{SavedViews, draw_views},
};
