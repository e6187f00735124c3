//! The pages, one folder each.

mod cohorts;
mod data;
mod follow_refreshes;
mod not_found;
mod overview;
mod segments;
mod url_memo;

pub(crate) use cohorts::CohortsPage;
pub(crate) use data::DataPage;
pub(crate) use not_found::NotFound;
pub(crate) use overview::OverviewPage;
pub(crate) use segments::SegmentsPage;
#[cfg(feature = "ssr")]
pub(crate) use {data::draw_quality, overview::draw_overview};
