//! The rules of the next best action: what is in force, and what another file would do.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
    pages::segments::{SegmentTab, SegmentTabs},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::{RulesAnswers, draw_rules};

/// The page.
pub struct RulesPage;

#[lazy_route]
impl LazyRoute for RulesPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let rules = ask_for(|| (), |()| async { api::fetch_rules().await.map(Drawn) });
        view! {
            <PageHead
                title="Rules"
                note=view! { <p>"What each customer gets next, and why"</p> }.into_any()
            />
            <SegmentTabs current=SegmentTab::Rules/>
            <Answered
                answer=rules
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
