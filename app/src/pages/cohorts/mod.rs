//! The analyst’s page: who comes back, and when.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{api, pages::drawn_page::FilteredPage};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_cohorts;

const PATH: &str = "/cohorts";

/// The page.
pub struct CohortsPage;

#[lazy_route]
impl LazyRoute for CohortsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <FilteredPage
                path=PATH
                title="Cohorts"
                note="Customers grouped by the time of their first order"
                fetch=api::fetch_cohorts
            />
        }
        .into_any()
    }
}
