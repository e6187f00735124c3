//! Where the orders come from, and how they are read.

#[cfg(feature = "ssr")]
mod question;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

use super::data::{DataTab, DataTabs};
use crate::{
    answer::ask_for,
    api,
    components::{AnsweredAlone, Drawn, DrawnSections, PageHead, Skeleton},
};
#[cfg(feature = "ssr")]
pub(crate) use question::SourceQuestion;
#[cfg(feature = "ssr")]
pub(crate) use sections::DatabaseCard;

/// The page.
pub struct SourcePage;

#[lazy_route]
impl LazyRoute for SourcePage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_location().search;
        let answer =
            ask_for(move || query.get(), |query| async { api::fetch_source(query).await.map(Drawn) });
        view! {
            <PageHead title="Source" note=view! { <p>"Where the orders come from, and how they are read"</p> }.into_any()/>
            <DataTabs current=DataTab::Source/>
            <AnsweredAlone
                answer
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
