//! Every customer: searched, filtered, sorted, and taken along as a file.

mod search;
#[cfg(feature = "ssr")]
mod sections;

use clientele_contract::SnapshotInfo;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{
        AddressNotices, Answered, Drawn, DrawnSections, ErrorsShown, FilterBar, Icon, IconView, LiveForms,
        PageHead, Skeleton,
    },
    pages::{
        follow_refreshes::follow_refreshes,
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
        let options = ask_for(|| (), |()| api::fetch_filter_options());
        follow_refreshes(url, options);
        let list = ask_for(
            move || url.with(SegmentsUrl::to_query),
            |query| async { api::fetch_customer_list(query).await.map(Drawn) },
        );
        view! {
            <PageHead title="Customers" actions=view! { <Actions/> }.into_any()/>
            <AddressNotices notices/>
            <CustomerSearch path=PATH url/>
            <Answered
                answer=options
                errors=ErrorsShown::None
                fallback=|| view! { <Skeleton class="skeleton-filters"/> }
                show=move |options, snapshot: SnapshotInfo, _| {
                    let currency_symbol = snapshot.currency_symbol;
                    view! { <FilterBar path=PATH url options currency_symbol/> }.into_any()
                }
            />
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

/// Links to the dialogs that stand in the drawn sections, where the number of customers is known.
#[component]
fn Actions() -> impl IntoView {
    view! {
        <a class="button" href="#save-view" data-dialog="save-view">"Save this view"</a>
        <a class="button button-primary" href="#export" data-dialog="export">
            <IconView icon=Icon::Download/>
            "Export…"
        </a>
    }
}
