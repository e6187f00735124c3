use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_movement,
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, MovementQuestion, Scope, SegmentMovement, SnapshotInfo};

/// The page for the view that a query string names: the sections as HTML.
#[server(input = Json, endpoint = "movement")]
pub async fn fetch_movement(query: String) -> Result<String, AppError> {
    let (answer, url, snapshot) =
        ask(move |analytics, scope| answer_movement(analytics, scope, &query)).await?;
    Ok(draw_movement(&answer, &url, &snapshot))
}

/// The answer, the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn answer_movement(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(SegmentMovement, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    let question = MovementQuestion::default();
    Ok((analytics.segment_movement(scope, &question)?, url, analytics.snapshot(scope)?))
}
