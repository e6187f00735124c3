use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::{ask, ask_desk},
    pages::{Proposal, ScoringAnswers, draw_cluster_choice, draw_scoring},
};

/// How customers are scored, what the scoring in the query string would do, and how far the segments can be
/// trusted, as HTML.
#[server(input = Json, endpoint = "scoring")]
pub async fn fetch_scoring(query: String) -> Result<String, AppError> {
    let answers = ask_scoring(&query).await?;
    Ok(draw_scoring(answers))
}

/// k-means with 2 to 10 groups, and the profiles of the number in the query string, as HTML.
#[server(input = Json, endpoint = "cluster_choice")]
pub async fn fetch_cluster_choice(query: String) -> Result<String, AppError> {
    let (choice, snapshot) =
        ask(|analytics, scope| Ok((analytics.cluster_choice(scope)?, analytics.snapshot(scope)?))).await?;
    Ok(draw_cluster_choice(choice, &query, snapshot))
}

/// The scoring in force, the checks of it, and what the proposal in the query string would do.
#[cfg(feature = "ssr")]
async fn ask_scoring(query: &str) -> Result<ScoringAnswers, AppError> {
    let (in_force, checks, desk) = tokio::join!(
        ask(|analytics, scope| Ok((analytics.scoring(scope)?, analytics.snapshot(scope)?))),
        ask(|analytics, scope| analytics.segment_checks(scope)),
        ask_desk(),
    );
    let (state, snapshot) = in_force?;
    let proposal = Proposal::read(query, &state);
    let preview = match proposal.as_scoring() {
        Some(proposed) => {
            Some(ask(move |analytics, scope| analytics.preview_scoring(scope, &proposed)).await)
        }
        None => None,
    };
    let can_be_undone = desk.is_ok_and(|desk| desk.scoring_can_be_undone);
    let currency_symbol = snapshot.currency_symbol;
    Ok(ScoringAnswers { state, checks, proposal, preview, can_be_undone, currency_symbol })
}
