use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_movement,
    questions::movement_view,
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, Scope, SegmentMovement, SnapshotInfo};

/// The page for the view that a query string names: how many customers these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "movement")]
pub async fn fetch_movement(query: String) -> Result<(String, String), AppError> {
    let (answer, url, snapshot) =
        ask(move |analytics, scope| answer_movement(analytics, scope, &query)).await?;
    Ok(draw_movement(answer, &url, &snapshot))
}

/// The answer, or why there is none for the days of the address; the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn answer_movement(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(Result<SegmentMovement, String>, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    let answer = match analytics.segment_movement(scope, &movement_view(&url).question) {
        Ok(movement) => Ok(movement),
        // The page says so beside the fields for the days.
        Err(AnalyticsError::InvalidQuestion(reason)) => Err(reason),
        Err(error) => return Err(error),
    };
    Ok((answer, url, analytics.snapshot(scope)?))
}
