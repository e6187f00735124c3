//! Every customer: searched, filtered, sorted, and taken along as a file.

mod search;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{AddressNotices, Answered, Drawn, DrawnSections, LiveForms, PageHead, Skeleton},
    pages::{
        page_filter::{PageFilter, SelectionActions},
        url_memo::{UrlMemo, use_url_memo},
    },
    url_state::SegmentsUrl,
};
use search::CustomerSearch;
#[cfg(feature = "ssr")]
pub(crate) use sections::{CustomerList, draw_customers};

/// Where this page is.
pub(crate) const PATH: &str = "/customers";

/// The page.
pub struct CustomersPage;

#[lazy_route]
impl LazyRoute for CustomersPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let UrlMemo { url, notices } = use_url_memo();
        let list = ask_for(
            move || url.with(SegmentsUrl::to_query),
            |query| async { api::fetch_customer_list(query).await.map(Drawn) },
        );
        view! {
            <PageHead title="Customers" actions=view! { <SelectionActions/> }.into_any()/>
            <AddressNotices notices/>
            <CustomerSearch path=PATH url/>
            <PageFilter path=PATH url/>
            <LiveForms path=PATH>
                <Answered
                    answer=list
                    fallback=|| view! { <Skeleton class="skeleton-page"/> }
                    show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
                />
            </LiveForms>
        }
        .into_any()
    }
}
