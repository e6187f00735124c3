//! Where customers are, and how they are served there.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{api, pages::drawn_page::FilteredPage};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_places;

const PATH: &str = "/places";

/// The page.
pub struct PlacesPage;

#[lazy_route]
impl LazyRoute for PlacesPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <FilteredPage
                path=PATH
                title="Places"
                note="Where customers are, and how they are served there"
                fetch=api::fetch_places
            />
        }
        .into_any()
    }
}
