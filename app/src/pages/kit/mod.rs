//! Every part of the kit in every state; outside the navigation. The visual and accessibility tests run over it.

#[cfg(feature = "ssr")]
mod charts;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{AnsweredAlone, Drawn, DrawnSections, PageHead, Skeleton},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_kit;

/// The page.
pub struct KitPage;

#[lazy_route]
impl LazyRoute for KitPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let kit = ask_for(|| (), |()| async { api::fetch_kit().await.map(Drawn) });
        view! {
            <PageHead title="Kit" note="Every part in every state".into_any()/>
            <AnsweredAlone
                answer=kit
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
