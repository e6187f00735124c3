//! What customers are worth, and what they will be.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{api, pages::drawn_page::FilteredPage};
#[cfg(feature = "ssr")]
pub(crate) use sections::{check_in_words, draw_value, help_in_words, name_of_check};

const PATH: &str = "/value";

/// The page.
pub struct ValuePage;

#[lazy_route]
impl LazyRoute for ValuePage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <FilteredPage
                path=PATH
                title="Lifetime value"
                note="What customers have been worth, and what they can be expected to be worth"
                fetch=api::fetch_value
            />
        }
        .into_any()
    }
}
