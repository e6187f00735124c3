//! The analyst's page: who comes back, month by month.

mod drawn_cohorts;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{AddressNotices, Answered, DrawnSections, ErrorsShown, PageHead, Skeleton},
    pages::{
        page_filter::PageFilter,
        url_memo::{UrlMemo, use_url_memo},
    },
};
pub(crate) use drawn_cohorts::DrawnCohorts;
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_cohorts;

const PATH: &str = "/cohorts";

/// The page.
pub struct CohortsPage;

#[lazy_route]
impl LazyRoute for CohortsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let UrlMemo { url, notices } = use_url_memo();
        let cohorts = ask_for(
            move || url.with(|url| url.filter.clone()),
            |filter| async { api::fetch_cohorts(filter).await.map(DrawnCohorts::from) },
        );
        view! {
            <PageHead
                title="Cohorts"
                note=view! { <p>"Customers grouped by the month of their first order"</p> }.into_any()
            />
            <AddressNotices notices/>
            <PageFilter path=PATH url/>
            <div role="status" class="filter-count">
                <Answered
                    answer=cohorts
                    errors=ErrorsShown::None
                    show=|DrawnCohorts { count, .. }, _, _| view! { <p>{count}</p> }.into_any()
                />
            </div>
            <Answered
                answer=cohorts
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|DrawnCohorts { sections, .. }, _, _| view! { <DrawnSections drawn=sections/> }.into_any()
            />
        }
        .into_any()
    }
}
