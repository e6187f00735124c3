//! The executive's page: the figures, what they mean, and where to look next.

mod findings_section;
mod kpi_section;
mod month_change;
mod shares_section;
mod top_sections;
mod trend_section;

use clientele_contract::{Overview, SnapshotInfo};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    api,
    components::{Answered, ErrorsShown, PageHead, Skeleton},
    format::format_date,
    url_state::SegmentsUrl,
};
use findings_section::FindingsSection;
use kpi_section::KpiSection;
use shares_section::SharesSection;
use top_sections::{CategoriesSection, ProductsSection, StatesSection};
use trend_section::TrendSection;

/// The page.
pub struct OverviewPage;

#[lazy_route]
impl LazyRoute for OverviewPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let overview = Resource::new(|| (), |()| api::fetch_overview());
        view! {
            <PageHead
                title="Overview"
                note=view! { <Answered answer=overview errors=ErrorsShown::None show=show_note/> }.into_any()
            />
            <Answered
                answer=overview
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|overview, snapshot: SnapshotInfo, _| {
                    view! { <OverviewSections overview currency_symbol=snapshot.currency_symbol/> }.into_any()
                }
            />
        }
        .into_any()
    }
}

fn show_note(_: Overview, snapshot: SnapshotInfo, _: SegmentsUrl) -> AnyView {
    let words = format!(
        "Completed orders from {} to {}",
        format_date(snapshot.first_order),
        format_date(snapshot.last_order)
    );
    view! { <p>{words}</p> }.into_any()
}

#[component]
fn OverviewSections(overview: Overview, currency_symbol: String) -> impl IntoView {
    let Overview { totals, months, segments, products, categories, states, findings } = overview;
    view! {
        <KpiSection totals months=months.clone() currency_symbol=currency_symbol.clone()/>
        <FindingsSection findings currency_symbol=currency_symbol.clone()/>
        <div class="grid grid-trend">
            <TrendSection months currency_symbol=currency_symbol.clone()/>
            <SharesSection segments currency_symbol=currency_symbol.clone()/>
        </div>
        <div class="grid grid-thirds">
            <CategoriesSection categories currency_symbol=currency_symbol.clone()/>
            <ProductsSection products currency_symbol=currency_symbol.clone()/>
            <StatesSection states currency_symbol/>
        </div>
    }
}
