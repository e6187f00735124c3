//! What sells, and to whom.

mod product_tabs;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{api, pages::drawn_page::FilteredPage};
pub(crate) use product_tabs::{ProductTab, ProductTabs};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_products;

const PATH: &str = "/products";

/// The page.
pub struct ProductsPage;

#[lazy_route]
impl LazyRoute for ProductsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <FilteredPage
                path=PATH
                title="Products"
                note="What sells, and which segments lean towards it"
                tabs=view! { <ProductTabs current=ProductTab::Products/> }.into_any()
                fetch=api::fetch_products
            />
        }
        .into_any()
    }
}
