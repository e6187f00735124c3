//! What was published and is kept.

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
pub(crate) use sections::draw_snapshots;

/// The page.
pub struct SnapshotsPage;

#[lazy_route]
impl LazyRoute for SnapshotsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let answer = ask_for(|| (), |()| async { api::fetch_snapshots().await.map(Drawn) });
        view! {
            <PageHead title="Snapshots" note=view! { <p>"What was published and is kept"</p> }.into_any()/>
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
