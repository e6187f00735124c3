//! When orders are read, and how it went.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::data::{DataTab, DataTabs};
use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_refreshes;

/// The page.
pub struct RefreshesPage;

#[lazy_route]
impl LazyRoute for RefreshesPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let answer = ask_for(|| (), |()| async { api::fetch_refreshes().await.map(Drawn) });
        view! {
            <PageHead title="Refreshes" note=view! { <p>"When orders are read, and how it went"</p> }.into_any()/>
            <DataTabs current=DataTab::Refreshes/>
            <Answered
                answer
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
