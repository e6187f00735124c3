//! The analyst's page: how segments and tiers come about, what another scoring would do, and how far they can be
//! trusted.

#[cfg(feature = "ssr")]
mod proposal;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
    pages::segments::{SegmentTab, SegmentTabs},
};
#[cfg(feature = "ssr")]
pub(crate) use {
    proposal::Proposal,
    sections::{ScoringAnswers, draw_cluster_choice, draw_scoring},
};

/// Where this page is.
#[cfg(feature = "ssr")]
const PATH: &str = "/segments/scoring";

/// The page.
pub struct ScoringPage;

#[lazy_route]
impl LazyRoute for ScoringPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_location().search;
        let scoring =
            ask_for(move || query.get(), |query| async { api::fetch_scoring(query).await.map(Drawn) });
        let clusters =
            ask_for(move || query.get(), |query| async { api::fetch_cluster_choice(query).await.map(Drawn) });
        view! {
            <PageHead
                title="Scoring"
                note=view! { <p>"How segments and tiers come about, and how far they can be trusted"</p> }
                    .into_any()
            />
            <SegmentTabs current=SegmentTab::Scoring/>
            <Answered
                answer=scoring
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
            <Answered
                answer=clusters
                fallback=ComputingClusters
                show=|drawn, _, _| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}

/// Says what takes its time.
#[component]
fn ComputingClusters() -> impl IntoView {
    view! {
        <section class="card card-clusters" aria-busy="true">
            <p class="card-empty">"Forming 2 to 10 groups with k-means, to compare them; this takes a second or two."</p>
            <Skeleton class="skeleton-clusters"/>
        </section>
    }
}
