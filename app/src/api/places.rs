use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_places,
    questions::{PlaceView, place_view},
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, Places, Scope, SnapshotInfo};

/// The page for the view that a query string names: how many customers these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "places")]
pub async fn fetch_places(query: String) -> Result<(String, String), AppError> {
    let (answer, view, url, snapshot) =
        ask(move |analytics, scope| answer_places(analytics, scope, &query)).await?;
    Ok(draw_places(answer, &view, &url, &snapshot))
}

/// The answer, the view that it belongs to with its address, and what is in service.
#[cfg(feature = "ssr")]
fn answer_places(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(Places, PlaceView, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    let view = place_view(&url);
    let answer = analytics.places(scope, &view.question)?;
    Ok((answer, view, url, analytics.snapshot(scope)?))
}
