//! What differs between two snapshots.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

use super::data::{DataTab, DataTabs};
use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::{ComparedPair, draw_comparison};

/// The page.
pub struct ComparisonPage;

#[lazy_route]
impl LazyRoute for ComparisonPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let search = use_location().search;
        let answer =
            ask_for(move || search.get(), |search| async { api::fetch_comparison(search).await.map(Drawn) });
        view! {
            <PageHead
                title="Compare snapshots"
                note=view! { <p>"What differs between two of them"</p> }.into_any()
            />
            <DataTabs current=DataTab::Snapshots/>
            <Answered
                answer
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
