//! One product, and what is bought together with it.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_product;

/// The page.
pub struct ProductPage;

#[lazy_route]
impl LazyRoute for ProductPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let product = ask_for(
            move || params.with(|params| params.get("id").unwrap_or_default()),
            |id| async { api::fetch_product(id).await.map(Drawn) },
        );
        view! {
            <PageHead title="Product" note=view! { <p>"What is bought together with it"</p> }.into_any()/>
            <Answered
                answer=product
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
