//! The executive's page: the figures of some days, what they mean, and where to look next.

#[cfg(feature = "ssr")]
mod sections;

mod focus;

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use leptos_router::{
    LazyRoute,
    hooks::{use_location, use_navigate},
    lazy_route,
};
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
};
use focus::keep_focus_by_id;
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
            if let Some(query) = query_of_form(&event) {
                event.prevent_default();
                navigate(&format!("/?{query}"), Default::default());
            }
        };
        view! {
            <PageHead title="Overview"/>
            <div on:submit=on_submit>
                <Answered
                    answer=overview
                    fallback=|| view! { <Skeleton class="skeleton-page"/> }
                    show=|drawn, _, _| {
                        keep_focus_by_id();
                        view! { <DrawnSections drawn/> }.into_any()
                    }
                />
            </div>
        }
        .into_any()
    }
}

/// The query string that a form would send, if it is one that asks for a page.
fn query_of_form(event: &ev::SubmitEvent) -> Option<String> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    if form.method() != "get" {
        return None;
    }
    let data = FormData::new_with_form(&form).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&data).ok().map(|pairs| String::from(pairs.to_string()))
}
