//! Any measure over time.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{api, pages::drawn_page::FilteredPage};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_trends;

const PATH: &str = "/trends";

/// The page.
pub struct TrendsPage;

#[lazy_route]
impl LazyRoute for TrendsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <FilteredPage
                path=PATH
                title="Trends"
                note="Any measure by day, week or month"
                fetch=api::fetch_trends
            />
        }
        .into_any()
    }
}
