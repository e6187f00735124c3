//! The operator's page: what the refresh read, kept, left out and refused.

mod data_tabs;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
};
pub(crate) use data_tabs::{DataTab, DataTabs};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_quality;

/// The page.
pub struct DataPage;

#[lazy_route]
impl LazyRoute for DataPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let quality = ask_for(|| (), |()| async { api::fetch_quality().await.map(Drawn) });
        view! {
            <PageHead
                title="Data"
                note=view! { <p>"What was read, kept, left out and refused"</p> }.into_any()
            />
            <DataTabs current=DataTab::Quality/>
            <Answered
                answer=quality
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
