//! What is bought together.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    api,
    pages::{
        drawn_page::FilteredPage,
        products::{ProductTab, ProductTabs},
    },
};
#[cfg(feature = "ssr")]
pub(crate) use sections::{RuleTable, TargetCell, draw_baskets, lift_mark, q_value_cell};

const PATH: &str = "/products/rules";

/// The page.
pub struct BasketsPage;

#[lazy_route]
impl LazyRoute for BasketsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <FilteredPage
                path=PATH
                title="Basket rules"
                note="What is bought together, and whom to offer it"
                tabs=view! { <ProductTabs current=ProductTab::Rules/> }.into_any()
                fetch=api::fetch_baskets
            />
        }
        .into_any()
    }
}
