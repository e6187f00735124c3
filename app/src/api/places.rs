use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_places,
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, PlaceQuestion, Places, Scope, SnapshotInfo};

/// The page for the view that a query string names: how many customers these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "places")]
pub async fn fetch_places(query: String) -> Result<(String, String), AppError> {
    let (answer, url, snapshot) =
        ask(move |analytics, scope| answer_places(analytics, scope, &query)).await?;
    Ok(draw_places(answer, &url, &snapshot))
}

/// The answer, the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn answer_places(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(Places, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    let question = PlaceQuestion { filter: url.filter.clone() };
    Ok((analytics.places(scope, &question)?, url, analytics.snapshot(scope)?))
}
