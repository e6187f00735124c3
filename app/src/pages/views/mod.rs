//! Views with names, and how to come by one.

#[cfg(feature = "ssr")]
mod sections;
#[cfg(feature = "ssr")]
mod view_words;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::{SavedViews, draw_views};

/// The page.
pub struct ViewsPage;

#[lazy_route]
impl LazyRoute for ViewsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let views = ask_for(|| (), |()| async { api::fetch_views().await.map(Drawn) });
        view! {
            <PageHead title="Saved views"/>
            <Answered
                answer=views
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
