//! The marketer's page: who they are, what to do, and the list to take away.

mod customers_section;
mod export_links;
mod high_value_section;
mod kpi_section;
mod matrix_bands;
mod matrix_section;
mod shares_section;
mod strategy_section;
mod strategy_words;
mod tiers_section;

use clientele_contract::{SegmentWorkspace, SnapshotInfo};
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
use customers_section::CustomersSection;
use export_links::ExportLinks;
use high_value_section::HighValueSection;
use kpi_section::KpiSection;
use matrix_section::MatrixSection;
use shares_section::SharesSection;
use strategy_section::StrategySection;
use tiers_section::TiersSection;

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
        let options = ask_for(|| (), |()| api::fetch_filter_options());
        follow_refreshes(url, options);
        let question = move || url.with(|url| (url.filter.clone(), url.axes));
        let workspace = ask_for(question, |(filter, axes)| api::fetch_segment_workspace(filter, axes));
        let customers = ask_for(move || url.with(SegmentsUrl::customer_query), api::fetch_customers);
        let active_cell = RwSignal::new(0_u8);
        view! {
            <PageHead
                title="Segments"
                note=view! { <Answered answer=workspace errors=ErrorsShown::None show=show_note/> }.into_any()
                actions=view! {
                    <Answered
                        answer=workspace
                        errors=ErrorsShown::None
                        url=url
                        show=|workspace: SegmentWorkspace, _, url| {
                            let count = workspace.selection.customers;
                            view! { <ExportLinks count url/> }.into_any()
                        }
                    />
                }.into_any()
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
                <Answered answer=workspace errors=ErrorsShown::None show=show_count/>
            </div>
            <Answered
                answer=workspace
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                url=url
                show=move |workspace, snapshot: SnapshotInfo, url| {
                    view! {
                        <Workspace workspace url currency_symbol=snapshot.currency_symbol active_cell/>
                    }.into_any()
                }
            />
            <Answered
                answer=customers
                errors=ErrorsShown::OfAnswer
                fallback=|| view! { <Skeleton class="skeleton-table"/> }
                url=url
                show=|page, snapshot: SnapshotInfo, url| {
                    let currency_symbol = snapshot.currency_symbol;
                    view! { <CustomersSection page url currency_symbol/> }.into_any()
                }
            />
        }
        .into_any()
    }
}

fn show_note(_: SegmentWorkspace, snapshot: SnapshotInfo, _: SegmentsUrl) -> AnyView {
    let verb = if snapshot.excluded_orders == 1 {
        "order was void or open and is left out"
    } else {
        "orders were void or open and are left out"
    };
    view! { <p>{format!("{} {verb}", format_count(snapshot.excluded_orders))}</p> }.into_any()
}

fn show_count(workspace: SegmentWorkspace, _: SnapshotInfo, _: SegmentsUrl) -> AnyView {
    let selected = format_counted(workspace.selection.customers, "customer", "customers");
    let words = if workspace.selection.customers == workspace.everyone.customers {
        format!("All {selected}")
    } else {
        format!("{selected} of {}", format_count(workspace.everyone.customers))
    };
    view! { <p>{words}</p> }.into_any()
}

#[component]
fn Workspace(
    workspace: SegmentWorkspace,
    url: SegmentsUrl,
    currency_symbol: String,
    active_cell: RwSignal<u8>,
) -> impl IntoView {
    let SegmentWorkspace {
        selection, everyone, matrix, segments, tiers, strategy, high_value_at_risk, ..
    } = workspace;
    let tiers_go_left = right_column_is_longer(strategy.actions.len(), high_value_at_risk.top.len());
    let tiers = {
        let (url, currency_symbol) = (url.clone(), currency_symbol.clone());
        view! { <TiersSection tiers url currency_symbol/> }.into_any()
    };
    let (tiers_left, tiers_right) = if tiers_go_left { (Some(tiers), None) } else { (None, Some(tiers)) };
    view! {
        <KpiSection selection everyone url=url.clone() currency_symbol=currency_symbol.clone()/>
        // Two columns, each with cards of its own height: rows of cards would leave holes beside long ones.
        <div class="grid grid-workspace">
            <div class="stack">
                <MatrixSection matrix everyone url=url.clone() currency_symbol=currency_symbol.clone() active_cell/>
                <SharesSection segments url=url.clone() currency_symbol=currency_symbol.clone()/>
                {tiers_left}
            </div>
            <div class="stack">
                <StrategySection strategy selection url=url.clone() currency_symbol=currency_symbol.clone()/>
                {tiers_right}
                <HighValueSection high_value_at_risk url currency_symbol/>
            </div>
        </div>
    }
}

/// Whether what to do and whom to call are longer than the matrix and the segments; tiers go to the other side.
/// Measured in rows of a table; an action is as high as two and a half.
fn right_column_is_longer(actions: usize, listed_customers: usize) -> bool {
    const MATRIX_AND_SEGMENTS: usize = 26;
    const HEADS: usize = 6;
    HEADS + actions * 5 / 2 + listed_customers > MATRIX_AND_SEGMENTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_fill_the_shorter_column() {
        assert!(right_column_is_longer(10, 10));
        assert!(!right_column_is_longer(4, 3));
        assert!(!right_column_is_longer(0, 0));
    }
}
