//! What the server draws: the browser shows it as it comes.

mod champions_section;
mod clusters_section;
mod cuts_table;
mod effect_section;
mod in_force_section;
mod map_picture;
mod proposal_section;
mod stability_section;

use clientele_contract::{ClusterChoice, ScoringPreview, ScoringState, SegmentChecks, SnapshotInfo};
use leptos::prelude::*;

use super::{PATH, Proposal};
use crate::{components::Card, error::AppError};
use champions_section::ChampionsSection;
use clusters_section::{ClustersSection, chosen_k};
use effect_section::EffectSection;
use in_force_section::InForceSection;
use proposal_section::ProposalSection;
use stability_section::StabilitySection;

/// What the page shows besides the number of groups.
pub struct ScoringAnswers {
    /// How customers are scored now.
    pub state: ScoringState,
    /// How far the segments can be trusted.
    pub checks: Result<SegmentChecks, AppError>,
    /// What the form holds.
    pub proposal: Proposal,
    /// What it would do, if it asks for something that can be read.
    pub preview: Option<Result<ScoringPreview, AppError>>,
    /// The scoring before can be brought back.
    pub can_be_undone: bool,
    /// Stands before amounts.
    pub currency_symbol: String,
}

/// All sections above the choice of groups, as HTML.
pub fn draw_scoring(answers: ScoringAnswers) -> String {
    let ScoringAnswers { state, checks, proposal, preview, can_be_undone, currency_symbol } = answers;
    let in_force = state.scoring;
    let effect = preview.map(|preview| {
        let currency_symbol = currency_symbol.clone();
        view! { <EffectSection preview in_force currency_symbol/> }
    });
    let (stability, champions) = match checks {
        Ok(checks) => {
            let symbol = currency_symbol.clone();
            let stability =
                view! { <StabilitySection stability=checks.stability currency_symbol=symbol.clone()/> };
            let champions = view! { <ChampionsSection check=checks.champions currency_symbol=symbol/> };
            (stability.into_any(), Some(champions))
        }
        Err(error) => (view! { <ChecksMissing error/> }.into_any(), None),
    };
    view! {
        // Two columns, each with cards of its own height.
        <div class="grid grid-scoring">
            <InForceSection state=state.clone() currency_symbol=currency_symbol.clone() can_be_undone/>
            <div class="stack">
                <ProposalSection proposal own_map=state.own_map currency_symbol/>
                {stability}
            </div>
        </div>
        {effect}
        {champions}
    }
    .to_html()
}

#[component]
fn ChecksMissing(error: AppError) -> impl IntoView {
    view! {
        <Card id="checks-title" title="The segments could not be checked">
            <p class="card-empty" role="alert">{format!("Nothing is lost: {error}.")}</p>
        </Card>
    }
}

/// The choice of the number of groups, as HTML.
pub fn draw_cluster_choice(choice: ClusterChoice, query: &str, snapshot: SnapshotInfo) -> String {
    let k = chosen_k(query, &choice);
    let query = query.to_owned();
    let SnapshotInfo { customers, currency_symbol, .. } = snapshot;
    view! { <ClustersSection choice customers k query currency_symbol/> }.to_html()
}
