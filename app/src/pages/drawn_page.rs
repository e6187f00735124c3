use std::future::Future;

use leptos::prelude::*;

use super::{
    drawn_selection::DrawnSelection,
    page_filter::PageFilter,
    url_memo::{UrlMemo, use_url_memo},
};
use crate::{
    answer::ask_for,
    components::{AddressNotices, Answered, DrawnSections, ErrorsShown, LiveForms, PageHead, Skeleton},
    error::AppError,
};

/// A page about the customers that its address chooses: filter bar, how many they are, drawn sections.
#[component]
pub fn FilteredPage<Fetch, Reply>(
    /// The page.
    path: &'static str,
    /// The heading.
    title: &'static str,
    /// What the page is about.
    note: &'static str,
    /// The way to neighbouring pages.
    #[prop(optional)]
    tabs: Option<AnyView>,
    /// Asks for what the query string says: the selection in words, and the sections as HTML.
    fetch: Fetch,
) -> impl IntoView
where
    Fetch: Fn(String) -> Reply + Send + Sync + 'static,
    Reply: Future<Output = Result<(String, String), AppError>> + Send + 'static,
{
    let UrlMemo { url, notices } = use_url_memo();
    let answer = ask_for(
        move || url.with(crate::url_state::SegmentsUrl::to_query),
        move |query| {
            let reply = fetch(query);
            async { reply.await.map(DrawnSelection::from) }
        },
    );
    view! {
        <PageHead title=title note=view! { <p>{note}</p> }.into_any()/>
        {tabs}
        <AddressNotices notices/>
        <PageFilter path url/>
        <div role="status" class="filter-count">
            <Answered
                answer
                errors=ErrorsShown::None
                show=|DrawnSelection { count, .. }, _, _| view! { <p>{count}</p> }.into_any()
            />
        </div>
        <LiveForms path>
            <Answered
                answer
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|DrawnSelection { sections, .. }, _, _| view! { <DrawnSections drawn=sections/> }.into_any()
            />
        </LiveForms>
    }
}
