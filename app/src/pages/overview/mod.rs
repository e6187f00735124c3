//! The executive's page: the figures, what they mean, and where to look next.

#[cfg(feature = "ssr")]
mod sections;

use clientele_contract::{PeriodQuestion, SnapshotInfo};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, ErrorsShown, PageHead, Skeleton},
    format::format_date,
    url_state::SegmentsUrl,
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
        let overview =
            ask_for(|| (), |()| async { api::fetch_overview(PeriodQuestion::default()).await.map(Drawn) });
        view! {
            <PageHead
                title="Overview"
                note=view! { <Answered answer=overview errors=ErrorsShown::None show=show_note/> }.into_any()
            />
            <Answered
                answer=overview
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}

fn show_note(_: Drawn, snapshot: SnapshotInfo, _: SegmentsUrl) -> AnyView {
    let words = format!(
        "Completed orders from {} to {}",
        format_date(snapshot.first_order),
        format_date(snapshot.last_order)
    );
    view! { <p>{words}</p> }.into_any()
}
