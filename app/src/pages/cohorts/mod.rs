//! The analyst's page: who comes back, month by month.

mod heat_map_section;
mod words;

use clientele_contract::{CohortMatrix, SnapshotInfo};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{AddressNotices, Answered, ErrorsShown, FilterBar, PageHead, Skeleton},
    format::{format_count, format_counted},
    pages::{
        follow_refreshes::follow_refreshes,
        url_memo::{UrlMemo, use_url_memo},
    },
    url_state::SegmentsUrl,
};
use heat_map_section::HeatMapSection;

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
        let options = ask_for(|| (), |()| api::fetch_filter_options());
        follow_refreshes(url, options);
        let cohorts = ask_for(move || url.with(|url| url.filter.clone()), api::fetch_cohorts);
        view! {
            <PageHead
                title="Cohorts"
                note=view! { <p>"Customers grouped by the month of their first order"</p> }.into_any()
            />
            <AddressNotices notices/>
            <Answered
                answer=options
                errors=ErrorsShown::None
                fallback=|| view! { <Skeleton class="skeleton-filters"/> }
                show=move |options, snapshot: SnapshotInfo, _| {
                    let currency_symbol = snapshot.currency_symbol;
                    view! { <FilterBar path=PATH url options currency_symbol/> }.into_any()
                }
            />
            <div role="status" class="filter-count">
                <Answered answer=cohorts errors=ErrorsShown::None show=show_count/>
            </div>
            <Answered
                answer=cohorts
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|cohorts, _, _| view! { <HeatMapSection cohorts path=PATH/> }.into_any()
            />
        }
        .into_any()
    }
}

fn show_count(cohorts: CohortMatrix, snapshot: SnapshotInfo, _: SegmentsUrl) -> AnyView {
    let selected = format_counted(cohorts.customers, "customer", "customers");
    let words = if cohorts.customers == snapshot.customers {
        format!("All {selected}")
    } else {
        format!("{selected} of {}", format_count(snapshot.customers))
    };
    view! { <p>{words}</p> }.into_any()
}
