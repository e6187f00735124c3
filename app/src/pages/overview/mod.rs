//! The executive's page: the figures of some days, what they mean, and where to look next.

#[cfg(feature = "ssr")]
pub(crate) mod sections;

use leptos::{ev, prelude::*};
use leptos_router::{
    LazyRoute, NavigateOptions,
    hooks::{use_location, use_navigate},
    lazy_route,
};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton, form_of, query_of_form},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_overview;

/// The page.
pub struct OverviewPage;

#[lazy_route]
impl LazyRoute for OverviewPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_location().search;
        let overview =
            ask_for(move || query.get(), |query| async { api::fetch_overview(query).await.map(Drawn) });
        let navigate = use_navigate();
        // A form would load the page; its answer is asked for as that of a link is.
        let on_submit = move |event: ev::SubmitEvent| {
            if let Some(form) = form_of(&event).filter(|form| form.method() == "get") {
                event.prevent_default();
                let address = format!("/?{}", query_of_form(&form));
                navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
            }
        };
        view! {
            <PageHead title="Overview"/>
            <div on:submit=on_submit>
                <Answered
                    answer=overview
                    fallback=|| view! { <Skeleton class="skeleton-page"/> }
                    show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
                />
            </div>
        }
        .into_any()
    }
}
