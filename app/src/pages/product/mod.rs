//! One product, and what is bought together with it.

#[cfg(feature = "ssr")]
mod sections;
mod unknown;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};
use serde::{Deserialize, Serialize};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
    url_state::product_id_of,
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_product;
use unknown::UnknownProduct;

/// The page.
pub struct ProductPage;

#[lazy_route]
impl LazyRoute for ProductPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname;
        let product_id = Memo::new(move |_| path.with(|path| product_id_of(path)));
        let product =
            ask_for(move || product_id.get(), |id| async { api::fetch_product(id).await.map(Shown::from) });
        let all = view! {
            <a class="button" href="/products">"All products"</a>
            <a class="button" href="/products/rules">"Basket rules"</a>
        };
        view! {
            <PageHead title="Product" actions=all.into_any()/>
            <Answered
                answer=product
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=move |product, _, _| match product {
                    Shown::Known(drawn) => view! { <DrawnSections drawn/> }.into_any(),
                    Shown::Unknown => view! { <UnknownProduct product_id=product_id.get_untracked()/> }.into_any(),
                }
            />
        }
        .into_any()
    }
}

/// What the page shows. Not an `Option`: sections are left out of the data that a page brings, so both would
/// look alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Shown {
    Known(Drawn),
    Unknown,
}

impl From<Option<String>> for Shown {
    fn from(html: Option<String>) -> Self {
        html.map_or(Self::Unknown, |html| Self::Known(Drawn(html)))
    }
}
