//! The marketer's page: who they are, what to do, and the list to take away.

#[cfg(feature = "ssr")]
mod sections;
mod segment_tabs;

use clientele_contract::SnapshotInfo;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

use crate::{
    answer::ask_for,
    api::{self, SegmentsDrawn},
    components::{AddressNotices, Answered, Drawn, DrawnSections, ErrorsShown, PageHead, Skeleton, count_of},
    format::format_count,
    pages::{
        page_filter::{PageFilter, SelectionActions},
        url_memo::{UrlMemo, use_url_memo},
    },
    url_state::{Page, SegmentsUrl},
};
#[cfg(feature = "ssr")]
pub(crate) use sections::{SegmentsAnswers, draw_segment_customers, draw_segments};
pub(crate) use segment_tabs::{SegmentTab, SegmentTabs};

/// Where this page is.
pub(crate) const PATH: &str = "/segments";

/// The page.
pub struct SegmentsPage;

#[lazy_route]
impl LazyRoute for SegmentsPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let UrlMemo { url, notices } = use_url_memo();
        // Links in the sections lead from the view at hand, but a page of the table is part of the table alone.
        let view_on_first_page =
            move || url.with(|url| SegmentsUrl { page: Page::default(), ..url.clone() }.to_query());
        let workspace = ask_for(view_on_first_page, |query| async {
            api::fetch_segments(query).await.map(SegmentsShown::from)
        });
        let customers = ask_for(
            move || url.with(SegmentsUrl::to_query),
            |query| async { api::fetch_segment_customers(query).await.map(Drawn) },
        );
        view! {
            <PageHead
                title="Segments"
                note=view! { <Answered answer=workspace errors=ErrorsShown::None show=show_note/> }.into_any()
                actions=view! { <SelectionActions/> }.into_any()
            />
            <SegmentTabs current=SegmentTab::Segments/>
            <AddressNotices notices/>
            <PageFilter path=PATH url/>
            <div role="status" class="filter-count">
                <Answered answer=workspace errors=ErrorsShown::None show=show_count/>
            </div>
            <Answered
                answer=workspace
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|shown: SegmentsShown, _, _| view! { <DrawnSections drawn=shown.sections/> }.into_any()
            />
            <Answered
                answer=customers
                errors=ErrorsShown::OfAnswer
                fallback=|| view! { <Skeleton class="skeleton-table"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}

/// What the page shows of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SegmentsShown {
    selected_customers: u64,
    all_customers: u64,
    sections: Drawn,
}

impl From<SegmentsDrawn> for SegmentsShown {
    fn from(SegmentsDrawn { selected_customers, all_customers, sections }: SegmentsDrawn) -> Self {
        Self { selected_customers, all_customers, sections: Drawn(sections) }
    }
}

fn show_note(_: SegmentsShown, snapshot: SnapshotInfo, _: SegmentsUrl) -> AnyView {
    let verb = if snapshot.excluded_orders == 1 {
        "order was void or open and is left out"
    } else {
        "orders were void or open and are left out"
    };
    view! { <p>{format!("{} {verb}", format_count(snapshot.excluded_orders))}</p> }.into_any()
}

fn show_count(shown: SegmentsShown, _: SnapshotInfo, _: SegmentsUrl) -> AnyView {
    let words = count_of(shown.selected_customers, shown.all_customers);
    view! { <p>{words}</p> }.into_any()
}
